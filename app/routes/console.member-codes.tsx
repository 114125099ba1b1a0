import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { renameCode } from "#app/desk/rename-code.server.ts"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { codeForm, codeKinds, isCodeKind } from "#app/members/code-form.ts"
import { addCode, codesForList, moveCodeUp, retireCode } from "#app/members/save-code.server.ts"
import { parseForm, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Button } from "#app/ui/button.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { MemberSettingTabs } from "#app/ui/member-setting-tabs.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { RetireButton } from "#app/ui/retire-button.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navMembers", to: "/console/members" }] }

const kindOf = (search: URLSearchParams) => {
  const kind = search.get("kind")
  return isCodeKind(kind) ? kind : codeKinds[0]
}

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "settings.write")
  const search = new URL(request.url).searchParams
  const kind = kindOf(search)
  const codes = await readScope(actor, (scope) => codesForList(scope, kind))
  return {
    title: i18nFor(actor.locale).t("memberCare:codesTitle"),
    ...{ kind, codes, locale: actor.locale },
    edited: codes.find(({ name }) => name === search.get("edit")) ?? null,
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "settings.write")
  const search = new URL(request.url).searchParams
  const kind = kindOf(search)
  const [retire, up, edit] = [search.get("retire"), search.get("up"), search.get("edit")]
  const back = () => redirect(`/console/member-codes?kind=${kind}`)
  if (retire !== null || up !== null) {
    try {
      await inScope(actor, (scope) =>
        up !== null
          ? moveCodeUp(scope, { kind, name: up })
          : retireCode(scope, { kind, name: retire ?? "", retires: !search.has("again") }),
      )
      return back()
    } catch (error) {
      const { message, status } = refusalReply(error, actor.locale)
      return data({ message, submission: null }, { status })
    }
  }
  const form = await parseForm(request, codeForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    await inScope(actor, async (scope) => {
      if (edit === null) await addCode(scope, { ...form.value, kind })
      else await renameCode(scope, { ...form.value, kind, from: edit })
    })
    return back()
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

/** One entry's form: a new one, or another name for a known one. */
function CodeForm() {
  const { t } = useTranslation(["memberCare", "readerSettings", "actions"])
  const { edited, locale, kind, codes } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    id: `code-${kind}-${edited?.name ?? codes.length}`,
    lastResult: answer?.submission ?? null,
    defaultValue: edited ?? {},
    onValidate: ({ formData }) => parseWithZod(formData, { schema: codeForm(locale) }),
    constraint: { name: { required: true } },
  })
  return (
    <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
      <ErrorSummary
        fields={[
          { field: fields.name, label: t("memberCare:codeName") },
          { field: fields.nameEnglish, label: t("memberCare:codeEnglish") },
        ]}
        formErrors={form.errors ?? []}
      />
      <TextField
        field={fields.name}
        label={t("memberCare:codeName")}
        hint={edited ? t("readerSettings:renameHint", { count: edited.members }) : undefined}
        maxLength={60}
        autoComplete="off"
      />
      <TextField field={fields.nameEnglish} label={t("memberCare:codeEnglish")} maxLength={60} autoComplete="off" />
      <div className="flex flex-wrap gap-near">
        <Button type="submit" tone="primary">
          {edited ? t("actions:saveChanges") : t("memberCare:addCode")}
        </Button>
        {edited ? <LinkButton to={`/console/member-codes?kind=${kind}`}>{t("actions:cancel")}</LinkButton> : null}
      </div>
    </Form>
  )
}

type Code = ReturnType<typeof useLoaderData<typeof loader>>["codes"][number]

function useColumns() {
  const { t, i18n } = useTranslation(["memberCare", "readerSettings", "actions"])
  const { kind, codes } = useLoaderData<typeof loader>()
  const nameOf = (code: Code) => (
    <span className="flex flex-wrap items-center gap-near">
      <Link to={`?kind=${kind}&edit=${encodeURIComponent(code.name)}`} className="text-link">
        {code.name}
      </Link>
      {code.isRetired ? <Badge tone="warning">{t("memberCare:retired")}</Badge> : null}
    </span>
  )
  const up = (code: Code) =>
    code.isRetired || code.name === codes[0]?.name ? null : (
      <Form method="post" action={`?kind=${kind}&up=${encodeURIComponent(code.name)}`}>
        <Button type="submit" aria-label={`${t("readerSettings:moveUp")}: ${code.name}`}>
          {t("readerSettings:moveUp")}
        </Button>
      </Form>
    )
  return [
    { key: "name", header: t("memberCare:codeName"), render: nameOf },
    { key: "english", header: t("memberCare:codeEnglish"), render: (code: Code) => code.nameEnglish },
    { key: "members", header: t("memberCare:segmentMembers"), align: "end", render: (code: Code) => code.members.toLocaleString(i18n.language) }, // prettier-ignore
    { key: "up", header: t("memberCare:codeOrder"), render: up },
    {
      key: "retire",
      header: t("actions:column"),
      render: (code: Code) => (
        <RetireButton query={{ kind, retire: code.name }} isRetired={code.isRetired} name={code.name} />
      ),
    },
  ] as const
}

/** コード表: industries, occupations and job titles that members' forms offer. */
export default function MemberCodes() {
  const { t } = useTranslation(["memberCare", "readerSettings"])
  const { title, kind, codes, edited } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const table = t(`memberCare:codes-${kind}`)
  return (
    <>
      <PageHeader title={title} summary={t("memberCare:codesLead")} />
      <MemberSettingTabs current={`/console/member-codes?kind=${kind}`} />
      <div role="status">
        {answer && "message" in answer ? <Callout tone="warning">{answer.message}</Callout> : null}
      </div>
      <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
        <SectionCard title={table} flush>
          <DataTable
            caption={table}
            rows={codes}
            rowKey={({ name }) => name}
            columns={useColumns()}
            empty={<EmptyState icon="members" title={t("memberCare:noCodes")} />}
          />
        </SectionCard>
        <SectionCard
          title={
            edited ? t("readerSettings:editTitle", { name: edited.name }) : t("readerSettings:addTo", { name: table })
          }
        >
          <CodeForm key={`${kind}-${edited?.name ?? "new"}`} />
        </SectionCard>
      </div>
    </>
  )
}
