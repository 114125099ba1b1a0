import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { handTaxClasses, taxClassWords } from "#app/ledger/account.ts"
import { accountsForForm } from "#app/ledger/accounts-for-form.server.ts"
import { taxRateChanges } from "#app/ledger/tax-rate-changes.server.ts"
import { ManualVoucher, requestVoucher } from "#app/ledger/request-approval.server.ts"
import { formOf, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DateField } from "#app/ui/date-field.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"
import { isCalendarDate } from "#app/values/calendar.ts"
import { readInteger } from "#app/values/text.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navApprovals", to: "/console/approvals" }] }

const ROWS = [1, 2, 3, 4, 5, 6]

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.close")
  return readScope(actor, async (scope) => ({
    title: i18nFor(actor.locale).t("approvals:newTitle"),
    accounts: await accountsForForm(scope),
    standardRates: (await taxRateChanges(scope))
      .filter(({ kind }) => kind === "standard")
      .map(({ percent }) => percent),
    today: scope.today,
    locale: actor.locale,
  }))
}

/** Rows without an account or an amount are blank; an amount that is no number spoils the voucher. */
function linesOf(form: FormData): unknown {
  const text = (name: string, no: number) => {
    const value = form.get(`${name}-${no}`)
    return typeof value === "string" ? value.trim() : ""
  }
  return ROWS.filter((no) => text("account", no) !== "" || text("debit", no) + text("credit", no) !== "").map((no) => ({
    ...{ accountCode: text("account", no), subAccount: text("sub", no), taxClass: text("tax", no) || "none" },
    amountYen: amountOf(text("debit", no)) - amountOf(text("credit", no)),
  }))
}

const amountOf = (text: string): number => (text === "" ? 0 : (readInteger(text) ?? Number.NaN))

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "books.close")
  const form = await formOf(request)
  const { effectiveOn, description, reason } = Object.fromEntries(form)
  const voucher = ManualVoucher.safeParse({ effectiveOn, description, lines: linesOf(form) })
  if (
    !voucher.success ||
    !isCalendarDate(voucher.data.effectiveOn) ||
    typeof reason !== "string" ||
    reason.trim() === ""
  ) {
    return data({ message: i18nFor(actor.locale).t("approvals:needLines") }, { status: 422 })
  }
  try {
    await inScope(actor, (scope) => requestVoucher(scope, voucher.data, reason.trim().slice(0, 500)))
    return redirect("/console/approvals?asked=1")
  } catch (error) {
    const { status, message } = refusalReply(error, actor.locale)
    return data({ message }, { status })
  }
}

const field = (name: string, initialValue = "") => ({
  ...{ id: name, name, errorId: `${name}-error`, descriptionId: `${name}-hint`, initialValue, required: true },
})

/** One line: account, sub-account, tax class, and 借方 or 貸方. */
function Line({ no }: { readonly no: number }) {
  const { t } = useTranslation("approvals")
  const { accounts, standardRates, locale } = useLoaderData<typeof loader>()
  const named = (word: "account" | "subAccount" | "taxClass" | "debit" | "credit") => `${t("line", { no })} ${t(word)}`
  const amount = (name: "debit" | "credit") => (
    <input
      type="text"
      name={`${name}-${no}`}
      inputMode="numeric"
      autoComplete="off"
      aria-label={named(name)}
      placeholder={t(name)}
      className="control figures text-end"
    />
  )
  return (
    <div className="grid gap-near border-t border-line pt-near tablet:grid-cols-[2fr_1fr_1.5fr_1fr_1fr]">
      <select name={`account-${no}`} aria-label={named("account")} className="control" defaultValue="">
        <option value="">{t("account")}</option>
        {accounts.map(({ code, name }) => (
          <option key={code} value={code}>
            {code} {name}
          </option>
        ))}
      </select>
      <input
        type="text"
        name={`sub-${no}`}
        maxLength={40}
        aria-label={named("subAccount")}
        placeholder={t("subAccount")}
        className="control"
      />
      <select name={`tax-${no}`} aria-label={named("taxClass")} className="control" defaultValue="none">
        {handTaxClasses(standardRates).map((key) => (
          <option key={key} value={key}>
            {taxClassWords(key)[locale]}
          </option>
        ))}
      </select>
      {amount("debit")}
      {amount("credit")}
    </div>
  )
}

/** 伝票の起票: asked for here, posted when a second person approves. */
export default function NewVoucher() {
  const { t } = useTranslation(["approvals", "actions"])
  const { title, today } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeader title={title} summary={t("approvals:newLead")} />
      <div role="status">{answer ? <Callout tone="warning">{answer.message}</Callout> : null}</div>
      <Form method="post" className="card grid gap-apart p-apart">
        <div className="grid gap-apart tablet:grid-cols-[12rem_1fr_1fr]">
          <DateField field={field("effectiveOn", today)} label={t("approvals:effectiveOn")} />
          <TextField field={field("description")} label={t("approvals:description")} maxLength={200} />
          <TextField field={field("reason")} label={t("approvals:reason")} maxLength={500} />
        </div>
        {ROWS.map((no) => (
          <Line key={no} no={no} />
        ))}
        <p className="flex justify-end gap-near">
          <LinkButton to="/console/approvals">{t("actions:cancel")}</LinkButton>
          <SubmitButton>{t("approvals:ask")}</SubmitButton>
        </p>
      </Form>
    </>
  )
}
