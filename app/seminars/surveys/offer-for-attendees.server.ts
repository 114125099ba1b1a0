import type { Scope } from "#app/platform/scope.server.ts"

export type OfferForAttendee = Readonly<{ registrationId: string; code: string; title: string; source: string }>

/**
 * What attendees are offered (クロスセル): the seminar's plan or the organization's, to members who wish for news and neither pay for nor
 * receive its title. The source code names the seminar, so that R7 credits what comes of it.
 */
export const offersForAttendees = (scope: Scope, registrationIds: readonly string[]): Promise<OfferForAttendee[]> =>
  scope.sql<OfferForAttendee>`
    select registration.id as "registrationId", offer.code, publication.name || ' ' || offer.name as title,
      left('SEM-' || seminar.code, 50) as source
    from registration join seminar on seminar.id = registration.seminar_id
    join member on member.id = registration.member_id
    join offer on offer.id = coalesce(seminar.offer_id, (select offer_id from seminar_setting)) and offer.on_sale
    join publication on publication.id = offer.publication_id
    where registration.id = any(${[...registrationIds]}::uuid[]) and member.wants_mail and member.erased_at is null
      and not exists (select from contract where contract.publication_id = publication.id and contract.state = 'active'
        and (contract.payer_id = member.id or exists (select from contract_line
          where contract_line.contract_id = contract.id and contract_line.recipient_id = member.id)))`

/** The same for one attendee; null where he is offered nothing. */
export const offerFor = async (scope: Scope, registrationId: string): Promise<OfferForAttendee | null> =>
  (await offersForAttendees(scope, [registrationId]))[0] ?? null

/** The address of an offer's form with the source that is credited. */
export const offerPath = (organization: string, offer: Pick<OfferForAttendee, "code" | "source">): string =>
  `/o/${organization}/apply/${encodeURIComponent(offer.code)}?source=${encodeURIComponent(offer.source)}`
