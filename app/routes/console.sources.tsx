import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node"
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { actOnRow } from "#app/platform/act-on-row.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { addSource, changeSource, retireSource } from "#app/subscriptions/save-source.server.ts"
import { sourceForm } from "#app/subscriptions/source-form.ts"
import { sourcesForList } from "#app/subscriptions/sources-for-list.server.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Button } from "#app/ui/button.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { Money } from "#app/ui/money.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { RetireButton } from "#app/ui/retire-button.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SourceFields } from "#app/ui/source-fields.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navOffers", to: "/console/offers" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "issues.read")
  const sources = await readScope(actor, sourcesForList)
  const edited = new URL(request.url).searchParams.get("edit")
  return {
    title: i18nFor(actor.locale).t("readerSettings:sourcesTitle"),
    ...{ sources, locale: actor.locale, mayChange: may(actor, "issues.run") },
    edited: sources.find(({ code }) => code === edited) ?? null,
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "issues.run")
  return actOnRow(request, actor, {
    ...{ home: "/console/sources", schema: sourceForm(actor.locale), add: addSource, retire: retireSource },
    change: (scope, value, code) => changeSource(scope, { ...value, code }),
  })
}

/** One source's form: a new one, or a known one under its code. */
function SourceForm() {
  const { t } = useTranslation(["readerSettings", "actions"])
  const { edited, locale, sources } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    id: `source-${edited?.code ?? sources.length}`,
    lastResult: answer?.submission ?? null,
    defaultValue: edited
      ? { ...edited, reachedCount: String(edited.reachedCount), costYen: String(edited.costYen) }
      : {},
    onValidate: ({ formData }) => parseWithZod(formData, { schema: sourceForm(locale) }),
    constraint: { code: { required: true }, name: { required: true }, kind: { required: true } },
  })
  const labels = [
    { field: fields.code, label: t("readerSettings:sourceCode") },
    { field: fields.name, label: t("readerSettings:name") },
    { field: fields.kind, label: t("readerSettings:medium") },
    { field: fields.reachedCount, label: t("readerSettings:reached") },
    { field: fields.costYen, label: t("readerSettings:cost") },
    { field: fields.startsOn, label: t("readerSettings:startsOn") },
    { field: fields.endsOn, label: t("readerSettings:endsOn") },
  ]
  return (
    <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
      <ErrorSummary fields={labels} formErrors={form.errors ?? []} />
      {edited ? <input type="hidden" name="code" value={edited.code} /> : null}
      <SourceFields fields={fields} isNew={edited === null} />
      <div className="flex flex-wrap gap-near">
        <Button type="submit" tone="primary">
          {edited ? t("actions:saveChanges") : t("readerSettings:addSource")}
        </Button>
        {edited ? <LinkButton to="/console/sources">{t("actions:cancel")}</LinkButton> : null}
      </div>
    </Form>
  )
}

type Source = ReturnType<typeof useLoaderData<typeof loader>>["sources"][number]

function useColumns() {
  const { t, i18n } = useTranslation(["readerSettings", "states", "actions"])
  const { mayChange } = useLoaderData<typeof loader>()
  const count = (value: number) => value.toLocaleString(i18n.language)
  const nameOf = (source: Source) => (
    <span>
      <span className="flex flex-wrap items-center gap-near">
        {mayChange ? (
          <Link to={`?edit=${encodeURIComponent(source.code)}`} className="text-link">
            {(i18n.language === "en" && source.nameEnglish) || source.name}
          </Link>
        ) : (
          (i18n.language === "en" && source.nameEnglish) || source.name
        )}
        {source.hasEnded ? <Badge tone="warning">{t("readerSettings:ended")}</Badge> : null}
      </span>
      <span className="block text-small text-muted">{t(`readerSettings:medium-${source.kind}`)}</span>
    </span>
  )
  const yen = { unit: t("states:yen"), align: "end" } as const
  return [
    { key: "code", header: t("readerSettings:sourceCode"), render: ({ code }: Source) => code },
    { key: "name", header: t("readerSettings:name"), render: nameOf },
    { key: "reached", header: t("readerSettings:reached"), align: "end", render: (one: Source) => count(one.reachedCount) }, // prettier-ignore
    { key: "orders", header: t("readerSettings:orders"), align: "end", render: ({ orders }: Source) => count(orders) },
    {
      key: "cost",
      header: t("readerSettings:cost"),
      ...yen,
      render: ({ costYen }: Source) => <Money amount={costYen} />,
    },
    {
      key: "each",
      header: t("readerSettings:costPerOrder"),
      ...yen,
      render: (one: Source) => (one.orders === 0 ? "—" : <Money amount={Math.round(one.costYen / one.orders)} />),
    },
    {
      key: "retire",
      header: t("actions:column"),
      render: (source: Source) =>
        mayChange ? (
          <RetireButton query={{ retire: source.code }} isRetired={source.hasEnded} name={source.code} />
        ) : null,
    },
  ] as const
}

/** 募集コード: what each campaign reached and cost, as R7 reads it. */
export default function Sources() {
  const { t } = useTranslation("readerSettings")
  const { title, sources, edited, mayChange } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeader title={title} summary={t("sourcesLead")} />
      <div role="status">
        {answer && "message" in answer ? <Callout tone="warning">{answer.message}</Callout> : null}
      </div>
      <div className="grid items-start gap-apart desk:grid-cols-[3fr_1fr]">
        <SectionCard title={title} flush>
          <DataTable
            caption={title}
            rows={sources}
            rowKey={({ code }) => code}
            columns={useColumns()}
            empty={<EmptyState icon="offer" title={t("noSources")} />}
          />
        </SectionCard>
        {mayChange ? (
          <SectionCard title={edited ? t("editTitle", { name: edited.name }) : t("addSource")}>
            <SourceForm key={edited?.code ?? "new"} />
          </SectionCard>
        ) : null}
      </div>
    </>
  )
}
