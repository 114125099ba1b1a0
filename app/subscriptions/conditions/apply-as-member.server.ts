import type { OnlineWay } from "#app/billing/online-way.ts"
import { checkOnlineWay } from "#app/billing/stripe/online-ways.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { refuse as refuseIssue } from "#app/publications/refusals.ts"
import type { StoredForm } from "#app/subscriptions/application.ts"
import { checkOfferCondition } from "#app/subscriptions/conditions/check-offer-condition.server.ts"
import { offerForApplication } from "#app/subscriptions/offer-for-application.server.ts"
import { personOfMember } from "#app/subscriptions/person-of-member.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import { refuseOtherContent } from "#app/subscriptions/save-application.server.ts"
import { type ApplicationId, idOf, type MemberId } from "#app/values/ids.ts"

export type OfferOfReader = Readonly<{
  code: string
  name: string
  publication: string
  units: number
  priceYen: number
  kind: "students" | "holders"
}>

/** The offers with a condition that a signed-in reader may take today (会員価格・学割), in his language; yen of one copy with tax. */
export const offersOfReader = (scope: Scope, memberId: MemberId) => scope.sql<OfferOfReader>`
  select offer.code, coalesce(case when ${scope.locale} = 'en' then nullif(offer.name_english, '') end, offer.name) as name,
    coalesce(case when ${scope.locale} = 'en' then nullif(publication.name_english, '') end, publication.name) as publication,
    offer.units, offer.price_yen as "priceYen", condition.kind
  from offer_condition as condition join offer on offer.id = condition.offer_id
  join publication on publication.id = offer.publication_id
  where offer.on_sale and offer_condition_holds(offer.id, ${memberId}::uuid, ${scope.today}::date)
  order by publication.code, offer.units, offer.code`

/**
 * 会員価格のお申し込み: an application from a reader's own page, filled in from what we know of him, for an offer whose condition he meets; the same
 * form twice is one application. Refuses: unknown-offer (also one for everybody), unknown-issue, application-fixed, way-not-offered,
 * konbini-beyond-limit, and what checkOfferCondition refuses.
 */
export async function applyAsMember(
  scope: Scope,
  memberId: MemberId,
  input: Readonly<{ offerCode: string; applicationId: string; startIssue: number; copies: number; payBy: OnlineWay }>,
): Promise<ApplicationId> {
  const offer = await offerForApplication(scope, input.offerCode)
  if (offer.condition === null) throw refuse("unknown-offer")
  await checkOfferCondition(scope, { offerId: offer.id, memberId, on: scope.today, field: "startIssue" })
  const { startIssue, copies, payBy, applicationId } = input
  if (!offer.issues.some(({ number }) => number === startIssue)) {
    const unknown = { publication: offer.publication, number: startIssue }
    throw refuseIssue("unknown-issue", unknown, { field: "startIssue" })
  }
  const form: StoredForm = {
    ...{ ...(await personOfMember(scope, memberId)), applicationId, startIssue, copies, payBy },
    ...{ promotionCode: "", school: "", graduatesIn: "" },
  }
  await checkOnlineWay(scope, payBy, offer.priceYen * copies)
  const kept = await scope.sql`
    insert into application (organization_id, id, offer_id, form, locale, source_page, started_at, member_id)
    values (${scope.organizationId}, ${applicationId}::uuid, ${offer.id}::uuid, ${JSON.stringify(form)}::jsonb, ${scope.locale}, 'my-page',
      ${scope.now}, ${memberId}::uuid)
    on conflict (organization_id, id) do update set form = excluded.form, locale = excluded.locale
    where application.state = 'filled' and application.offer_id = excluded.offer_id and application.member_id = excluded.member_id
    returning id`
  if (kept.length === 0) await refuseOtherContent(scope, offer.id, form)
  return idOf(applicationId)
}
