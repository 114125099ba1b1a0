import type { Scope } from "#app/platform/scope.server.ts"
import { questionsOfSeminar } from "#app/seminars/surveys/questions-of-seminar.server.ts"
import type { SurveyQuestion } from "#app/seminars/surveys/survey.ts"

export type QuestionResult = Readonly<{
  question: SurveyQuestion
  /** How many answered it. */
  count: number
  /** Of a scale, to one decimal as people say it; null where nobody answered. */
  average: number | null
  /** How many gave 5, 4, 3, 2 and 1. */
  distribution: readonly number[]
  comments: readonly string[]
}>

export type SurveyResults = Readonly<{ attended: number; answered: number; questions: readonly QuestionResult[] }>

/** アンケートの結果 of one seminar: how many came and answered, and each question's average, distribution or comments. */
export async function surveyResults(scope: Scope, seminarId: string): Promise<SurveyResults> {
  const questions = await questionsOfSeminar(scope, seminarId)
  const [people] = await scope.sql<{ attended: number; answered: number }>`
    select (select count(distinct registration_id) from attendance where seminar_id = ${seminarId}::uuid and status <> 'absent')::integer
      as attended, (select count(*) from survey_answer where seminar_id = ${seminarId}::uuid)::integer as answered`
  const given = await scope.sql<{ key: string; value: string }>`
    select answer.key, answer.value from survey_answer cross join lateral jsonb_each_text(answers) as answer
    where seminar_id = ${seminarId}::uuid order by answered_at, registration_id`
  return {
    ...{ attended: people?.attended ?? 0, answered: people?.answered ?? 0 },
    questions: questions.map((question) =>
      resultOf(
        question,
        given.flatMap(({ key, value }) => (key === question.key ? [value] : [])),
      ),
    ),
  }
}

function resultOf(question: SurveyQuestion, values: readonly string[]): QuestionResult {
  if (question.kind === "text")
    return { question, count: values.length, average: null, distribution: [], comments: values }
  const marks = values.map(Number)
  const sum = marks.reduce((total, mark) => total + mark, 0)
  return {
    ...{ question, count: marks.length, average: marks.length === 0 ? null : sum / marks.length, comments: [] },
    distribution: [5, 4, 3, 2, 1].map((mark) => marks.filter((one) => one === mark).length),
  }
}

export type SurveyRow = Readonly<{
  /** The seminar's id, or the lecturer's name. */
  id: string
  title: string
  lecturer: string
  heldOn: string | null
  seminars: number
  attended: number
  answered: number
  satisfaction: number | null
  usefulness: number | null
}>

/** Results of all seminars that were held and attended, the last first, or summed up by lecturer; averages weigh every answer alike. */
export const surveysForList = (scope: Scope, by: "seminar" | "lecturer"): Promise<SurveyRow[]> => scope.sql<SurveyRow>`
  with held as (
    select seminar.id, seminar.title, seminar.lecturer, (max(ends_at) at time zone 'Asia/Tokyo')::date::text as held_on
    from seminar join seminar_session on seminar_id = seminar.id
    where seminar.state <> 'cancelled' and has_survey group by seminar.id, seminar.title, seminar.lecturer, seminar.organization_id
    having max(ends_at) <= ${scope.now}
  ), came as (
    select seminar_id, count(distinct registration_id) as people from attendance where status <> 'absent' group by seminar_id
  ), told as (
    select seminar_id, count(*) as people, sum((answers->>'satisfaction')::numeric) as satisfied, count(answers->'satisfaction') as satisfied_of,
      sum((answers->>'usefulness')::numeric) as useful, count(answers->'usefulness') as useful_of
    from survey_answer group by seminar_id
  ), one as (
    select held.*, case ${by} when 'seminar' then held.id::text else lecturer end as subject, came.people as attended, coalesce(told.people, 0) as answered, satisfied, satisfied_of, useful, useful_of
    from held join came on came.seminar_id = held.id left join told on told.seminar_id = held.id
  )
  select subject as id, case ${by} when 'seminar' then min(title) else subject end as title, min(lecturer) as lecturer,
    max(held_on) as "heldOn", count(*)::integer as seminars, sum(attended)::integer as attended, sum(answered)::integer as answered,
    (sum(satisfied) / nullif(sum(satisfied_of), 0))::float8 as satisfaction, (sum(useful) / nullif(sum(useful_of), 0))::float8 as usefulness
  from one where subject <> '' group by subject order by max(held_on) desc, subject limit 500`
