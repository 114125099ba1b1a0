import { wordingsInForce } from "#app/notices/wordings-in-force.server.ts"
import { queueMails } from "#app/notices/queue-mail.server.ts"
import { printLetters } from "#app/notices/print-letters.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { log } from "#app/platform/log.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { stopContract } from "#app/subscriptions/contract/stop-contract.server.ts"
import { addressesFor } from "#app/subscriptions/renewal/addresses-for-letters.server.ts"
import { organizationForNotice } from "#app/notices/organization-for-notice.server.ts"
import { type PaymentDue, paymentsDue } from "#app/subscriptions/renewal/payments-due.server.ts"
import { paymentLetter, paymentMail } from "#app/subscriptions/renewal/renewal-words.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import { Refusal } from "#app/values/refusal.ts"

export type SentPaymentNotices = Readonly<{
  mails: number
  letters: number
  stopped: number
  letterFileId: string | null
}>

/**
 * Reminds of unpaid terms on a JST date (入金案内, B4) and stops those that the rules stop; each step once for each contract. A second
 * run of the same day does nothing.
 */
export async function sendPaymentNotices(scope: Scope, asOf: CalendarDate): Promise<SentPaymentNotices> {
  await scope.sql`select pg_advisory_xact_lock(hashtextextended(${`payment-notices:${scope.organizationId}`}, 0))`
  const due = await paymentsDue(scope, asOf)
  const sender = await organizationForNotice(scope)
  const wordings = await wordingsInForce(scope)
  const mails = due.filter(({ channel }) => channel === "mail")
  const letters = due.filter(({ channel }) => channel === "post")
  const stops = await stopped(
    scope,
    due.filter(({ channel }) => channel === "stop"),
  )
  const queued = mails.map((one) => ({
    ...paymentMail(one, sender, wordings),
    ...{ kind: "payment-notice", dedupeKey: `payment-notice:${one.contractNumber}:${one.step}`, recipient: one.email },
    memberId: one.memberId,
  }))
  const outboxIds = await queueMails(scope, queued)
  const addresses = await addressesFor(
    scope,
    letters.map(({ memberId }) => memberId),
  )
  const pages = letters.flatMap((one) => {
    const address = addresses.get(one.memberId)
    return address ? [{ id: one.contractId, ...paymentLetter(one, { sender, address, asOf, wordings }) }] : []
  })
  const letterFileId = await printLetters(scope, {
    ...{ kind: "payment", name: `payment-letters-${asOf}` },
    letters: pages.map(({ letter }) => letter),
  })
  const wordingOf = new Map(pages.map(({ id, wordingId }) => [id, wordingId]))
  await keepNotices(scope, asOf, [
    ...mails.map((one, at) => ({
      ...one,
      outboxId: outboxIds[at] ?? null,
      fileId: null,
      page: null,
      wordingId: queued[at]?.wordingId ?? null,
    })),
    ...letters.map((one, at) => ({
      ...one,
      outboxId: null,
      fileId: letterFileId,
      page: at + 1,
      wordingId: wordingOf.get(one.contractId) ?? null,
    })),
    ...stops.map((one) => ({ ...one, outboxId: null, fileId: null, page: null, wordingId: null })),
  ])
  const counts = { mails: mails.length, letters: letters.length, stopped: stops.length }
  if (due.length > 0) await audit(scope, "send-payment-notices", asOf, counts)
  return { ...counts, letterFileId }
}

/** Those that the rules stop; one that has ended or been paid since it was found stops nobody else's. Few on one day, each with its locks. */
async function stopped(scope: Scope, due: readonly PaymentDue[]): Promise<PaymentDue[]> {
  const done: PaymentDue[] = []
  for (const one of due) {
    try {
      await stopContract(scope, { contractId: one.contractId, note: "入金案内の規則による停止" })
      done.push(one)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      log("warning", "contract not stopped", { contract: one.contractNumber, why: error.code })
    }
  }
  return done
}

type Kept = PaymentDue & {
  outboxId: string | null
  fileId: string | null
  page: number | null
  wordingId: string | null
}

const keepNotices = (scope: Scope, asOf: CalendarDate, sent: readonly Kept[]) => scope.sql`
  insert into payment_notice (organization_id, contract_id, step, channel, outbox_id, letter_file_id, letter_page, sent_on, owed_yen,
    wording_id)
  select ${scope.organizationId}, given.contract_id, given.step, given.channel, given.outbox_id, given.file_id, given.page,
    ${asOf}::date, given.owed_yen, given.wording_id
  from unnest(${sent.map(({ contractId }) => contractId)}::uuid[], ${sent.map(({ step }) => step)}::integer[],
    ${sent.map(({ channel }) => channel)}::text[], ${sent.map(({ outboxId }) => outboxId)}::uuid[],
    ${sent.map(({ fileId }) => fileId)}::uuid[], ${sent.map(({ page }) => page)}::integer[],
    ${sent.map(({ owedYen }) => owedYen)}::bigint[], ${sent.map(({ wordingId }) => wordingId)}::uuid[])
    as given (contract_id, step, channel, outbox_id, file_id, page, owed_yen, wording_id)`
