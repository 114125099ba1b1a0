import type { SubmissionResult } from "@conform-to/react"
import { useTranslation } from "react-i18next"
import { questionRows } from "#app/seminars/surveys/settings-form.ts"
import type { SurveyQuestion } from "#app/seminars/surveys/survey.ts"
import type { FieldLike } from "#app/ui/field.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

/** What was typed comes back after an error; before that, what is saved. */
export function fieldOf(name: string, initialValue: string, submission: SubmissionResult | undefined): FieldLike {
  const typed = submission?.initialValue?.[name]
  const errors = submission?.error?.[name] ?? undefined
  const id = name.replaceAll(/[^A-Za-z0-9]/g, "-")
  return {
    ...{ id, name, errorId: `${id}-error`, descriptionId: `${id}-hint` },
    initialValue: typeof typed === "string" ? typed : initialValue,
    ...(errors === undefined ? {} : { errors: [...errors] }),
  }
}

function QuestionRow({ at, question }: { readonly at: number; readonly question: SurveyQuestion | undefined }) {
  const { t } = useTranslation("seminarSurvey")
  const field = (name: string, value: string) => fieldOf(`questions[${at}].${name}`, value, undefined)
  return (
    <div className="grid gap-near border-b border-line pb-near tablet:grid-cols-[2fr_2fr_1fr]">
      <input type="hidden" name={`questions[${at}].key`} value={question?.key ?? ""} />
      <TextField field={field("ja", question?.ja ?? "")} label={t("questionNo", { no: at + 1 })} maxLength={100} />
      <TextField field={field("en", question?.en ?? "")} label={t("questionEnglish")} maxLength={100} />
      <SelectField
        field={field("kind", question?.kind ?? "scale")}
        label={t("kind")}
        options={(["scale", "text"] as const).map((value) => ({ value, label: t(`kind-${value}`) }))}
      />
    </div>
  )
}

/** The questions of a survey to write; an empty row is no question. */
export function QuestionRows(props: { readonly hint: string; readonly questions: readonly SurveyQuestion[] }) {
  return (
    <div className="grid gap-near">
      <p className="text-small text-muted">{props.hint}</p>
      {Array.from({ length: questionRows }, (_, at) => (
        <QuestionRow key={at} at={at} question={props.questions[at]} />
      ))}
    </div>
  )
}

/** The plan that attendees are offered. */
export function OfferChoice(props: {
  readonly offers: readonly { readonly id: string; readonly name: string }[]
  readonly offerId: string | null
  /** What no choice means here. */
  readonly none: string
  readonly submission: SubmissionResult | undefined
}) {
  const { t } = useTranslation("seminarSurvey")
  return (
    <SelectField
      field={fieldOf("offer", props.offerId ?? "", props.submission)}
      label={t("offerPlan")}
      options={[{ value: "", label: props.none }, ...props.offers.map(({ id, name }) => ({ value: id, label: name }))]}
    />
  )
}
