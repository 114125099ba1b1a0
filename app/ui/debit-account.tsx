import { getFormProps, type SubmissionResult, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { debitAccountForm } from "#app/billing/debit/debit-account-form.ts"
import { Badge } from "#app/ui/badge.tsx"
import { DataTable } from "#app/ui/data-table.tsx"
import { DateField } from "#app/ui/date-field.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { BankFields, DebitOutcome, DebitState } from "#app/ui/debit-parts.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { mustFill } from "#app/ui/field.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { Money } from "#app/ui/money.tsx"
import { SaveBar } from "#app/ui/save-bar.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"

type Account = {
  readonly id: string
  readonly bank: string
  readonly branch: string
  readonly accountKind: "1" | "2" | "3" | "9"
  readonly lastDigits: string
  readonly holderName: string
  readonly mandatedOn: string
  readonly stoppedOn: string | null
  readonly stoppedBecause: "asked" | "replaced" | "no-account" | "no-mandate" | "erased" | null
}

/** The accounts that a payer named, the live one first; of the number only the last digits. */
export function DebitAccounts(props: {
  readonly accounts: readonly Account[]
  readonly customerNumber: string | null
}) {
  const { t } = useTranslation("debits")
  const { accounts, customerNumber } = props
  return (
    <SectionCard title={t("account")} flush>
      {customerNumber === null ? null : (
        <p className="figures p-apart">{t("customerKept", { number: customerNumber })}</p>
      )}
      <DataTable
        caption={t("account")}
        rows={accounts}
        rowKey={(one) => one.id}
        empty={<p className="p-apart text-muted">{t("none")}</p>}
        columns={[
          { key: "bank", header: t("bank"), render: (one) => one.bank },
          { key: "branch", header: t("branch"), render: (one) => one.branch },
          {
            key: "number",
            header: t("accountNumber"),
            render: (one) => `${t(`kind-${one.accountKind}`)} ${one.lastDigits === "" ? "" : `****${one.lastDigits}`}`,
          },
          { key: "holder", header: t("holderName"), render: (one) => one.holderName },
          { key: "on", header: t("mandatedOn"), render: (one) => <DayText on={one.mandatedOn} /> },
          {
            key: "state",
            header: t("state"),
            render: (one) =>
              one.stoppedBecause === null ? (
                <Badge tone="success">{t("live")}</Badge>
              ) : (
                <span>
                  {one.stoppedOn ? <DayText on={one.stoppedOn} /> : null} {t(`stopped-${one.stoppedBecause}`)}
                </span>
              ),
          },
        ]}
      />
    </SectionCard>
  )
}

const names = ["bankCode", "bankName", "branchCode", "branchName", "accountKind", "accountNumber", "holderName", "mandatedOn"] as const // prettier-ignore

/** The account of a mandate, as somebody types it from the paper. */
export function DebitAccountForm(props: {
  readonly locale: "ja" | "en"
  readonly today: string
  readonly isLive: boolean
  readonly customerNumber: string | null
  readonly lastResult: SubmissionResult | null
  readonly cancelTo: string
}) {
  const { t } = useTranslation(["debits", "actions"])
  const [form, fields] = useForm({
    id: "debit-account",
    lastResult: props.lastResult,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: debitAccountForm(props.locale) }),
    shouldRevalidate: "onInput",
  })
  const verb = t(props.isLive ? "debits:replace" : "debits:register")
  return (
    <SectionCard title={verb} flush>
      <Form method="post" {...getFormProps(form)} noValidate>
        <div className="grid gap-apart p-apart">
          {props.isLive ? <p>{t("debits:replaceLead")}</p> : null}
          <ErrorSummary
            fields={names.map((name) => ({ field: fields[name], label: t(`debits:${name}`) }))}
            formErrors={form.errors ?? []}
          />
          <BankFields fields={fields} kinds={["1", "2", "3", "9"]} />
          <div className="grid gap-apart tablet:grid-cols-3">
            <TextField
              field={mustFill(fields.holderName)}
              label={t("debits:holderName")}
              hint={t("debits:kanaHint")}
              autoComplete="off"
            />
            <DateField field={mustFill(fields.mandatedOn)} label={t("debits:mandatedOn")} max={props.today} />
            {props.customerNumber === null ? (
              <TextField
                field={fields.customerNumber}
                label={t("debits:customerNumber")}
                hint={t("debits:customerHint")}
                inputMode="numeric"
                autoComplete="off"
              />
            ) : null}
          </div>
        </div>
        <SaveBar isDirty={form.dirty}>
          <LinkButton to={props.cancelTo}>{t("actions:cancel")}</LinkButton>
          <SubmitButton>{verb}</SubmitButton>
        </SaveBar>
      </Form>
    </SectionCard>
  )
}

type Debit = {
  readonly requestId: string
  readonly number: string
  readonly withdrawOn: string
  readonly amountYen: number
  readonly state: "pending" | "settled" | "cancelled"
  readonly result: "0" | "1" | "2" | "3" | "4" | "8" | "9" | null
}

/** What was asked of the payer's bank, and what came of it. */
export function DebitHistory({ debits }: { readonly debits: readonly Debit[] }) {
  const { t } = useTranslation(["debits", "states"])
  return (
    <SectionCard title={t("debits:history")} flush>
      <DataTable
        caption={t("debits:history")}
        rows={debits}
        rowKey={(one) => one.requestId}
        rowHref={(one) => `/console/debits/${one.requestId}`}
        empty={<p className="p-apart text-muted">{t("debits:noHistory")}</p>}
        columns={[
          { key: "number", header: t("debits:number"), render: (one) => one.number },
          { key: "on", header: t("debits:onDay"), render: (one) => <DayText on={one.withdrawOn} /> },
          { key: "yen", header: t("debits:amount"), unit: t("states:yen"), align: "end", render: (one) => <Money amount={one.amountYen} /> }, // prettier-ignore
          {
            key: "result",
            header: t("debits:result"),
            render: (one) =>
              one.state === "cancelled" ? <DebitState state="cancelled" /> : <DebitOutcome result={one.result} />,
          },
        ]}
      />
    </SectionCard>
  )
}
