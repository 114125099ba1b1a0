import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { serviceOffsetForm } from "#app/desk/services/service-form.ts"
import { AVAILABILITY_TARGET, type ServiceOffset } from "#app/desk/services/service-level.ts"
import { Badge } from "#app/ui/badge.tsx"
import { DataTable } from "#app/ui/data-table.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { Money } from "#app/ui/money.tsx"
import { monthLabel } from "#app/ui/month-label.ts"
import { SectionCard } from "#app/ui/section-card.tsx"
import { type Option, SelectField } from "#app/ui/select-field.tsx"
import { ownResult, type ServiceAct } from "#app/ui/service-forms.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"

/** 稼働率未達の相殺 (D6, J4): a month that missed its service level, and the fee of which a tenth is taken off a later bill. */
export function ServiceOffsetForm(props: ServiceAct & { readonly fees: readonly Option[]; readonly month: string }) {
  const { t } = useTranslation("services")
  const [form, fields] = useForm({
    id: "service-offset",
    lastResult: ownResult(props.lastResult, "offset"),
    defaultValue: { month: props.month, availability: "", itemCode: "" },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: serviceOffsetForm(props.locale) }),
    constraint: { month: { required: true }, availability: { required: true }, itemCode: { required: true } },
  })
  const labels = [
    { field: fields.month, label: t("missedMonth") },
    { field: fields.availability, label: t("availability") },
    { field: fields.itemCode, label: t("fee") },
  ]
  return (
    <SectionCard title={t("offset")}>
      <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
        <ErrorSummary fields={labels} formErrors={form.errors ?? []} />
        <input type="hidden" name="act" value="offset" />
        <p className="text-small text-muted">{t("offsetHint", { target: AVAILABILITY_TARGET })}</p>
        <TextField field={fields.month} label={t("missedMonth")} hint={t("monthHint")} maxLength={10} />
        <TextField field={fields.availability} label={t("availability")} inputMode="decimal" maxLength={10} />
        <SelectField field={fields.itemCode} label={t("fee")} options={props.fees} />
        <div>
          <SubmitButton name="do" value="offset">
            {t("doOffset")}
          </SubmitButton>
        </div>
      </Form>
    </SectionCard>
  )
}

/** What missed months have taken off, or will; nothing where none missed. */
export function ServiceOffsets({ offsets }: { readonly offsets: readonly ServiceOffset[] }) {
  const { t, i18n } = useTranslation("services")
  if (offsets.length === 0) return null
  const nameOf = (month: string) => monthLabel(month, i18n.language === "en" ? "en" : "ja")
  return (
    <SectionCard title={t("offsets")} flush>
      <DataTable
        caption={t("offsets")}
        rows={offsets}
        rowKey={({ id }) => id}
        columns={[
          { key: "month", header: t("missedMonth"), render: ({ month }) => nameOf(month) },
          {
            key: "availability",
            header: t("availability"),
            align: "end",
            render: ({ availability }) => String(availability),
          },
          { key: "fee", header: t("fee"), render: ({ name }) => name },
          {
            ...{ key: "billed", header: t("takenOff") },
            render: ({ billedIn }) =>
              billedIn === null ? (
                <Badge tone="info">{t("offsetWaits")}</Badge>
              ) : (
                t("billOf", { month: nameOf(billedIn) })
              ),
          },
          {
            ...({ key: "amount", header: t("net"), unit: t("yenUnit"), align: "end" } as const),
            render: ({ amountYen }) => <Money amount={-amountYen} />,
          },
        ]}
        empty={null}
      />
    </SectionCard>
  )
}
