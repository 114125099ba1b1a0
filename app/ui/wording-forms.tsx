import { getFormProps, type SubmissionResult, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { publishForm, wordingForm } from "#app/notices/wording-form.ts"
import type { WordingKey } from "#app/notices/wording-kinds.ts"
import { DateField } from "#app/ui/date-field.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextAreaField } from "#app/ui/text-area-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

/** 文言を書く: the subject (a letter's heading) and the text; saved, it is the next version. */
export function WordingEditor(props: {
  readonly of: WordingKey
  readonly words: { readonly subject: string; readonly body: string }
  readonly locale: "ja" | "en"
  readonly lastResult: SubmissionResult | null
}) {
  const { t } = useTranslation("wordings")
  const isLetter = props.of.channel === "letter"
  const [form, { subject, body }] = useForm({
    ...{ id: "wording", lastResult: props.lastResult, defaultValue: props.words },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: wordingForm(props.locale) }),
    constraint: { subject: { required: true }, body: { required: true } },
  })
  const label = isLetter ? t("heading") : t("subject")
  return (
    <SectionCard title={t("edit")}>
      <Form method="post" action="?" {...getFormProps(form)} noValidate className="grid gap-apart">
        <ErrorSummary
          fields={[
            { field: subject, label },
            { field: body, label: t("body") },
          ]}
          formErrors={form.errors ?? []}
        />
        <TextField field={subject} label={label} maxLength={200} />
        <TextAreaField
          field={body}
          label={t("body")}
          hint={isLetter ? t("bodyHintLetter") : t("bodyHintMail")}
          rows={14}
          maxLength={4000}
        />
        <div>
          <SubmitButton>{t("save")}</SubmitButton>
        </div>
      </Form>
    </SectionCard>
  )
}

/** 公開: which version speaks, from when; the standard is one of the choices. */
export function WordingPublish(props: {
  readonly versions: readonly { readonly version: number }[]
  readonly seen: number
  readonly lastResult: SubmissionResult | null
}) {
  const { t } = useTranslation("wordings")
  const [form, { version, fromOn }] = useForm({
    ...{ id: "publish", lastResult: props.lastResult, defaultValue: { version: String(props.seen) } },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: publishForm }),
    constraint: { version: { required: true } },
  })
  const options = [
    ...props.versions.map((one) => ({
      value: String(one.version),
      label: t("versionOf", { version: one.version }),
    })),
    { value: "0", label: t("standard") },
  ]
  return (
    <SectionCard title={t("publishTitle")}>
      <Form method="post" action="?do=publish" {...getFormProps(form)} noValidate className="grid gap-apart">
        <ErrorSummary
          fields={[
            { field: version, label: t("publishWhat") },
            { field: fromOn, label: t("fromOn") },
          ]}
          formErrors={form.errors ?? []}
        />
        <SelectField field={version} label={t("publishWhat")} options={options} />
        <DateField field={fromOn} label={t("fromOn")} hint={t("fromOnHint")} />
        <div>
          <SubmitButton>{t("publish")}</SubmitButton>
        </div>
      </Form>
    </SectionCard>
  )
}
