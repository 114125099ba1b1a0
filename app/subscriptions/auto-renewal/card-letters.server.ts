import { publicUrl } from "#app/platform/public-url.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { unseal } from "#app/platform/seal.server.ts"
import { announcementLetter, failureLetter } from "#app/subscriptions/auto-renewal/auto-renewal-words.ts"
import { addressesFor } from "#app/subscriptions/renewal/addresses-for-letters.server.ts"
import type { NoticeSender } from "#app/notices/organization-for-notice.server.ts"
import type { Wordings } from "#app/notices/wordings-in-force.server.ts"
import type { RenewedTitle } from "#app/subscriptions/renewal/renewed-title.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import type { Letter } from "#templates/pdf/letter-pdf.ts"

type Row = Readonly<{
  contractId: string
  kind: "announcement" | "charge-failed"
  attempt: number
  sentOn: string
  contractNumber: string
  memberId: string
  memberNumber: string
  memberName: string
  locale: "ja" | "en"
  publication: string
  offer: string
  units: number
  copies: number
  amountYen: number
  lastIssue: number
  titles: readonly RenewedTitle[]
  chargeOn: CalendarDate
  nextTryOn: CalendarDate | null
  cardBrand: string
  cardLast4: string
  tokenSealed: string
}>

export type CardLetter = Pick<Row, "contractId" | "kind" | "attempt" | "sentOn"> &
  Readonly<{ letter: Letter; wordingId: string | null }>

type Post = Readonly<{ sender: NoticeSender; wordings: Wordings; asOf: CalendarDate }>

/**
 * Notices of renewals by card as letters, as the renewals stand now: those that wait for the print, or the one in the place of a mail.
 * Of a renewal that was withdrawn, made or, for its announcement, charged already there is none. Reads only.
 */
export async function cardLetters(
  scope: Scope,
  of: Readonly<{ outboxId: string }> | "waiting",
  post: Post,
): Promise<readonly CardLetter[]> {
  const outboxId = of === "waiting" ? null : of.outboxId
  const rows = await scope.sql<Row>`
    select notice.contract_id as "contractId", notice.kind, notice.attempt, notice.sent_on as "sentOn",
      contract.number as "contractNumber", member.id as "memberId", member.number as "memberNumber",
      concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as "memberName",
      member.locale, offer_publications(offer.id) as publication, offer.name as offer, offer.units,
      renewal_titles(contract.id, offer.id) as titles, renewal.copies,
      renewal.amount_yen as "amountYen", expected_last_issue(contract.id) as "lastIssue", renewal.charge_on as "chargeOn",
      renewal.next_try_on as "nextTryOn", coalesce(card.brand, '') as "cardBrand", coalesce(card.last4, '') as "cardLast4",
      renewal.token_sealed as "tokenSealed"
    from auto_renewal_notice as notice join auto_renewal as renewal on renewal.contract_id = notice.contract_id
    join contract on contract.id = notice.contract_id
    join offer on offer.id = renewal.offer_id join member on member.id = contract.payer_id
    left join card_on_file as card on card.member_id = contract.payer_id
    where case when ${outboxId}::uuid is null then notice.channel = 'post' and notice.letter_file_id is null
        else notice.outbox_id = ${outboxId}::uuid end
      and may_be_renewed(contract.id, renewal.offer_id)
      and case notice.kind when 'announcement' then renewal.state = 'announced' and renewal.announced_on = notice.sent_on
        else renewal.state in ('retrying', 'fallen-back') and renewal.attempts = notice.attempt end
    order by contract.number, notice.kind, notice.attempt`
  const addresses = await addressesFor(
    scope,
    rows.map(({ memberId }) => memberId),
  )
  return rows.flatMap((row) => {
    const address = addresses.get(row.memberId)
    if (!address) return []
    const url = `${publicUrl()}/o/${post.sender.code}/renew/${unseal(row.tokenSealed)}`
    const made = (row.kind === "announcement" ? announcementLetter : failureLetter)(
      { ...row, url },
      { ...post, address },
    )
    return [{ contractId: row.contractId, kind: row.kind, attempt: row.attempt, sentOn: row.sentOn, ...made }]
  })
}
