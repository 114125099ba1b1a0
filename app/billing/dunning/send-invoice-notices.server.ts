import { dunningLetter, dunningMail } from "#app/billing/dunning/dunning-words.ts"
import { invoicesOverdue, type OverduePayer } from "#app/billing/dunning/invoices-overdue.server.ts"
import { addresseesForPayers } from "#app/billing/papers/addressee-for-payer.server.ts"
import { billingSettings } from "#app/billing/papers/billing-settings.server.ts"
import { organizationForNotice } from "#app/notices/organization-for-notice.server.ts"
import { wordingsInForce } from "#app/notices/wordings-in-force.server.ts"
import { queueMails } from "#app/notices/queue-mail.server.ts"
import { printLetters } from "#app/notices/print-letters.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

export type SentInvoiceNotices = Readonly<{ mails: number; letters: number; letterFileId: string | null }>

/**
 * 督促: reminds payers of invoices past their due day on a JST date, one mail or letter a payer, each level of an invoice once. A second run
 * of the same day sends nothing. Refuses nothing.
 */
export async function sendInvoiceNotices(scope: Scope, asOf: CalendarDate): Promise<SentInvoiceNotices> {
  await scope.sql`select pg_advisory_xact_lock(hashtextextended(${`invoice-notices:${scope.organizationId}`}, 0))`
  const payers = await invoicesOverdue(scope, asOf)
  const sender = await organizationForNotice(scope)
  const { bankAccount } = await billingSettings(scope)
  const sent = {
    ...{ sender, pageUrl: `${publicUrl()}/my/${sender.code}/papers`, wordings: await wordingsInForce(scope) },
    bankAccount: bankAccount.split(/\r?\n/).filter((line) => line.trim() !== ""),
  }
  const byMail = payers.filter(({ channel }) => channel === "mail")
  const byPost = payers.filter(({ channel }) => channel === "post")
  const queued = byMail.map((payer) => ({
    ...dunningMail(payer, sent),
    ...{ kind: "payment-notice", dedupeKey: dedupeKeyOf(payer), recipient: payer.email, memberId: payer.payerId },
  }))
  const outboxIds = await queueMails(scope, queued)
  const addressees = await addresseesForPayers(
    scope,
    byPost.map(({ payerId }) => payerId),
  )
  const letters = byPost.flatMap((payer) => {
    const to = addressees.get(payer.payerId)
    return to ? [{ id: payer.payerId, ...dunningLetter(payer, { ...sent, to, asOf }) }] : []
  })
  const letterFileId = await printLetters(scope, {
    ...{ kind: "dunning", name: `dunning-letters-${asOf}` },
    letters: letters.map(({ letter }) => letter),
  })
  const wordingOf = new Map(letters.map(({ id, wordingId }) => [id, wordingId]))
  await keepNotices(scope, asOf, [
    ...byMail.map((payer, at) => ({
      payer,
      outboxId: outboxIds[at] ?? null,
      fileId: null,
      page: null,
      wordingId: queued[at]?.wordingId ?? null,
    })),
    ...byPost.map((payer, at) => ({
      payer,
      outboxId: null,
      fileId: letterFileId,
      page: at + 1,
      wordingId: wordingOf.get(payer.payerId) ?? null,
    })),
  ])
  const counts = { mails: byMail.length, letters: byPost.length }
  if (counts.mails + counts.letters > 0) await audit(scope, "send-invoice-notices", asOf, counts)
  return { ...counts, letterFileId }
}

/** The invoices and levels that the mail is about: another invoice that comes due makes another mail. */
const dedupeKeyOf = ({ payerNumber, invoices }: OverduePayer): string =>
  `dunning:${payerNumber}:${invoices.flatMap(({ number, level }) => (level === null ? [] : [`${number}-${level}`])).join(",")}`

type Kept = Readonly<{
  payer: OverduePayer
  outboxId: string | null
  fileId: string | null
  page: number | null
  wordingId: string | null
}>

async function keepNotices(scope: Scope, asOf: CalendarDate, kept: readonly Kept[]): Promise<void> {
  const rows = kept.flatMap(({ payer, ...how }) =>
    payer.invoices.flatMap(({ invoiceId, level, leftYen }) =>
      level === null ? [] : [{ ...how, invoiceId, level, leftYen, channel: payer.channel }],
    ),
  )
  await scope.sql`
    insert into invoice_notice (organization_id, invoice_id, level, channel, outbox_id, letter_file_id, letter_page, sent_on, left_yen,
      wording_id)
    select ${scope.organizationId}, given.invoice_id, given.level, given.channel, given.outbox_id, given.file_id, given.page,
      ${asOf}::date, given.left_yen, given.wording_id
    from unnest(${rows.map(({ invoiceId }) => invoiceId)}::uuid[], ${rows.map(({ level }) => level)}::integer[],
      ${rows.map(({ channel }) => channel)}::text[], ${rows.map(({ outboxId }) => outboxId)}::uuid[],
      ${rows.map(({ fileId }) => fileId)}::uuid[], ${rows.map(({ page }) => page)}::integer[],
      ${rows.map(({ leftYen }) => leftYen)}::bigint[], ${rows.map(({ wordingId }) => wordingId)}::uuid[])
      as given (invoice_id, level, channel, outbox_id, file_id, page, left_yen, wording_id)`
}
