import { getFormProps, type SubmissionResult, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { Form, Link } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { serviceBillForm } from "#app/billing/services/service-bill-form.ts"
import type { ServiceBillOfPage } from "#app/billing/services/billed-month.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import type { Locale } from "#app/ui/locale.ts"
import { MoneyField } from "#app/ui/money-field.tsx"
import { Money } from "#app/ui/money.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { ownResult } from "#app/ui/service-forms.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"

type Bill = Pick<ServiceBillOfPage, "lines" | "ratePercent" | "taxYen" | "totalYen" | "allowances">

/** 請求の内訳: names and prices as they were billed, the tax once, and what was taken off since. */
export function ServiceBillLines({ bill }: { readonly bill: Bill }) {
  const { t, i18n } = useTranslation(["service-bills", "services"])
  const money = { unit: t("services:yenUnit"), align: "end" } as const
  const rows = [
    ...bill.lines.map(({ lineNo, ...line }) => ({ ...line, key: String(lineNo) })),
    {
      key: "tax",
      name: t("services:tax", { rate: bill.ratePercent }),
      fromOn: null,
      untilOn: null,
      netYen: bill.taxYen,
    },
  ]
  return (
    <>
      <SectionCard title={t("service-bills:lines")} flush>
        <DataTable
          caption={t("service-bills:lines")}
          rows={rows}
          rowKey={({ key }) => key}
          columns={[
            { key: "name", header: t("service-bills:line"), render: ({ name }) => name },
            {
              ...{ key: "period", header: t("service-bills:period") },
              render: ({ fromOn, untilOn }) =>
                fromOn === null ? null : (
                  <span>
                    <DayText on={fromOn} />
                    {i18n.language === "en" ? "–" : "〜"}
                    <DayText on={untilOn} />
                  </span>
                ),
            },
            { ...money, key: "net", header: t("services:net"), render: ({ netYen }) => <Money amount={netYen} /> },
          ]}
          totals={{ net: <Money amount={bill.totalYen} /> }}
          empty={null}
        />
      </SectionCard>
      <ServiceBillAllowances allowances={bill.allowances} />
    </>
  )
}

/** 減額の履歴 of a bill; nothing where nothing was taken off. */
function ServiceBillAllowances(props: { readonly allowances: Bill["allowances"] }) {
  const { t } = useTranslation(["service-bills", "services"])
  const money = { unit: t("services:yenUnit"), align: "end" } as const
  if (props.allowances.length === 0) return null
  return (
    <SectionCard title={t("service-bills:allowances")} flush>
      <DataTable
        caption={t("service-bills:allowances")}
        rows={props.allowances}
        rowKey={({ voucherId }) => voucherId}
        columns={[
          {
            ...{ key: "on", header: t("service-bills:allowedOn") },
            render: ({ on, voucherId }) => (
              <Link to={`/console/vouchers/${voucherId}`} className="text-link">
                <DayText on={on} />
              </Link>
            ),
          },
          { key: "reason", header: t("service-bills:reason"), render: ({ reason }) => reason },
          {
            ...{ ...money, key: "amount", header: t("service-bills:amount") },
            render: ({ amountYen }) => <Money amount={-amountYen} />,
          },
        ]}
        empty={null}
      />
    </SectionCard>
  )
}

type ActOnBill = Readonly<{ locale: Locale; leftYen: number; lastResult: SubmissionResult | null }>

/** 減額 and 貸倒 of what is unpaid of a bill, each on a form of its own. */
export function ServiceBillAct(props: ActOnBill & { readonly act: "lower" | "write-off" }) {
  const { t } = useTranslation("service-bills")
  const isLower = props.act === "lower"
  const [form, fields] = useForm({
    id: props.act,
    lastResult: ownResult(props.lastResult, props.act),
    defaultValue: { amountYen: "", reason: "" },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: serviceBillForm(props.locale) }),
    constraint: { amountYen: { required: isLower }, reason: { required: true } },
  })
  const labels = [
    ...(isLower ? [{ field: fields.amountYen, label: t("amount") }] : []),
    { field: fields.reason, label: t("reason") },
  ]
  return (
    <SectionCard title={t(isLower ? "lower" : "writeOff")}>
      <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
        <ErrorSummary fields={labels} formErrors={form.errors ?? []} />
        <input type="hidden" name="act" value={props.act} />
        <input type="hidden" name="leftYen" value={props.leftYen} />
        <p className="text-small text-muted">{t(isLower ? "lowerHint" : "writeOffHint")}</p>
        {isLower ? <MoneyField field={fields.amountYen} label={t("amount")} /> : null}
        <TextField
          field={fields.reason}
          label={t("reason")}
          hint={t(isLower ? "reasonHint" : "writeOffReasonHint")}
          maxLength={60}
        />
        <div>
          <SubmitButton name="do" value={props.act} tone={isLower ? "primary" : "danger"}>
            {t(isLower ? "doLower" : "doWriteOff")}
          </SubmitButton>
        </div>
      </Form>
    </SectionCard>
  )
}
