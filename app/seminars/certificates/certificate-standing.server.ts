import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/seminars/refusals.ts"
import { undrawable } from "#templates/pdf/paper-font.ts"

export type CertificateStanding = Readonly<{
  registrationId: string
  number: string
  name: string
  /** Counting sessions attended long enough, of how many, and how many are needed. */
  attended: number
  sessions: number
  needed: number
  minutes: number
  neededMinutes: number
  isEarned: boolean
  /** Characters of the name that the certificate's font lacks: it is not issued before somebody has seen to it. */
  undrawable: readonly string[]
  serial: string | null
  certificateId: string | null
  checkCode: string | null
  issuedAt: Date | null
  isReplacement: boolean
}>

/**
 * Who of a seminar has earned a 修了証 and why not: a counting session is attended with its required minutes (four fifths of it where
 * nothing is said), and so many of them are needed, and so many minutes in all where the seminar says so. Refuses: unknown-seminar,
 * seminar-without-certificate.
 */
export async function certificateStanding(scope: Scope, code: string): Promise<CertificateStanding[]> {
  const [seminar] = await scope.sql<{ id: string; percent: number | null; minutes: number | null }>`
    select id, certificate_percent as percent, certificate_minutes as minutes from seminar where code = ${code}`
  if (!seminar) throw refuse("unknown-seminar", { code })
  if (seminar.percent === null && seminar.minutes === null) throw refuse("seminar-without-certificate", { code })
  const neededMinutes = seminar.minutes ?? 0
  const rows = await scope.sql<Omit<CertificateStanding, "isEarned" | "undrawable" | "neededMinutes">>`
    select registration.id as "registrationId", registration.number, concat_ws(' ', family_name, nullif(given_name, '')) as name,
      counted.attended, counted.sessions, ceil(counted.sessions * ${seminar.percent ?? 0}::numeric / 100)::integer as needed, counted.minutes,
      certificate.serial, certificate.id as "certificateId", certificate.check_code as "checkCode", certificate.issued_at as "issuedAt",
      certificate.supersedes_id is not null as "isReplacement"
    from registration
    join (
      select attendance.registration_id, count(*)::integer as sessions, sum(attendance.minutes)::integer as minutes,
        count(*) filter (where attendance.status <> 'absent'
          and attendance.minutes >= coalesce(session.required_minutes, attendance.session_minutes * 4 / 5))::integer as attended
      from attendance join seminar_session as session on session.id = attendance.session_id
      where attendance.seminar_id = ${seminar.id}::uuid and attendance.counts_for_certificate group by attendance.registration_id
    ) as counted on counted.registration_id = registration.id
    left join certificate on certificate.registration_id = registration.id and revoked_at is null
    where registration.seminar_id = ${seminar.id}::uuid and registration.state = 'confirmed'
    order by search_kana, registration.number`
  return rows.map((row) => ({
    ...{ ...row, neededMinutes, undrawable: undrawable(row.name) },
    isEarned: row.attended >= row.needed && row.minutes >= neededMinutes && row.minutes > 0,
  }))
}
