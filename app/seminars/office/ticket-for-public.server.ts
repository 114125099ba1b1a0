import { hashOf } from "#app/platform/random-code.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { masked } from "#app/seminars/certificates/certificate-for-public.server.ts"
import { codeIn } from "#app/seminars/door/check-in.ts"

export type PublicTicket = Readonly<{
  state: "valid" | "used" | "cancelled" | "replaced"
  number: string
  maskedName: string
  code: string
  title: string
  sessions: readonly Readonly<{
    title: string
    /** ISO 8601 */
    startsAt: string
    room: string | null
    roomAddress: string | null
    isEntered: boolean
  }>[]
  organizer: string
  contact: string
}>

type Row = Omit<PublicTicket, "state" | "maskedName"> & {
  name: string
  isConfirmed: boolean
  isRevoked: boolean
}

/**
 * A ticket (受講証) by the token of its QR code, for whoever scans it: how it stands, never whose order it is. Null where there is none.
 */
export async function ticketForPublic(scope: Scope, token: string): Promise<PublicTicket | null> {
  const [row] = await scope.sql<Row>`
    select registration.number, concat_ws(' ', registration.family_name, nullif(registration.given_name, '')) as name, seminar.code,
      case ${scope.locale} when 'en' then coalesce(nullif(title_english, ''), title) else title end as title,
      held.sessions,
      case ${scope.locale} when 'en' then coalesce(nullif(organization.name_english, ''), organization.name) else organization.name end
        as organizer,
      coalesce(nullif(seminar.contact, ''), organization.phone) as contact, registration.state = 'confirmed' as "isConfirmed",
      ticket.revoked_at is not null as "isRevoked"
    from ticket join registration on registration.id = ticket.registration_id join seminar on seminar.id = registration.seminar_id
    join organization on organization.id = ticket.organization_id
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('startsAt', starts_at, 'roomAddress', room.address,
        'title', case ${scope.locale} when 'en' then coalesce(nullif(session.title_english, ''), session.title) else session.title end,
        'room', case ${scope.locale} when 'en' then coalesce(nullif(room.name_english, ''), room.name) else room.name end,
        'isEntered', exists (select from checkin_event as entry where entry.registration_id = registration.id
          and entry.session_id = session.id and entry.kind = 'entry' and entry.verdict = 'accepted' and not entry.is_superseded))
        order by starts_at), '[]') as sessions
      from seminar_session as session left join room on room.id = session.room_id where session.seminar_id = seminar.id
    ) as held
    where ticket.token_hash = ${hashOf(codeIn(token))}`
  if (!row) return null
  const { name, isConfirmed, isRevoked, ...facts } = row
  const standing = facts.sessions.some(({ isEntered }) => isEntered) ? "used" : "valid"
  const state = !isConfirmed ? "cancelled" : isRevoked ? "replaced" : standing
  return { ...facts, state, maskedName: masked(name) }
}
