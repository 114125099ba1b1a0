import { getFormProps, type SubmissionResult, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { Form } from "@remix-run/react"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { AnnouncementChoices } from "#app/desk/announcements/announcement-form.ts"
import {
  announcementForm,
  announcementTargets,
  announcementVariables,
  EVERYBODY,
} from "#app/desk/announcements/announcement-form.ts"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { type FieldLike, mustFill } from "#app/ui/field.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextAreaField } from "#app/ui/text-area-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"
import { WordingVariables } from "#app/ui/wording-parts.tsx"

const names = [
  ...(["to", "locale", "subject", "target", "offer", "seminar", "address", "caption", "body", "sourceCode"] as const),
] as const

const condition = '{% if member_number %}…{% else %}…{% endif %}\n{{ member_name | default: "—" }}'

type Fields = Readonly<Record<(typeof names)[number], FieldLike>>

const isTarget = (text: unknown) => announcementTargets.find((target) => target === text)

/** Where the button leads: the choice, and what the choice needs. */
function TargetFields(props: {
  readonly fields: Fields
  readonly choices: AnnouncementChoices
  readonly onTarget: (target: (typeof announcementTargets)[number]) => void
  readonly target: (typeof announcementTargets)[number]
}) {
  const { t } = useTranslation("announcements")
  const { fields, choices, target } = props
  const none = { value: "", label: t("notChosen") }
  return (
    <>
      <div onChange={(event) => props.onTarget(isTarget(Reflect.get(event.target, "value")) ?? "none")}>
        <SelectField
          field={fields.target}
          label={t("target")}
          options={announcementTargets.map((value) => ({ value, label: t(`target-${value}`) }))}
        />
      </div>
      {target === "offer" ? (
        <SelectField field={mustFill(fields.offer)} label={t("offer")} options={[none, ...choices.offers]} />
      ) : null}
      {target === "seminar" ? (
        <SelectField field={mustFill(fields.seminar)} label={t("seminar")} options={[none, ...choices.seminars]} />
      ) : null}
      {target === "address" ? <TextField field={mustFill(fields.address)} label={t("address")} type="url" /> : null}
      {target === "none" ? null : (
        <TextField field={mustFill(fields.caption)} label={t("caption")} hint={t("captionHint")} maxLength={40} />
      )}
    </>
  )
}

/** The form of an announcement's draft, with what its words may name beside it. */
export function AnnouncementEditor(props: {
  readonly id: string
  readonly initial: Readonly<Record<(typeof names)[number], string>>
  readonly choices: AnnouncementChoices
  readonly locale: "ja" | "en"
  readonly lastResult: SubmissionResult | null
}) {
  const { t } = useTranslation("announcements")
  const { choices, initial } = props
  const [target, setTarget] = useState(isTarget(initial.target) ?? "none")
  const [form, fields] = useForm({
    ...{ id: props.id, lastResult: props.lastResult, defaultValue: initial },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: announcementForm(props.locale) }),
    constraint: {
      ...{ to: { required: true }, locale: { required: true }, subject: { required: true }, body: { required: true } },
    },
  })
  const everybody = { value: EVERYBODY, label: t("everybody") }
  return (
    <div className="grid items-start gap-apart desk:grid-cols-2">
      <SectionCard title={t("editTitle")}>
        <Form method="post" action="?" {...getFormProps(form)} noValidate className="grid gap-apart">
          <ErrorSummary
            fields={names.map((name) => ({ field: fields[name], label: t(name) }))}
            formErrors={form.errors ?? []}
          />
          <SelectField
            field={fields.to}
            label={t("to")}
            hint={t("toHint")}
            options={[everybody, ...choices.segments]}
          />
          <SelectField
            field={fields.locale}
            label={t("locale")}
            options={(["ja", "en"] as const).map((value) => ({ value, label: t(value) }))}
          />
          <TextField field={fields.subject} label={t("subject")} maxLength={200} autoComplete="off" />
          <TextAreaField field={fields.body} label={t("body")} hint={t("bodyHint")} rows={14} maxLength={4000} />
          <TargetFields fields={fields} choices={choices} target={target} onTarget={setTarget} />
          <SelectField
            field={fields.sourceCode}
            label={t("sourceCode")}
            hint={t("sourceHint")}
            options={[{ value: "", label: t("noSource") }, ...choices.sources]}
          />
          <div>
            <SubmitButton>{t("save")}</SubmitButton>
          </div>
        </Form>
      </SectionCard>
      <WordingVariables
        {...announcementVariables(target)}
        condition={condition}
        textLocale={initial.locale === "en" ? "en" : "ja"}
        locale={props.locale}
      />
    </div>
  )
}
