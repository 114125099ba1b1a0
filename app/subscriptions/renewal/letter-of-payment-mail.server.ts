import type { LetterOfMail, LostMail } from "#app/notices/lost-mail.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { addressesFor } from "#app/subscriptions/renewal/addresses-for-letters.server.ts"
import type { PaymentDue } from "#app/subscriptions/renewal/payments-due.server.ts"
import { paymentLetter } from "#app/subscriptions/renewal/renewal-words.ts"

/**
 * 入金案内 by post in the place of one that came back: the same step, with what is owed today in yen. Settled where the term was paid or has
 * ended. Reads only.
 */
export async function letterOfPaymentMail(scope: Scope, mail: LostMail): Promise<LetterOfMail> {
  const [row] = await scope.sql<PaymentDue & { isOpen: boolean }>`
    select contract.id as "contractId", contract.number as "contractNumber", member.id as "memberId", member.number as "memberNumber",
      concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as "memberName",
      publication.name as publication, offer.name as offer, contract.opened_on as "orderedOn", owed.yen as "owedYen", notice.step,
      'post' as channel, member.email, member.locale,
      contract.state = 'active' and position.deferred_yen = 0 and owed.yen > 0 as "isOpen"
    from payment_notice as notice join contract on contract.id = notice.contract_id
    join contract_position as position on position.contract_id = contract.id
    cross join lateral (
      select (contract.price_yen - (contract.price_yen - contract.tax_yen) * position.served_units / contract.units
        - contract.tax_yen * position.served_units / contract.units - position.deferred_yen + position.receivable_yen)::bigint as yen
    ) as owed
    join publication on publication.id = contract.publication_id join offer on offer.id = contract.offer_id
    join member on member.id = contract.payer_id
    where notice.outbox_id = ${mail.outboxId}::uuid`
  if (!row) return null
  const address = (await addressesFor(scope, [row.memberId])).get(row.memberId)
  return row.isOpen && address ? paymentLetter(row, { ...mail, address }).letter : "settled"
}
