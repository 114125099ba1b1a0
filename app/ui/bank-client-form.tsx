import { getFormProps, type SubmissionResult, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { type BankClient, bankClientForm } from "#app/billing/bank/bank-client-form.ts"
import { CheckboxField } from "#app/ui/checkbox-field.tsx"
import { BankFields } from "#app/ui/debit-parts.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { mustFill } from "#app/ui/field.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { SaveBar } from "#app/ui/save-bar.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"

const names = ["clientCode", "clientName", "bankCode", "bankName", "branchCode", "branchName", "accountKind", "accountNumber"] as const // prettier-ignore

/** What the bank knows the organization by, for one of its services: 委託者コード, bank and account, and how its file is written. */
export function BankClientForm(props: {
  readonly id: string
  readonly client: BankClient | null
  readonly locale: "ja" | "en"
  readonly lastResult: SubmissionResult | null | undefined
  readonly cancelTo: string
}) {
  const { t } = useTranslation(["debits", "actions"])
  const { client, locale } = props
  const [form, fields] = useForm({
    // Saved values make it a new form, with nothing unsaved.
    id: `${props.id}-${client === null ? "new" : Object.values(client).join("-")}`,
    lastResult: props.lastResult,
    defaultValue: client ? { ...client, hasLineBreaks: client.hasLineBreaks ? "on" : undefined } : {},
    onValidate: ({ formData }) => parseWithZod(formData, { schema: bankClientForm(locale) }),
    shouldRevalidate: "onInput",
  })
  return (
    <Form method="post" {...getFormProps(form)} noValidate className="card">
      <div className="grid gap-apart p-apart">
        <ErrorSummary
          fields={names.map((name) => ({ field: fields[name], label: t(`debits:${name}`) }))}
          formErrors={form.errors ?? []}
        />
        <div className="grid gap-apart tablet:grid-cols-[10rem_1fr]">
          <TextField
            field={mustFill(fields.clientCode)}
            label={t("debits:clientCode")}
            inputMode="numeric"
            autoComplete="off"
          />
          <TextField
            field={mustFill(fields.clientName)}
            label={t("debits:clientName")}
            hint={t("debits:kanaHint")}
            autoComplete="off"
          />
        </div>
        <BankFields fields={fields} kinds={["1", "2", "9"]} />
        <CheckboxField
          field={fields.hasLineBreaks}
          label={t("debits:hasLineBreaks")}
          hint={t("debits:hasLineBreaksHint")}
        />
      </div>
      <SaveBar isDirty={form.dirty}>
        <LinkButton to={props.cancelTo}>{t("actions:cancel")}</LinkButton>
        <SubmitButton>{t("actions:save")}</SubmitButton>
      </SaveBar>
    </Form>
  )
}
