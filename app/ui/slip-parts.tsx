import type { SubmissionResult } from "@conform-to/react"
import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { agentPayoutForm } from "#app/billing/agent/agent-payout-form.ts"
import { DateField } from "#app/ui/date-field.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { mustFill } from "#app/ui/field.tsx"
import { FileField } from "#app/ui/file-field.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"

const fileField = {
  ...{ id: "slip-file", name: "file", errorId: "slip-file-error", descriptionId: "slip-file-hint", required: true },
}

/** The agent's data of what stores collected. */
export function TakeSlips() {
  const { t } = useTranslation("slips")
  return (
    <SectionCard title={t("take")}>
      <Form method="post" encType="multipart/form-data" className="grid justify-items-start gap-near">
        <p className="text-muted">{t("fileHint")}</p>
        <div className="flex flex-wrap items-end gap-apart">
          <FileField field={fileField} label={t("file")} accept=".csv,text/csv" types="CSV" size="10 MB" />
          <SubmitButton tone="secondary" icon="upload">
            {t("take")}
          </SubmitButton>
        </div>
      </Form>
    </SectionCard>
  )
}

/** A payout of the agent, as its statement says. */
export function BookPayout(props: {
  readonly locale: "ja" | "en"
  readonly today: string
  readonly lastResult: SubmissionResult | undefined
  /** A booked payout makes it a new form. */
  readonly booked: number
}) {
  const { t } = useTranslation("slips")
  const [form, fields] = useForm({
    id: `agent-payout-${props.booked}`,
    lastResult: props.lastResult,
    defaultValue: { receivedOn: props.today, feeYen: "0" },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: agentPayoutForm(props.locale) }),
    shouldRevalidate: "onInput",
  })
  const names = ["reference", "receivedOn", "collectedYen", "feeYen"] as const
  return (
    <SectionCard title={t("payout")}>
      <Form method="post" {...getFormProps(form)} noValidate className="grid justify-items-start gap-near">
        <ErrorSummary
          fields={names.map((name) => ({ field: fields[name], label: t(name) }))}
          formErrors={form.errors ?? []}
        />
        <p className="text-muted">{t("payoutLead")}</p>
        <div className="grid w-full gap-apart tablet:grid-cols-2">
          <TextField field={mustFill(fields.reference)} label={t("reference")} maxLength={60} autoComplete="off" />
          <DateField field={mustFill(fields.receivedOn)} label={t("receivedOn")} />
          <TextField field={mustFill(fields.collectedYen)} label={t("collectedYen")} inputMode="numeric" />
          <TextField field={mustFill(fields.feeYen)} label={t("feeYen")} inputMode="numeric" />
        </div>
        <SubmitButton>{t("book")}</SubmitButton>
      </Form>
    </SectionCard>
  )
}
