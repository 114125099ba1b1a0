import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/seminars/refusals.ts"

/** Whether attendees of a seminar are asked at all; they are, unless staff say no. Refuses: unknown-seminar. */
export async function askSurvey(scope: Scope, seminarId: string, asks: boolean): Promise<void> {
  const [seminar] = await scope.sql<{ code: string }>`
    update seminar set has_survey = ${asks} where id = ${seminarId}::uuid returning code`
  if (!seminar) throw refuse("unknown-seminar", { code: seminarId })
  await audit(scope, "ask-survey", seminar.code, { asks })
}

/** How it stands. */
export async function isSurveyAsked(scope: Scope, seminarId: string): Promise<boolean> {
  const [seminar] = await scope.sql<{
    has_survey: boolean
  }>`select has_survey from seminar where id = ${seminarId}::uuid`
  return seminar?.has_survey === true
}
