import { dunningLetter } from "#app/billing/dunning/dunning-words.ts"
import type { OverduePayer } from "#app/billing/dunning/invoices-overdue.server.ts"
import { addresseesForPayers } from "#app/billing/papers/addressee-for-payer.server.ts"
import { billingSettings } from "#app/billing/papers/billing-settings.server.ts"
import type { LetterOfMail, LostMail } from "#app/notices/lost-mail.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/**
 * 督促状 in the place of a 督促 that came back: the same levels of those of its invoices that are still open, in yen. Settled where all are
 * paid, or somebody talks with the payer. Reads only.
 */
export async function letterOfDunningMail(scope: Scope, mail: LostMail): Promise<LetterOfMail> {
  const [payer] = await scope.sql<OverduePayer & { isOpen: boolean }>`
    select member.id as "payerId", member.number as "payerNumber",
      concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as "payerName",
      max(notice.level) as level, 'post' as channel, member.email, member.locale,
      coalesce(jsonb_agg(jsonb_build_object('invoiceId', item.invoice_id, 'number', item.number, 'issuedOn', item.issued_on,
        'dueOn', item.due_on, 'leftYen', item.left_yen, 'level', notice.level) order by item.due_on, item.number)
        filter (where item.left_yen > 0), '[]') as invoices, coalesce(sum(item.left_yen), 0)::bigint as "leftYen",
      sum(item.left_yen) > 0 and not coalesce(bool_or(terms.is_not_dunned), false) as "isOpen"
    from invoice_notice as notice join invoice_open_item as item on item.invoice_id = notice.invoice_id
    join member on member.id = item.payer_id left join payer_terms as terms on terms.member_id = member.id
    where notice.outbox_id = ${mail.outboxId}::uuid group by member.organization_id, member.id`
  if (!payer) return null
  const to = (await addresseesForPayers(scope, [payer.payerId])).get(payer.payerId)
  if (!payer.isOpen || !to) return "settled"
  const { bankAccount } = await billingSettings(scope)
  const lines = bankAccount.split(/\r?\n/).filter((line) => line.trim() !== "")
  const pageUrl = `${publicUrl()}/my/${mail.sender.code}/papers`
  return dunningLetter(payer, { ...mail, bankAccount: lines, pageUrl, to }).letter
}
