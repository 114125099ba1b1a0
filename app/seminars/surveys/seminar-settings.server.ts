import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { questionsOfSeminar } from "#app/seminars/surveys/questions-of-seminar.server.ts"
import type { SeminarSettings } from "#app/seminars/surveys/settings-form.ts"

export type SettingsForPage = SeminarSettings & Readonly<{ offers: readonly Readonly<{ id: string; name: string }>[] }>

/** The settings of the organization's seminars, the usual ones where nothing was saved, and the plans that may be offered. */
export async function seminarSettings(scope: Scope): Promise<SettingsForPage> {
  const [kept] = await scope.sql<Omit<SeminarSettings, "questions">>`
    select survey_days as "surveyDays", completion_days as "completionDays", briefing_days as "briefingDays", offer_id as "offerId"
    from seminar_setting`
  return {
    ...(kept ?? { surveyDays: 30, completionDays: 1, briefingDays: 60, offerId: null }),
    ...{ questions: [...(await questionsOfSeminar(scope, null))], offers: await offersToChoose(scope) },
  }
}

/** The plans that attendees may be offered. */
export const offersToChoose = (scope: Scope) => scope.sql<{ id: string; name: string }>`
  select offer.id, publication.name || ' ' || offer.name as name from offer join publication on publication.id = offer.publication_id
  where offer.on_sale and offer.kind = 'term' order by publication.name, offer.name, offer.id`

/** Saves them. */
export async function saveSeminarSettings(scope: Scope, settings: SeminarSettings): Promise<void> {
  await scope.sql`
    insert into seminar_setting (organization_id, survey_questions, survey_days, completion_days, offer_id, briefing_days)
    values (${scope.organizationId}, ${JSON.stringify(settings.questions)}::jsonb, ${settings.surveyDays}, ${settings.completionDays},
      ${settings.offerId}::uuid, ${settings.briefingDays})
    on conflict (organization_id) do update set survey_questions = excluded.survey_questions, survey_days = excluded.survey_days,
      completion_days = excluded.completion_days, offer_id = excluded.offer_id, briefing_days = excluded.briefing_days`
  await audit(scope, "save-seminar-settings", "seminars", { questions: settings.questions.length })
}
