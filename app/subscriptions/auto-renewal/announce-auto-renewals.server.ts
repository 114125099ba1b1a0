import { randomBytes } from "node:crypto"
import { wordingsInForce } from "#app/notices/wordings-in-force.server.ts"
import { queueMails } from "#app/notices/queue-mail.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { seal } from "#app/platform/seal.server.ts"
import { autoRenewalsDue } from "#app/subscriptions/auto-renewal/auto-renewals-due.server.ts"
import { announcementMail } from "#app/subscriptions/auto-renewal/auto-renewal-words.ts"
import { organizationForNotice } from "#app/notices/organization-for-notice.server.ts"
import { renewalTokenHash } from "#app/subscriptions/renewal/send-renewal-notices.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/**
 * Announces the renewals by card that a JST date has come to (自動更新の予告, 特定商取引法12条の6): one mail or letter a term with amount, date
 * and card, and the row that the charge follows; letters wait for `printCardLetters`. Whom nothing reaches is neither announced nor
 * charged. A second run announces nothing. Gives how many.
 */
export async function announceAutoRenewals(scope: Scope, asOf: CalendarDate): Promise<number> {
  await scope.sql`select pg_advisory_xact_lock(hashtextextended(${`auto-renewals:${scope.organizationId}`}, 0))`
  const due = (await autoRenewalsDue(scope, asOf)).filter(({ channel }) => channel !== null)
  if (due.length === 0) return 0
  const sender = await organizationForNotice(scope)
  const announced = due.map((one) => ({ ...one, token: randomBytes(18).toString("base64url") }))
  await scope.sql`
    insert into auto_renewal (organization_id, contract_id, offer_id, copies, amount_yen, announced_on, charge_on, next_try_on,
      token_hash, token_sealed)
    select ${scope.organizationId}, given.contract_id, given.offer_id, given.copies, given.amount_yen, ${asOf}::date, given.charge_on,
      given.charge_on, given.token_hash, given.token_sealed
    from unnest(${announced.map(({ contractId }) => contractId)}::uuid[], ${announced.map(({ offerId }) => offerId)}::uuid[],
      ${announced.map(({ copies }) => copies)}::integer[], ${announced.map(({ amountYen }) => amountYen)}::bigint[],
      ${announced.map(({ chargeOn }) => chargeOn)}::date[], ${announced.map(({ token }) => renewalTokenHash(token))}::text[],
      ${announced.map(({ token }) => seal(token))}::text[])
      as given (contract_id, offer_id, copies, amount_yen, charge_on, token_hash, token_sealed)
    -- One that was stopped and is wanted again is announced anew; its attempts go on counting, for their keys have been used.
    on conflict (organization_id, contract_id) do update set offer_id = excluded.offer_id, copies = excluded.copies,
      amount_yen = excluded.amount_yen, announced_on = excluded.announced_on, charge_on = excluded.charge_on,
      next_try_on = excluded.next_try_on, state = 'announced', token_hash = excluded.token_hash, token_sealed = excluded.token_sealed
    where auto_renewal.state = 'withdrawn'`
  const wordings = await wordingsInForce(scope)
  const mailed = announced.filter(({ channel }) => channel === "mail")
  const queued = mailed.map((one) => ({
    ...announcementMail({ ...one, url: `${publicUrl()}/o/${sender.code}/renew/${one.token}` }, sender, wordings),
    ...{ kind: "auto-renewal", dedupeKey: `auto-renewal:${one.contractNumber}:${asOf}`, recipient: one.email },
    memberId: one.memberId,
  }))
  const outboxIds = await queueMails(scope, queued)
  const mailOf = new Map(
    mailed.map((one, at) => [one.contractId, { id: outboxIds[at] ?? null, wordingId: queued[at]?.wordingId ?? null }]),
  )
  // One that was withdrawn and is announced anew on the same day has been told already.
  await scope.sql`
    insert into auto_renewal_notice (organization_id, contract_id, kind, attempt, sent_on, channel, outbox_id, wording_id)
    select ${scope.organizationId}, given.contract_id, 'announcement', 0, ${asOf}::date, given.channel, given.outbox_id, given.wording_id
    from unnest(${announced.map(({ contractId }) => contractId)}::uuid[], ${announced.map(({ channel }) => channel)}::text[],
      ${announced.map(({ contractId }) => mailOf.get(contractId)?.id ?? null)}::uuid[],
      ${announced.map(({ contractId }) => mailOf.get(contractId)?.wordingId ?? null)}::uuid[])
      as given (contract_id, channel, outbox_id, wording_id)
    on conflict (organization_id, contract_id, kind, attempt, sent_on) do nothing`
  await audit(scope, "announce-auto-renewals", asOf, { terms: due.length, letters: announced.length - mailed.length })
  return due.length
}
