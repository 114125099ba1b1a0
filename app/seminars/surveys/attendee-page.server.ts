import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/seminars/refusals.ts"
import { offerFor } from "#app/seminars/surveys/offer-for-attendees.server.ts"
import { questionsOfSeminar } from "#app/seminars/surveys/questions-of-seminar.server.ts"
import type { SurveyAnswers, SurveyQuestion } from "#app/seminars/surveys/survey.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import type { FileId } from "#app/values/ids.ts"

export type AttendeePage = Readonly<{
  seminarId: string
  title: string
  name: string
  organization: string
  certificate: Readonly<{ serial: string; fileId: FileId }> | null
  survey: Readonly<{
    questions: readonly SurveyQuestion[]
    answers: SurveyAnswers
    isAnswered: boolean
    isOpen: boolean
    closesOn: CalendarDate
  }> | null
  offer: Readonly<{ code: string; title: string; source: string }> | null
}>

type Row = {
  seminar_id: string
  title: string
  name: string
  organization: string
  serial: string | null
  file_id: FileId | null
  answers: SurveyAnswers | null
  has_survey: boolean
  is_over: boolean
  closes_on: CalendarDate
}

/**
 * An attendee's page after the seminar: his 修了証, the survey with what he answered, and what he is offered; the survey only for who came.
 * Refuses: unknown-registration.
 */
export async function attendeePage(scope: Scope, registrationId: string): Promise<AttendeePage> {
  const [row] = await scope.sql<Row>`
    select seminar.id as seminar_id,
      case ${scope.locale} when 'en' then coalesce(nullif(title_english, ''), title) else title end as title,
      concat_ws(' ', family_name, nullif(given_name, '')) as name,
      case ${scope.locale} when 'en' then coalesce(nullif(organization.name_english, ''), organization.name) else organization.name end
        as organization,
      certificate.serial, certificate.file_id, survey_answer.answers,
      has_survey and exists (select from attendance where registration_id = registration.id and status <> 'absent') as has_survey,
      held.last_at <= ${scope.now} as is_over,
      ((held.last_at at time zone 'Asia/Tokyo')::date + coalesce((select survey_days from seminar_setting), 30))::text as closes_on
    from registration join seminar on seminar.id = registration.seminar_id join organization on organization.id = registration.organization_id
    cross join lateral (select max(ends_at) as last_at from seminar_session where seminar_id = seminar.id) as held
    left join certificate on certificate.registration_id = registration.id and revoked_at is null
    left join survey_answer on survey_answer.registration_id = registration.id
    where registration.id = ${registrationId}::uuid and registration.state = 'confirmed'`
  if (!row) throw refuse("unknown-registration")
  const survey =
    row.has_survey && row.is_over
      ? {
          questions: await questionsOfSeminar(scope, row.seminar_id),
          ...{ answers: row.answers ?? {}, isAnswered: row.answers !== null },
          ...{ isOpen: scope.today <= row.closes_on, closesOn: row.closes_on },
        }
      : null
  return {
    ...{ seminarId: row.seminar_id, title: row.title, name: row.name, organization: row.organization, survey },
    certificate: row.serial !== null && row.file_id !== null ? { serial: row.serial, fileId: row.file_id } : null,
    offer: row.is_over ? await offerFor(scope, registrationId) : null,
  }
}
