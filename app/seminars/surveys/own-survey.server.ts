import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/seminars/refusals.ts"
import { questionsOfSeminar } from "#app/seminars/surveys/questions-of-seminar.server.ts"
import { offersToChoose } from "#app/seminars/surveys/seminar-settings.server.ts"
import type { OwnSurvey } from "#app/seminars/surveys/settings-form.ts"
import { type SurveyQuestion, SurveyQuestions } from "#app/seminars/surveys/survey.ts"

export type OwnSurveyForPage = OwnSurvey &
  Readonly<{
    title: string
    /** What is asked where the seminar has no questions of its own. */
    usual: readonly SurveyQuestion[]
    offers: readonly Readonly<{ id: string; name: string }>[]
  }>

/** What a seminar asks and offers of its own. Refuses: unknown-seminar. */
export async function ownSurvey(scope: Scope, seminarId: string): Promise<OwnSurveyForPage> {
  const [seminar] = await scope.sql<{ title: string; questions: unknown; offerId: string | null }>`
    select title, survey_questions as questions, offer_id as "offerId" from seminar where id = ${seminarId}::uuid`
  if (!seminar) throw refuse("unknown-seminar", { code: seminarId })
  const questions = SurveyQuestions.catch([]).parse(seminar.questions ?? [])
  const usual = await questionsOfSeminar(scope, null)
  return { title: seminar.title, offerId: seminar.offerId, questions, usual, offers: await offersToChoose(scope) }
}

/**
 * Saves them; without questions the seminar asks what the organization does. Answers stay with their questions' keys. Refuses:
 * unknown-seminar, unknown-offer.
 */
export async function saveOwnSurvey(scope: Scope, seminarId: string, survey: OwnSurvey): Promise<void> {
  if (survey.offerId !== null && !(await offersToChoose(scope)).some(({ id }) => id === survey.offerId))
    throw refuse("unknown-offer", {}, { field: "offer" })
  const questions = survey.questions.length === 0 ? null : JSON.stringify(survey.questions)
  const [seminar] = await scope.sql<{ code: string }>`
    update seminar set survey_questions = ${questions}::jsonb, offer_id = ${survey.offerId}::uuid where id = ${seminarId}::uuid returning code`
  if (!seminar) throw refuse("unknown-seminar", { code: seminarId })
  await audit(scope, "save-own-survey", seminar.code, { questions: survey.questions.length, offer: survey.offerId })
}
