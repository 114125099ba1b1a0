import { getFormProps, type SubmissionResult, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { holdForm, resumeForm } from "#app/subscriptions/reader/contract-forms.ts"
import { dayText } from "#app/ui/date-text.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import type { Option } from "#app/ui/select-field.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

export type ComingIssue = { readonly number: number; readonly label: string; readonly shipsOn: string }

type Props = { readonly issues: readonly ComingIssue[]; readonly answer: SubmissionResult | undefined }

function useChoices(issues: readonly ComingIssue[]): Option[] {
  const { t, i18n } = useTranslation("my")
  return issues.map(({ number, label, shipsOn }) => ({
    value: String(number),
    label: t("issueChoice", { label, number, date: dayText(shipsOn, i18n.language) }),
  }))
}

/** 休止: names the first issue that can be left out. */
export function HoldForm({ issues, answer }: Props) {
  const { t, i18n } = useTranslation("my")
  const locale = i18n.language === "en" ? "en" : "ja"
  const choices = useChoices(issues)
  const [first] = issues
  const [form, fields] = useForm({
    id: "hold",
    lastResult: answer,
    defaultValue: { fromIssue: String(first?.number ?? "") },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: holdForm(locale) }),
    constraint: { fromIssue: { required: true } },
  })
  if (!first) return <p>{t("noComing")}</p>
  return (
    <Form method="post" {...getFormProps(form)} noValidate>
      <div className="grid gap-apart">
        <ErrorSummary
          fields={[
            { field: fields.fromIssue, label: t("pauseFrom") },
            { field: fields.untilIssue, label: t("pauseUntil") },
          ]}
          formErrors={form.errors ?? []}
        />
        <p>{t("pauseLead", { label: first.label, number: first.number })}</p>
        <SelectField field={fields.fromIssue} label={t("pauseFrom")} options={choices} />
        <SelectField
          field={fields.untilIssue}
          label={t("pauseUntil")}
          hint={t("pauseUntilHint")}
          options={choices.slice(1)}
        />
        <div>
          <SubmitButton name="intent" value="hold" tone="secondary">
            {t("pause")}
          </SubmitButton>
        </div>
      </div>
    </Form>
  )
}

/** 再開: names the first issue that can be received again. */
export function ResumeForm({ issues, answer }: Props) {
  const { t, i18n } = useTranslation("my")
  const locale = i18n.language === "en" ? "en" : "ja"
  const choices = useChoices(issues)
  const [first] = issues
  const [form, fields] = useForm({
    id: "resume",
    lastResult: answer,
    defaultValue: { fromIssue: String(first?.number ?? "") },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: resumeForm(locale) }),
    constraint: { fromIssue: { required: true } },
  })
  if (!first) return <p>{t("noComing")}</p>
  return (
    <Form method="post" {...getFormProps(form)} noValidate>
      <div className="grid gap-apart">
        <ErrorSummary fields={[{ field: fields.fromIssue, label: t("resumeFrom") }]} formErrors={form.errors ?? []} />
        <p>{t("resumeLead", { label: first.label, number: first.number })}</p>
        <SelectField field={fields.fromIssue} label={t("resumeFrom")} options={choices} />
        <div>
          <SubmitButton name="intent" value="resume">
            {t("resume")}
          </SubmitButton>
        </div>
      </div>
    </Form>
  )
}
