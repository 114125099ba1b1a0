import { contractLines, type RatePart } from "#app/billing/papers/contract-lines.server.ts"
import { type DueToInvoice, dueOnBy, type TermsRow } from "#app/billing/papers/due-to-invoice.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import { type ContractId, idOf } from "#app/values/ids.ts"

type Row = TermsRow & {
  id: string
  number: string
  payer_id: string
  payer_number: string
  locale: "ja" | "en"
  owed_yen: number
  invoices: number
  parts: readonly RatePart[]
  bundle_order: string | null
}

/**
 * Contracts to be paid by invoice for what no invoice asks yet (請求書払い; 口座振替 of payers with a live account, whose debit pays an invoice; コンビニ
 * of payers whose terms say 払込票), with the line that bills it: all, or what is owed anew after an invoice was lowered (復活). With a payer's closing day those opened
 * up to it go together; what the older system billed (移行) is not billed again. `contractId` asks for one contract, whatever its way of payment.
 */
export async function contractsToInvoice(
  scope: Scope,
  asOf: CalendarDate,
  contractId: ContractId | null = null,
): Promise<readonly DueToInvoice[]> {
  const rows = await scope.sql<Row>`
    select contract.id, (select id from customer_order where customer_order.id = contract.order_id and bundle_id is not null) as bundle_order,
      contract.number, contract.payer_id, payer.number as payer_number, payer.locale, closing.closed_on,
      coalesce(terms.due_months, 0) as due_months, coalesce(terms.due_day, 31) as due_day,
      coalesce(setting.due_days, 30) as due_days, owed.yen - billed.yen as owed_yen, billed.invoices,
      (select coalesce(jsonb_agg(jsonb_build_object('ratePercent', percent, 'units', part.units, 'amountYen', part.yen) order by seq), '[]')
        from rates_of_term(contract.id, contract.price_yen - (owed.yen - billed.yen), contract.price_yen) as part) as parts
    from contract
    join contract_position as position on position.contract_id = contract.id
    join member as payer on payer.id = contract.payer_id
    left join payer_terms as terms on terms.member_id = contract.payer_id
    left join billing_setting as setting on setting.organization_id = contract.organization_id
    cross join lateral (select closing_on(terms.closing_day, ${asOf}::date) as closed_on) as closing
    cross join lateral (
      select (position.receivable_yen + greatest(contract.price_yen
        - (contract.price_yen - contract.tax_yen) * position.served_units / contract.units
        - contract.tax_yen * position.served_units / contract.units - position.deferred_yen, 0)
        + coalesce((select sum(amount_yen) from payment_allocation where payment_allocation.contract_id = contract.id), 0))::bigint as yen,
        (position.receivable_yen + greatest(contract.price_yen
        - (contract.price_yen - contract.tax_yen) * position.served_units / contract.units
        - contract.tax_yen * position.served_units / contract.units - position.deferred_yen, 0))::bigint as left_yen
    ) as owed
    cross join lateral (
      select (coalesce(sum(line.amount_yen), 0) - coalesce((select sum(settled.amount_yen) from invoice_settlement as settled
          where settled.contract_id = contract.id and settled.cause <> 'payment'), 0))::bigint as yen,
        count(distinct line.paper_id)::integer as invoices
      from issued_paper_line as line join issued_paper as paper on paper.id = line.paper_id
      where line.contract_id = contract.id and paper.kind = 'invoice'
    ) as billed
    where contract.state = 'active' and contract.price_yen > 0 and owed.yen > billed.yen and payer.erased_at is null
      and (contract.id = ${contractId}::uuid or (${contractId}::uuid is null
        and (contract.payment_way = 'invoice' or (contract.payment_way = 'convenience-store' and terms.has_slip)
          or (contract.payment_way = 'direct-debit' and exists (select from debit_account as account
            where account.stopped_on is null and account.member_id in (select member_family(member_kept(contract.payer_id))))))
        and contract.channel <> 'import' and owed.left_yen > 0
        and contract.opened_on <= coalesce(closing.closed_on, ${asOf}::date)))
    order by payer.number, contract.number`
  const lines = await contractLines(
    scope,
    rows.map(({ id, locale, parts }) => ({ contractId: id, locale, parts })),
  )
  return rows.map((row) => ({
    ...{ number: row.number, payerId: idOf(row.payer_id), payerNumber: row.payer_number },
    ...{ locale: row.locale, closedOn: row.closed_on, amountYen: row.owed_yen, together: row.bundle_order },
    key: row.invoices === 0 ? `contract:${row.id}` : `contract:${row.id}:${row.invoices}`,
    dueOn: dueOnBy(row, asOf),
    lines: lines.get(row.id) ?? [],
  }))
}
