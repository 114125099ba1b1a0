import type { LetterOfMail, LostMail } from "#app/notices/lost-mail.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { addressesFor } from "#app/subscriptions/renewal/addresses-for-letters.server.ts"
import { renewalLetter } from "#app/subscriptions/renewal/renewal-words.ts"
import type { RenewalDue } from "#app/subscriptions/renewal/renewals-due.server.ts"
import { renewalTokenHash } from "#app/subscriptions/renewal/send-renewal-notices.server.ts"

type Row = RenewalDue & { tokenHash: string; isOpen: boolean }

/**
 * 継続確認書 in the place of a 継続案内 that came back: the same step with the same personal page, as the term stands today. Settled where the
 * term was renewed, declined or ended, or the page has expired. Reads only.
 */
export async function letterOfRenewalMail(scope: Scope, mail: LostMail): Promise<LetterOfMail> {
  const [row] = await scope.sql<Row>`
    select contract.id as "contractId", contract.number as "contractNumber", member.id as "memberId", member.number as "memberNumber",
      concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as "memberName",
      offer_publications(offer.id) as publication, renewal_titles(contract.id, offer.id) as titles, offer.name as offer, offer.id as "offerId",
      offer.price_yen as "priceYen",
      (select sum(line.copies)::integer from contract_line as line
        where line.contract_id = contract.id and line.until_issue is null) as copies, notice.step,
      case when contract.last_issue is null then contract.units - position.served_units else contract.last_issue + 1 - (
        select coalesce(min(number) filter (where shipped_on is null and skipped_on is null), max(number) + 1)
        from issue where issue.publication_id = contract.publication_id) end as "issuesLeft",
      expected_last_issue(contract.id) as "lastIssue", 'post' as channel, 'issues-left' as reason, member.email, member.locale,
      notice.token_hash as "tokenHash",
      contract.state = 'active' and contract.renewal_declined_on is null and notice.expires_on >= ${mail.asOf}::date
        and not exists (select from contract as next where next.previous_id = contract.id and next.state = 'active') as "isOpen"
    from renewal_notice as notice join contract on contract.id = term_that_goes_on(notice.contract_id)
    join contract_position as position on position.contract_id = contract.id
    join offer on offer.id = renewal_offer(contract.id, ${mail.asOf}::date)
    join member on member.id = contract.payer_id
    where notice.outbox_id = ${mail.outboxId}::uuid`
  if (!row) return null
  const token = [...mail.text.matchAll(/\/renew\/([\w-]+)/g)]
    .map(([, found]) => found ?? "")
    .find((found) => renewalTokenHash(found) === row.tokenHash)
  const address = (await addressesFor(scope, [row.memberId])).get(row.memberId)
  if (!row.isOpen || token === undefined || !address) return "settled"
  const { sender, wordings, asOf } = mail
  const url = `${publicUrl()}/o/${sender.code}/renew/${token}`
  return renewalLetter({ ...row, url }, { sender, address, asOf, wordings }).letter
}
