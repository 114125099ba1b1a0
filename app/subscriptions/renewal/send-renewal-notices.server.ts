import { createHash, randomBytes } from "node:crypto"
import { organizationForNotice, type NoticeSender } from "#app/notices/organization-for-notice.server.ts"
import { addressesFor, type PostalAddress } from "#app/subscriptions/renewal/addresses-for-letters.server.ts"
import { renewalLetter, renewalMail } from "#app/subscriptions/renewal/renewal-words.ts"
import { type RenewalDue, renewalsDue } from "#app/subscriptions/renewal/renewals-due.server.ts"
import { type Wordings, wordingsInForce } from "#app/notices/wordings-in-force.server.ts"
import { queueMails } from "#app/notices/queue-mail.server.ts"
import { printLetters } from "#app/notices/print-letters.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/** Only the hash of a personal form's token is kept. */
export const renewalTokenHash = (token: string): string => createHash("sha256").update(token).digest("hex")

type Addressed = RenewalDue & { token: string; url: string }
export type SentNotices = Readonly<{ mails: number; letters: number; skipped: number; letterFileId: string | null }>

/**
 * Sends the renewal series' notices of a JST date (継続案内, B1, B2): each step once to each term, by mail into the outbox or by post
 * as one PDF of letters, with the address of the reader's own form. A second run of the same day sends nothing.
 */
export async function sendRenewalNotices(scope: Scope, asOf: CalendarDate): Promise<SentNotices> {
  // One sender at a time: two would find the same steps due.
  await scope.sql`select pg_advisory_xact_lock(hashtextextended(${`renewal-notices:${scope.organizationId}`}, 0))`
  const due = await renewalsDue(scope, asOf)
  const sender = await organizationForNotice(scope)
  const wordings = await wordingsInForce(scope)
  const addressed = due.map((one) => {
    const token = randomBytes(18).toString("base64url")
    return { ...one, token, url: `${publicUrl()}/o/${sender.code}/renew/${token}` }
  })
  const mails = addressed.filter(({ channel }) => channel === "mail")
  const letters = addressed.filter(({ channel }) => channel === "post")
  const queued = mails.map((one) => ({
    ...renewalMail(one, sender, wordings),
    ...{ kind: "renewal", dedupeKey: `renewal:${one.contractNumber}:${one.step}`, recipient: one.email },
    memberId: one.memberId,
  }))
  const outboxIds = await queueMails(scope, queued)
  const printed = await printRenewals(scope, { letters, sender, asOf, wordings })
  const letterFileId = printed.fileId
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
      wordingId: printed.wordingOf.get(one.contractId) ?? null,
    })),
  ])
  const skipped = due.length - mails.length - letters.length
  const counts = { mails: mails.length, letters: letters.length, skipped }
  if (mails.length + letters.length > 0) await audit(scope, "send-renewal-notices", asOf, counts)
  return { ...counts, letterFileId }
}

async function printRenewals(
  scope: Scope,
  print: { letters: readonly Addressed[]; sender: NoticeSender; asOf: CalendarDate; wordings: Wordings },
): Promise<{ fileId: string | null; wordingOf: ReadonlyMap<string, string | null> }> {
  const { letters, sender, asOf, wordings } = print
  if (letters.length === 0) return { fileId: null, wordingOf: new Map() }
  const addresses = await addressesFor(
    scope,
    letters.map(({ memberId }) => memberId),
  )
  const pages = letters.flatMap((one) => {
    const address: PostalAddress | undefined = addresses.get(one.memberId)
    return address ? [{ id: one.contractId, ...renewalLetter(one, { sender, address, asOf, wordings }) }] : []
  })
  const fileId = await printLetters(scope, {
    ...{ kind: "renewal", name: `renewal-letters-${asOf}` },
    letters: pages.map(({ letter }) => letter),
  })
  return { fileId, wordingOf: new Map(pages.map(({ id, wordingId }) => [id, wordingId])) }
}

type Kept = Addressed & {
  outboxId: string | null
  fileId: string | null
  page: number | null
  wordingId: string | null
}

/** The form's address works for half a year: beyond it the term is too old to go on with. */
const keepNotices = (scope: Scope, asOf: CalendarDate, sent: readonly Kept[]) => scope.sql`
  insert into renewal_notice (organization_id, contract_id, step, channel, token_hash, outbox_id, letter_file_id, letter_page, sent_on,
    expires_on, wording_id)
  select ${scope.organizationId}, given.contract_id, given.step, given.channel, given.token_hash, given.outbox_id, given.file_id,
    given.page, ${asOf}::date, ${asOf}::date + 180, given.wording_id
  from unnest(${sent.map(({ contractId }) => contractId)}::uuid[], ${sent.map(({ step }) => step)}::integer[],
    ${sent.map(({ channel }) => channel)}::text[], ${sent.map(({ token }) => renewalTokenHash(token))}::text[],
    ${sent.map(({ outboxId }) => outboxId)}::uuid[], ${sent.map(({ fileId }) => fileId)}::uuid[],
    ${sent.map(({ page }) => page)}::integer[], ${sent.map(({ wordingId }) => wordingId)}::uuid[])
    as given (contract_id, step, channel, token_hash, outbox_id, file_id, page, wording_id)`
