import { useTranslation } from "react-i18next"
import { scale, type SurveyQuestion } from "#app/seminars/surveys/survey.ts"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

type Result = {
  readonly question: SurveyQuestion
  readonly count: number
  readonly average: number | null
  readonly distribution: readonly number[]
  readonly comments: readonly string[]
}

/** How many gave each mark, as bars with their numbers. */
function Distribution({ result }: { readonly result: Result }) {
  const { t } = useTranslation("seminarSurvey")
  const most = Math.max(1, ...result.distribution)
  return (
    <ul className="grid gap-tight">
      {scale.map((mark, at) => {
        const count = result.distribution[at] ?? 0
        return (
          <li key={mark} className="grid grid-cols-[7.5rem_minmax(0,1fr)_3.5rem] items-center gap-near">
            <span>
              <span className="figures font-semibold">{mark}</span>{" "}
              <span className="text-small text-muted">{t(`mark-${mark}`)}</span>
            </span>
            <progress max={most} value={count} aria-label={`${mark} ${t(`mark-${mark}`)}`} className="meter" />
            <span className="figures text-end">{t("people", { count })}</span>
          </li>
        )
      })}
    </ul>
  )
}

/** Each question of a survey: its average and distribution, or what people wrote. */
export function SurveyResults({ results, locale }: { readonly results: readonly Result[]; readonly locale: string }) {
  const { t } = useTranslation("seminarSurvey")
  return (
    <div className="grid items-start gap-apart desk:grid-cols-2">
      {results.map((result) => {
        const { question, count, average } = result
        const label = (locale === "en" && question.en) || question.ja
        return (
          <SectionCard
            key={question.key}
            title={label}
            actions={
              <span className="figures text-muted">
                {average === null ? "" : `${t("average")} ${average.toFixed(2)} · `}
                {t("people", { count })}
              </span>
            }
          >
            {question.kind === "scale" ? <Distribution result={result} /> : null}
            {question.kind === "text" && result.comments.length === 0 ? (
              <EmptyState icon="edit" title={t("noComments")} />
            ) : null}
            {question.kind === "text" ? (
              <ul className="grid gap-near">
                {result.comments.map((comment, at) => (
                  <li key={at} className="whitespace-pre-line border-b border-line pb-near [overflow-wrap:anywhere]">
                    {comment}
                  </li>
                ))}
              </ul>
            ) : null}
          </SectionCard>
        )
      })}
    </div>
  )
}
