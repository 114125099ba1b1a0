import { getFormProps, type SubmissionResult, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import type { SegmentChoices } from "#app/members/segment-form.ts"
import { type segmentFields, segmentForm } from "#app/members/segment-form.ts"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { SaveBar } from "#app/ui/save-bar.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SegmentFields, segmentFieldNames, useSegmentLabels } from "#app/ui/segment-fields.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

/** The form of a segment, new or changed: counts whom the rules choose before anything is saved. */
export function SegmentEditor(props: {
  readonly id: string
  readonly initial: ReturnType<typeof segmentFields>
  readonly answer: { readonly submission: SubmissionResult; readonly members?: number } | undefined
  readonly choices: SegmentChoices
  readonly locale: "ja" | "en"
  readonly back: string
}) {
  const { t, i18n } = useTranslation(["segments", "actions"])
  const labels = useSegmentLabels()
  const [form, fields] = useForm({
    id: props.id,
    lastResult: props.answer?.submission ?? null,
    defaultValue: props.initial,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: segmentForm(props.locale) }),
    constraint: { name: { required: true } },
  })
  const members = props.answer?.members
  return (
    <SectionCard title={t("segments:conditions")}>
      <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
        <ErrorSummary
          fields={segmentFieldNames.map((name) => ({ field: fields[name], label: labels[name] }))}
          formErrors={form.errors ?? []}
        />
        <SegmentFields fields={fields} choices={props.choices} />
        <SaveBar isDirty={false}>
          <p role="status" className="self-center font-medium">
            {members === undefined ? null : t("segments:fits", { number: members.toLocaleString(i18n.language) })}
          </p>
          {/* The first button is what Enter presses. */}
          <SubmitButton>{t("actions:save")}</SubmitButton>
          <SubmitButton tone="secondary" name="intent" value="count">
            {t("segments:count")}
          </SubmitButton>
          <LinkButton to={props.back}>{t("actions:cancel")}</LinkButton>
        </SaveBar>
      </Form>
    </SectionCard>
  )
}
