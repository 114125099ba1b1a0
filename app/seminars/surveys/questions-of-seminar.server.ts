import type { Scope } from "#app/platform/scope.server.ts"
import { type SurveyQuestion, SurveyQuestions, usualQuestions } from "#app/seminars/surveys/survey.ts"

/** The questions of a seminar's survey: its own, the organization's, or the usual ones. */
export async function questionsOfSeminar(scope: Scope, seminarId: string | null): Promise<readonly SurveyQuestion[]> {
  const [row] = await scope.sql<{ own: unknown; house: unknown }>`
    select (select survey_questions from seminar where id = ${seminarId}::uuid) as own,
      (select survey_questions from seminar_setting) as house`
  for (const kept of [row?.own, row?.house]) {
    const questions = SurveyQuestions.safeParse(kept)
    if (questions.success && questions.data.length > 0) return questions.data
  }
  return usualQuestions
}
