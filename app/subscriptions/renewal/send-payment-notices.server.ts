import { wordingsInForce } from "#app/notices/wordings-in-force.server.ts"
import { queueMails } from "#app/notices/queue-mail.server.ts"
import { printLetters } from "#app/notices/print-letters.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { log } from "#app/platform/log.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { stopContract } from "#app/subscriptions/contract/stop-contract.server.ts"
import { addressesFor } from "#app/subscriptions/renewal/addresses-for-letters.server.ts"
import { organizationForNotice } from "#app/notices/organization-for-notice.server.ts"
import { type OwingContract, type PaymentDue, paymentsDue } from "#app/subscriptions/renewal/payments-due.server.ts"
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
 * Reminds of unpaid terms on a JST date (入金案内, B4) and stops those that the rules stop; each step once for each contract, of a set
 * (セット) one reminder for its order. `stopped` counts contracts. A second run of the same day does nothing.
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
    ...{ kind: "payment-notice", dedupeKey: `payment-notice:${firstOf(one)}:${one.step}`, recipient: one.email },
    memberId: one.memberId,
  }))
  const outboxIds = await queueMails(scope, queued)
  const addresses = await addressesFor(
    scope,
    letters.map(({ memberId }) => memberId),
  )
  const pages = letters.flatMap((one) => {
    const address = addresses.get(one.memberId)
    return address ? [{ id: firstOf(one), ...paymentLetter(one, { sender, address, asOf, wordings }) }] : []
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
      wordingId: wordingOf.get(firstOf(one)) ?? null,
    })),
    ...stops.map((one) => ({ ...one, outboxId: null, fileId: null, page: null, wordingId: null })),
  ])
  const counts = {
    mails: mails.length,
    letters: letters.length,
    stopped: stops.reduce((sum, { contracts }) => sum + contracts.length, 0),
  }
  if (due.length > 0) await audit(scope, "send-payment-notices", asOf, counts)
  return { ...counts, letterFileId }
}

/** The number under which a notice goes out: a set is asked for under that of the first of its contracts. */
const firstOf = ({ contracts }: PaymentDue): string => contracts[0]?.contractNumber ?? ""

/** Those that the rules stop; one that has ended or been paid since it was found stops nobody else's. Few on one day, each with its locks. */
async function stopped(scope: Scope, due: readonly PaymentDue[]): Promise<PaymentDue[]> {
  const done: PaymentDue[] = []
  for (const one of due) {
    const contracts: OwingContract[] = []
    for (const contract of one.contracts) {
      try {
        await stopContract(scope, { contractId: contract.contractId, note: "入金案内の規則による停止" })
        contracts.push(contract)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        log("warning", "contract not stopped", { contract: contract.contractNumber, why: error.code })
      }
    }
    if (contracts.length > 0) done.push({ ...one, contracts })
  }
  return done
}

type Kept = PaymentDue & {
  outboxId: string | null
  fileId: string | null
  page: number | null
  wordingId: string | null
}

/** A row for each contract: those of a set name the same mail or page, each with what it owed. */
async function keepNotices(scope: Scope, asOf: CalendarDate, sent: readonly Kept[]): Promise<void> {
  const rows = sent.flatMap(({ contracts, ...notice }) => contracts.map((contract) => ({ ...notice, ...contract })))
  await scope.sql`
    insert into payment_notice (organization_id, contract_id, step, channel, outbox_id, letter_file_id, letter_page, sent_on, owed_yen,
      wording_id)
    select ${scope.organizationId}, given.contract_id, given.step, given.channel, given.outbox_id, given.file_id, given.page,
      ${asOf}::date, given.owed_yen, given.wording_id
    from unnest(${rows.map(({ contractId }) => contractId)}::uuid[], ${rows.map(({ step }) => step)}::integer[],
      ${rows.map(({ channel }) => channel)}::text[], ${rows.map(({ outboxId }) => outboxId)}::uuid[],
      ${rows.map(({ fileId }) => fileId)}::uuid[], ${rows.map(({ page }) => page)}::integer[],
      ${rows.map(({ owedYen }) => owedYen)}::bigint[], ${rows.map(({ wordingId }) => wordingId)}::uuid[])
      as given (contract_id, step, channel, outbox_id, file_id, page, owed_yen, wording_id)`
}
