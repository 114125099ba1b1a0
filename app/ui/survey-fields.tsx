import { useTranslation } from "react-i18next"
import { scale, type SurveyAnswers, type SurveyQuestion } from "#app/seminars/surveys/survey.ts"

type Props = {
  readonly questions: readonly SurveyQuestion[]
  readonly answers: SurveyAnswers
  readonly locale: "ja" | "en"
}

function ScaleField({
  name,
  label,
  value,
}: {
  readonly name: string
  readonly label: string
  readonly value: unknown
}) {
  const { t } = useTranslation("seminarSurvey")
  return (
    <fieldset className="grid gap-near">
      <legend className="font-medium">{label}</legend>
      <div className="grid grid-cols-5 gap-tight">
        {scale.map((mark) => (
          <label
            key={mark}
            className="touch grid min-h-[2.75rem] cursor-pointer content-center justify-items-center rounded-card border border-line-strong px-tight py-near text-center has-[:checked]:border-accent-ink has-[:checked]:bg-accent-soft has-[:focus-visible]:outline has-[:focus-visible]:outline-2"
          >
            <input
              type="radio"
              name={name}
              value={mark}
              defaultChecked={value === mark}
              aria-label={`${mark} ${t(`mark-${mark}`)}`}
            />
            <span className="figures text-title font-semibold">{mark}</span>
            <span className="text-small text-muted">{t(`mark-${mark}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** The questions of a survey: five marks to choose from, or a few lines of text. */
export function SurveyFields({ questions, answers, locale }: Props) {
  return (
    <>
      {questions.map((question) => {
        const name = `answer-${question.key}`
        const label = (locale === "en" && question.en) || question.ja
        const value = answers[question.key]
        if (question.kind === "scale") return <ScaleField key={name} name={name} label={label} value={value} />
        return (
          <div key={name} className="grid gap-near">
            <label htmlFor={name} className="font-medium">
              {label}
            </label>
            <textarea
              id={name}
              name={name}
              rows={4}
              maxLength={2000}
              defaultValue={typeof value === "string" ? value : ""}
              className="control"
            />
          </div>
        )
      })}
    </>
  )
}
