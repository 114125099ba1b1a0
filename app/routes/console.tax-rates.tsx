import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { papersToRevise } from "#app/billing/papers/papers-to-revise.server.ts"
import { revisePapers } from "#app/billing/papers/revise-papers.server.ts"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { saveTaxRate, withdrawTaxRate } from "#app/ledger/save-tax-rate.server.ts"
import { taxRateChanges } from "#app/ledger/tax-rate-changes.server.ts"
import { keptRateNames, keptRates, taxRateForm } from "#app/ledger/tax-rate-form.ts"
import { actOnRow } from "#app/platform/act-on-row.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { Button } from "#app/ui/button.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { DateField } from "#app/ui/date-field.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { PaperRevisions } from "#app/ui/paper-revisions.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [] }

/** Listed, and revised at one press: their PDFs are made in the request. */
const REVISIONS = 50

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  const [rates, revisions] = await readScope(actor, async (scope) => [
    await taxRateChanges(scope),
    await papersToRevise(scope, REVISIONS + 1),
  ])
  return {
    title: i18nFor(actor.locale).t("taxRates:title"),
    ...{ rates, revisions: revisions.slice(0, REVISIONS), hasMore: revisions.length > REVISIONS },
    ...{ locale: actor.locale, mayChange: may(actor, "books.close"), mayRevise: may(actor, "billing.write") },
  }
}

export async function action({ request }: ActionFunctionArgs) {
  if (new URL(request.url).searchParams.has("revise")) {
    const actor = await requireStaff(request, "billing.write")
    await inScope(actor, revisePapers)
    return redirect("/console/tax-rates")
  }
  const actor = await requireStaff(request, "books.close")
  return actOnRow(request, actor, {
    ...{ home: "/console/tax-rates", schema: taxRateForm(actor.locale), add: saveTaxRate, change: saveTaxRate },
    retire: (scope, { code }) => withdrawTaxRate(scope, code),
  })
}

/** The form of a change: from when, which rate, and what keeps the old one. */
function ChangeForm() {
  const { t } = useTranslation("taxRates")
  const { rates, locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    id: `tax-rate-${rates.length}`,
    lastResult: answer?.submission ?? null,
    defaultValue: { keepsOldRate: "none" },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: taxRateForm(locale) }),
    constraint: { fromOn: { required: true }, percent: { required: true }, keepsOldRate: { required: true } },
  })
  const { fromOn, percent, keepsOldRate, contractedBefore } = fields
  return (
    <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
      <ErrorSummary
        fields={[
          { field: fromOn, label: t("fromOn") },
          { field: percent, label: t("percent") },
          { field: keepsOldRate, label: t("keepsOldRate") },
          { field: contractedBefore, label: t("contractedBefore") },
        ]}
        formErrors={form.errors ?? []}
      />
      <DateField field={fromOn} label={t("fromOn")} />
      <TextField field={percent} label={t("percent")} inputMode="numeric" />
      <SelectField
        field={keepsOldRate}
        label={t("keepsOldRate")}
        options={keptRateNames.map((value) => ({ value, label: keptRates[value][locale] }))}
      />
      <DateField field={contractedBefore} label={t("contractedBefore")} hint={t("contractedBeforeHint")} />
      <div>
        <Button type="submit" tone="primary">
          {t("add")}
        </Button>
      </div>
    </Form>
  )
}

type Rate = ReturnType<typeof useLoaderData<typeof loader>>["rates"][number]

function Withdraw({ rate }: { readonly rate: Rate }) {
  const { t } = useTranslation("taxRates")
  if (!rate.mayChange) return null
  return (
    <Form method="post" action={`?retire=${rate.fromOn}`}>
      <Button type="submit" aria-label={`${t("withdraw")}: ${rate.fromOn}`}>
        {t("withdraw")}
      </Button>
    </Form>
  )
}

/** 消費税率: the rates that are known by the day from which they hold, and the change to come. */
export default function TaxRates() {
  const { t } = useTranslation("taxRates")
  const { title, rates, locale, mayChange, revisions, hasMore, mayRevise } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const keptBy = ({ keepsOldRate, contractedBefore }: Rate) =>
    contractedBefore === null
      ? keptRates[keepsOldRate][locale]
      : `${keptRates[keepsOldRate][locale]} (${contractedBefore})`
  return (
    <>
      <PageHeader
        title={title}
        summary={t("lead")}
        secondary={<LinkButton to="/console/papers?revised=yes">{t("revised")}</LinkButton>}
      />
      <div role="status">
        {answer && "message" in answer ? <Callout tone="warning">{answer.message}</Callout> : null}
      </div>
      <PaperRevisions revisions={revisions} hasMore={hasMore} mayRevise={mayRevise} />
      <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
        <SectionCard title={title} flush>
          <DataTable
            caption={title}
            rows={rates}
            rowKey={({ kind, fromOn }) => `${kind} ${fromOn}`}
            empty={null}
            columns={[
              { key: "fromOn", header: t("fromOn"), render: ({ fromOn }) => <DayText on={fromOn} /> },
              { key: "kind", header: t("kind"), render: ({ kind }) => t(kind) },
              { key: "percent", header: t("percent"), align: "end", render: ({ percent }) => String(percent) },
              { key: "kept", header: t("keepsOldRate"), render: keptBy },
              { key: "act", header: t("act"), render: (rate) => (mayChange ? <Withdraw rate={rate} /> : null) },
            ]}
          />
        </SectionCard>
        {mayChange ? (
          <SectionCard title={t("addTitle")}>
            <ChangeForm />
          </SectionCard>
        ) : null}
      </div>
    </>
  )
}
