import type { LetterOfMail, LostMail } from "#app/notices/lost-mail.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { addressesFor } from "#app/subscriptions/renewal/addresses-for-letters.server.ts"
import type { PaymentDue } from "#app/subscriptions/renewal/payments-due.server.ts"
import { paymentLetter } from "#app/subscriptions/renewal/renewal-words.ts"

/**
 * 入金案内 by post in the place of one that came back: the same step, with what is owed today in yen; of a set (セット) what is still owed of
 * the titles that it asked for. Settled where all was paid or has ended. Reads only.
 */
export async function letterOfPaymentMail(scope: Scope, mail: LostMail): Promise<LetterOfMail> {
  const [row] = await scope.sql<PaymentDue & { isOpen: boolean }>`
    with told as (
      select contract.*, notice.step, owed.yen as owed_yen, position.deferred_yen = 0 as is_unpaid,
        contract.state = 'active' and owed.yen > 0 as is_owing
      from payment_notice as notice join contract on contract.id = notice.contract_id
      join contract_position as position on position.contract_id = contract.id
      cross join lateral (
        select (contract.price_yen - earned_until(contract.price_yen, contract.tax_yen, contract.units, position.served_units)
          - position.deferred_yen + position.receivable_yen)::bigint as yen
      ) as owed
      where notice.outbox_id = ${mail.outboxId}::uuid
    )
    select jsonb_agg(jsonb_build_object('contractId', told.id, 'contractNumber', told.number, 'publication', publication.name,
        'owedYen', told.owed_yen) order by told.number) filter (where is_owing) as contracts,
      member.id as "memberId", member.number as "memberNumber",
      concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as "memberName",
      string_agg(publication.name, '・' order by told.number) filter (where is_owing) as publication,
      case when count(*) filter (where is_owing) = 1 then min(offer.name) filter (where is_owing) else min(bundle.name) end as offer,
      min(told.opened_on) as "orderedOn", (sum(told.owed_yen) filter (where is_owing))::bigint as "owedYen", max(told.step) as step,
      'post' as channel, member.email, member.locale, bool_or(is_owing and is_unpaid) as "isOpen"
    from told join publication on publication.id = told.publication_id join offer on offer.id = told.offer_id
    left join customer_order as sold on sold.id = told.order_id left join offer as bundle on bundle.id = sold.bundle_id
    join member on member.id = told.payer_id group by member.organization_id, member.id
    -- 名寄せ moves running terms alone: of a set whose titles have two payers since, what is open goes before.
    order by bool_or(is_owing and is_unpaid) desc`
  if (!row) return null
  const address = (await addressesFor(scope, [row.memberId])).get(row.memberId)
  return row.isOpen && address ? paymentLetter(row, { ...mail, address }).letter : "settled"
}
