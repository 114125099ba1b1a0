import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/seminars/refusals.ts"

export type CertificateStanding = Readonly<{
  registrationId: string
  number: string
  name: string
  attended: number
  sessions: number
  needed: number
  minutes: number
  serial: string | null
}>

/**
 * Who of a seminar has earned a 修了証 and why not: a counting session is attended with its required minutes (four fifths of it where
 * nothing is said), and so many of them are needed. Refuses: unknown-seminar, seminar-without-certificate.
 */
export async function certificateStanding(scope: Scope, code: string): Promise<CertificateStanding[]> {
  const [seminar] = await scope.sql<{ id: string; percent: number | null }>`
    select id, certificate_percent as percent from seminar where code = ${code}`
  if (!seminar) throw refuse("unknown-seminar", { code })
  if (seminar.percent === null) throw refuse("seminar-without-certificate", { code })
  return scope.sql<CertificateStanding>`
    select registration.id as "registrationId", registration.number, concat_ws(' ', family_name, nullif(given_name, '')) as name,
      count(*) filter (where attended.is_enough)::integer as attended, count(*)::integer as sessions,
      ceil(count(*) * ${seminar.percent}::numeric / 100)::integer as needed, sum(attended.minutes)::integer as minutes,
      (select serial from certificate where registration_id = registration.id and revoked_at is null) as serial
    from registration
    join lateral (
      select attendance.minutes, attendance.status <> 'absent'
        and attendance.minutes >= coalesce(session.required_minutes, attendance.session_minutes * 4 / 5) as is_enough
      from attendance join seminar_session as session on session.id = attendance.session_id
      where attendance.registration_id = registration.id and attendance.counts_for_certificate
    ) as attended on true
    where registration.seminar_id = ${seminar.id}::uuid and registration.state = 'confirmed'
    group by registration.organization_id, registration.id order by search_kana, registration.number`
}
