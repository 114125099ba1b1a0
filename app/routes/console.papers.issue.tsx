import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { invoiceContract } from "#app/billing/papers/invoice-contract.server.ts"
import { issueForm } from "#app/billing/papers/issue-form.ts"
import { invoiceToIssue, receiptToIssue } from "#app/billing/papers/paper-to-issue.server.ts"
import { receiptForPayment } from "#app/billing/papers/receipt-for-payment.server.ts"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { found, parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DateField } from "#app/ui/date-field.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { Money } from "#app/ui/money.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { AddresseeFields } from "#app/ui/paper-fields.tsx"
import { SaveBar } from "#app/ui/save-bar.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { idOf } from "#app/values/ids.ts"
import { Refusal } from "#app/values/refusal.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navOrders", to: "/console/orders" }] }

function subjectOf(request: Request) {
  const asked = new URL(request.url).searchParams
  return { contract: asked.get("contract"), payment: asked.get("payment") ?? "" }
}

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const { contract, payment } = subjectOf(request)
  const { t } = i18nFor(actor.locale)
  const common = { title: t(contract === null ? "papers:issueReceipt" : "papers:issueInvoice"), locale: actor.locale }
  try {
    const paper = await found(
      readScope(actor, (scope) =>
        contract === null ? receiptToIssue(scope, payment) : invoiceToIssue(scope, contract),
      ),
    )
    return { ...common, paper, refused: null }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ...common, paper: null, refused: error.messages[actor.locale] }
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const { contract, payment } = subjectOf(request)
  const form = await parseForm(request, issueForm(actor.locale))
  if (!form.ok) return form.reply
  const { dueOn, ...addressee } = form.value
  try {
    const id = await inScope(actor, (scope) =>
      contract === null
        ? receiptForPayment(scope, { paymentId: idOf(payment), addressee })
        : invoiceContract(scope, { contractId: idOf(contract), addressee, dueOn: dueOn ?? scope.today }),
    )
    return redirect(`/console/papers/${id}`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

function Contents({ description, amountYen }: { readonly description: string; readonly amountYen: number }) {
  const { t } = useTranslation("papers")
  return (
    <SectionCard title={t("contents")}>
      <DescriptionList
        items={[
          { key: "what", term: t("description"), detail: description },
          { key: "amount", term: t("total"), detail: <Money amount={amountYen} unit /> },
        ]}
      />
    </SectionCard>
  )
}

/** 発行: to whom, until when, how much; then the paper has its number. */
export default function IssuePaper() {
  const { t } = useTranslation(["papers", "actions"])
  const { title, locale, paper, refused } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    id: "issue",
    lastResult: answer?.submission,
    defaultValue: { ...paper?.addressee, dueOn: paper?.dueOn },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: issueForm(locale) }),
    constraint: { name: { required: true }, dueOn: { required: true } },
    shouldRevalidate: "onInput",
  })
  if (paper === null) {
    return (
      <>
        <PageHeader title={title} />
        <Callout tone="warning">{refused}</Callout>
      </>
    )
  }
  return (
    <>
      <PageHeader title={title} summary={t("papers:issueLead")} />
      {paper.paperId === null ? null : (
        <Callout
          tone="info"
          actions={<LinkButton to={`/console/papers/${paper.paperId}`}>{t("papers:toPaper")}</LinkButton>}
        >
          {t("papers:already")}
        </Callout>
      )}
      <Contents description={paper.description} amountYen={paper.amountYen} />
      {paper.paperId !== null ? null : (
        <Form method="post" {...getFormProps(form)} noValidate className="card">
          <div className="grid gap-apart p-apart">
            <ErrorSummary
              fields={[
                { field: fields.name, label: t("papers:name") },
                { field: fields.dueOn, label: t("papers:dueOn") },
              ]}
              formErrors={form.errors ?? []}
            />
            <AddresseeFields fields={fields} />
            {paper.dueOn === null ? null : <DateField field={fields.dueOn} label={t("papers:dueOn")} />}
          </div>
          <SaveBar isDirty={form.dirty}>
            <LinkButton to="/console/papers">{t("actions:cancel")}</LinkButton>
            <SubmitButton>{title}</SubmitButton>
          </SaveBar>
        </Form>
      )}
    </>
  )
}
