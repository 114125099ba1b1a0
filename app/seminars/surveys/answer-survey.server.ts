import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/seminars/refusals.ts"
import { attendeePage } from "#app/seminars/surveys/attendee-page.server.ts"
import { readAnswers } from "#app/seminars/surveys/survey.ts"

/**
 * Keeps an attendee's answers (アンケートの回答), once for each; sent again they replace the ones before until the survey closes. Refuses:
 * unknown-registration, survey-not-for-you, survey-closed, survey-empty.
 */
export async function answerSurvey(scope: Scope, registrationId: string, text: (key: string) => string): Promise<void> {
  const { survey, seminarId } = await attendeePage(scope, registrationId)
  if (survey === null) throw refuse("survey-not-for-you")
  if (!survey.isOpen) throw refuse("survey-closed", { date: survey.closesOn })
  const answers = readAnswers(survey.questions, text)
  if (Object.keys(answers).length === 0) throw refuse("survey-empty")
  await scope.sql`
    insert into survey_answer (organization_id, registration_id, seminar_id, answers, answered_at, changed_at)
    values (${scope.organizationId}, ${registrationId}::uuid, ${seminarId}::uuid, ${JSON.stringify(answers)}::jsonb, ${scope.now},
      ${scope.now})
    on conflict (organization_id, registration_id) do update set answers = excluded.answers, changed_at = excluded.changed_at`
}
