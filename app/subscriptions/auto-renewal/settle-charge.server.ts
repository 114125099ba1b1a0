import { recordPayment } from "#app/billing/record-payment.server.ts"
import type { ChargeOutcome } from "#app/billing/stripe/charge-card.server.ts"
import { wordingsInForce } from "#app/notices/wordings-in-force.server.ts"
import { queueMails } from "#app/notices/queue-mail.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { unseal } from "#app/platform/seal.server.ts"
import { failureMail } from "#app/subscriptions/auto-renewal/auto-renewal-words.ts"
import { renewContract } from "#app/subscriptions/contract/renew-contract.server.ts"
import { organizationForNotice } from "#app/notices/organization-for-notice.server.ts"
import { addDays, type CalendarDate } from "#app/values/calendar.ts"
import { idOf } from "#app/values/ids.ts"

/** Days from a declined charge to the next attempt (再請求); after the last the reader is asked as by the renewal series. */
const RETRY_DAYS = [3, 5, 7] as const

type Row = {
  contract_id: string
  contract_number: string
  payer_id: string
  offer_id: string
  amount_yen: number
  attempts: number
  token_sealed: string
  renewable: boolean
  publication: string
  member_name: string
  email: string
  locale: "ja" | "en"
  last4: string
  has_mail: boolean
  has_address: boolean
}

export type SettledCharge = "renewed" | "refund-due" | "declined" | "fallen-back" | "already-settled" | "pending"

/**
 * Brings the answer to a charge into the books, once: the next term with its payment (entry 2), or the next attempt and a mail with the
 * page that mends it. Money for a term that was renewed otherwise in the meantime becomes 仮受金 (entry 18), to be given back.
 */
export async function settleCharge(
  scope: Scope,
  charge: Readonly<{ idempotencyKey: string; outcome: ChargeOutcome; on: CalendarDate }>,
): Promise<SettledCharge> {
  const { outcome, idempotencyKey } = charge
  if (outcome.kind === "pending") return "pending"
  const row = await lockRenewal(scope, idempotencyKey)
  if (row === null) return "already-settled"
  if (outcome.kind === "declined") return fail(scope, row, { idempotencyKey, code: outcome.code, on: charge.on })
  await scope.sql`
    update stripe_request set state = 'paid', payment_intent_id = ${outcome.paymentIntentId}
    where idempotency_key = ${idempotencyKey}`
  await scope.sql`
    update auto_renewal set state = 'renewed', next_try_on = null, attempts = attempts + 1
    where contract_id = ${row.contract_id}::uuid`
  const payment = {
    ...{ way: "card" as const, amountYen: outcome.amountYen, receivedOn: outcome.paidOn },
    ...{ externalKey: outcome.paymentIntentId, cardBrand: outcome.cardBrand, cardLast4: outcome.cardLast4 },
  }
  if (!row.renewable) {
    await recordPayment(scope, { ...payment, payerId: idOf(row.payer_id), orderId: null, contract: null })
    await audit(scope, "second-payment", row.contract_number, { amountYen: outcome.amountYen })
    return "refund-due"
  }
  await renewContract(scope, {
    ...{ contractId: row.contract_id, offerId: row.offer_id, channel: "auto-renewal", paymentWay: "card" },
    ...{ effort: null, totalYen: row.amount_yen, autoRenewal: true, payment },
  })
  return "renewed"
}

/** The renewal of an open request, locked; null where its answer has been brought in already. */
async function lockRenewal(scope: Scope, idempotencyKey: string): Promise<Row | null> {
  const [request] = await scope.sql<{ state: string }>`
    select state from stripe_request where idempotency_key = ${idempotencyKey} and operation = 'charge' for update`
  if (request?.state !== "open") return null
  const [row] = await scope.sql<Row>`
    select renewal.contract_id, contract.number as contract_number, contract.payer_id, renewal.offer_id, renewal.amount_yen,
      renewal.attempts, renewal.token_sealed, offer_publications(renewal.offer_id) as publication,
      member.email, member.locale,
      member.email <> '' and member.email_normal not in (select address from undeliverable_addresses(${scope.now})) as has_mail,
      member.postal_code <> '' and member.street <> '' as has_address,
      concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as member_name,
      coalesce((select last4 from card_on_file as card where card.member_id = contract.payer_id), '') as last4,
      may_be_renewed(contract.id, renewal.offer_id) as renewable
    from stripe_request as request join auto_renewal as renewal on renewal.contract_id = request.contract_id
    join contract on contract.id = renewal.contract_id
    join member on member.id = contract.payer_id
    where request.idempotency_key = ${idempotencyKey}`
  if (!row) throw new Error(`the charge ${idempotencyKey} has no renewal`)
  return row
}

async function fail(
  scope: Scope,
  row: Row,
  refused: Readonly<{ idempotencyKey: string; code: string; on: CalendarDate }>,
): Promise<"declined" | "fallen-back"> {
  const wait = RETRY_DAYS[row.attempts]
  const nextTryOn = wait === undefined || !row.renewable ? null : addDays(refused.on, wait)
  await scope.sql`
    update stripe_request set state = 'declined', decline_code = ${refused.code} where idempotency_key = ${refused.idempotencyKey}`
  await scope.sql`
    update auto_renewal set attempts = attempts + 1, decline_code = ${refused.code}, next_try_on = ${nextTryOn}::date,
      state = case when ${nextTryOn}::date is null then 'fallen-back' else 'retrying' end
    where contract_id = ${row.contract_id}::uuid`
  if (nextTryOn === null) {
    await scope.sql`
      update contract set auto_renewal = false
      where id = ${row.contract_id}::uuid or id in (select contract_id from terms_to_renew(${row.contract_id}::uuid, ${row.offer_id}::uuid))`
  }
  await tellOfFailure(scope, row, { ...refused, nextTryOn })
  await audit(scope, "charge-declined", row.contract_number, { code: refused.code, attempt: row.attempts + 1 })
  return nextTryOn === null ? "fallen-back" : "declined"
}

/** By mail, or by a letter that waits for the day's print where mail does not reach him; the attempt is told once. */
async function tellOfFailure(
  scope: Scope,
  row: Row,
  refused: Readonly<{ idempotencyKey: string; on: CalendarDate; nextTryOn: CalendarDate | null }>,
) {
  const attempt = row.attempts + 1
  if (!row.has_mail && row.has_address) {
    await scope.sql`
      insert into auto_renewal_notice (organization_id, contract_id, kind, attempt, sent_on, channel)
      values (${scope.organizationId}, ${row.contract_id}::uuid, 'charge-failed', ${attempt}, ${refused.on}::date, 'post')`
    return
  }
  if (row.email === "") return
  const sender = await organizationForNotice(scope)
  const url = `${publicUrl()}/o/${sender.code}/renew/${unseal(row.token_sealed)}`
  const facts = { contractNumber: row.contract_number, memberName: row.member_name, publication: row.publication }
  const given = { ...facts, locale: row.locale, amountYen: row.amount_yen, cardLast4: row.last4, url }
  const mail = failureMail({ ...given, nextTryOn: refused.nextTryOn }, sender, await wordingsInForce(scope))
  const [outboxId] = await queueMails(scope, [
    {
      ...mail,
      ...{ kind: "auto-renewal", dedupeKey: `charge-failed:${refused.idempotencyKey}`, recipient: row.email },
      memberId: row.payer_id,
    },
  ])
  await scope.sql`
    insert into auto_renewal_notice (organization_id, contract_id, kind, attempt, sent_on, channel, outbox_id, wording_id)
    values (${scope.organizationId}, ${row.contract_id}::uuid, 'charge-failed', ${attempt}, ${refused.on}::date, 'mail',
      ${outboxId ?? null}::uuid, ${mail.wordingId}::uuid)`
}
