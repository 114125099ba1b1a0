import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { found, idOfPage, parseForm } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { accountForStaff } from "#app/subscriptions/discontinued/account-for-staff.server.ts"
import { answerByRefund, tellAccount } from "#app/subscriptions/discontinued/answer-discontinued.server.ts"
import { accountOf, discontinuedAnswerForm } from "#app/subscriptions/discontinued/discontinued-form.ts"
import { listedAccount } from "#app/subscriptions/discontinued/listed-account.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { dayText } from "#app/ui/date-text.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { PayoutAccountFields, payoutAccountNames, StateBadge } from "#app/ui/discontinued-parts.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { Money } from "#app/ui/money.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SaveBar } from "#app/ui/save-bar.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navIssues", to: "/console/issues" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const contractId = idOfPage(params.contract)
  return found(
    inScope(actor, async (scope) => {
      const account = await accountForStaff(scope, params.publication ?? "", contractId)
      await audit(scope, "read-payout-account", account.memberNumber, { contract: account.contractNumber })
      const title = i18nFor(actor.locale).t("discontinued:accountTitle", { number: account.contractNumber })
      return { title, account, list: `/console/discontinued/${params.publication ?? ""}`, locale: actor.locale }
    }),
  )
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const [code, contractId] = [params.publication ?? "", idOfPage(params.contract)]
  const { contractNumber } = await found(inScope(actor, (scope) => accountForStaff(scope, code, contractId)))
  const form = await parseForm(request, discontinuedAnswerForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    const account = await listedAccount(accountOf(form.value))
    await inScope(actor, (scope) =>
      form.value.answer === "refund"
        ? answerByRefund(scope, contractId, "staff", account)
        : tellAccount(scope, contractId, account, "staff"),
    )
    return redirect(`/console/discontinued/${code}?told=${contractNumber}`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

/** What the reader said on the phone or wrote; while nothing is answered yet, it is his answer "refund", too. */
function AccountForm() {
  const { t } = useTranslation(["discontinued", "actions"])
  const { account, list, locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const isAnswer = account.state === "open"
  const { bankName, branchName, accountKind, accountNumber, accountHolder } = account
  const [form, fields] = useForm({
    id: "payout-account",
    lastResult: answer?.submission,
    defaultValue: { bankName, branchName, accountKind: accountKind || "ordinary", accountNumber, accountHolder },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: discontinuedAnswerForm(locale) }),
    shouldRevalidate: "onInput",
  })
  return (
    <SectionCard title={t("discontinued:payoutAccount")} flush>
      <Form method="post" {...getFormProps(form)} noValidate>
        <div className="grid gap-apart p-apart">
          {isAnswer ? <p>{t("discontinued:refundAsk", { name: account.memberName })}</p> : null}
          <ErrorSummary
            fields={payoutAccountNames.map((name) => ({ field: fields[name], label: t(`discontinued:${name}`) }))}
            formErrors={form.errors ?? []}
          />
          <input type="hidden" name="answer" value={isAnswer ? "refund" : "account"} />
          <PayoutAccountFields fields={fields} />
        </div>
        <SaveBar isDirty={form.dirty}>
          <LinkButton to={list}>{t("actions:cancel")}</LinkButton>
          <SubmitButton>{t(isAnswer ? "discontinued:refundToAccount" : "discontinued:keepAccount")}</SubmitButton>
        </SaveBar>
      </Form>
    </SectionCard>
  )
}

/** 返金先の口座, taken down by staff for a reader who phones or writes. */
export default function PayoutAccountOfContract() {
  const { t, i18n } = useTranslation("discontinued")
  const { title, account } = useLoaderData<typeof loader>()
  const mayTell =
    account.yen > 0 && account.remittance === null && ["open", "refunded", "unanswered"].includes(account.state)
  const payer = (
    <Link to={`/console/members/${account.memberId}`} className="text-link">
      {account.memberName} ({account.memberNumber})
    </Link>
  )
  return (
    <>
      <PageHeader title={title} summary={t("accountLead")} marks={<StateBadge state={account.state} />} />
      <div className="grid items-start gap-apart">
        <SectionCard>
          <DescriptionList
            items={[
              { key: "payer", term: t("payer"), detail: payer },
              { key: "title", term: t("ofTitle"), detail: account.publication },
              { key: "yen", term: t("amount"), detail: <Money amount={account.yen} unit /> },
              ...(account.refundNumber === null
                ? []
                : [{ key: "refund", term: t("refundNumber"), detail: account.refundNumber }]),
            ]}
          />
        </SectionCard>
        {account.returnedOn === null ? null : (
          <Callout tone="warning">{t("accountReturned", { date: dayText(account.returnedOn, i18n.language) })}</Callout>
        )}
        {mayTell ? (
          <AccountForm />
        ) : (
          <Callout tone="info">
            {account.remittance === null || account.state === "paid"
              ? t("noAccountNeeded")
              : t("accountWithBank", { number: account.remittance })}
          </Callout>
        )}
      </div>
    </>
  )
}
