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
  rate: number
  /** What of it is for issues at another rate: their number, amount and rate. */
  later_units: number
  later_yen: number
  later_rate: number | null
  copies: number
  units: number
  title: string
  title_english: string
  first_label: string
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
      coalesce(setting.due_days, 30) as due_days, owed.yen - billed.yen as owed_yen, billed.invoices, contract.tax_rate_percent as rate, contract.units,
      coalesce(later.units, 0) as later_units, least(coalesce(later.yen, 0), owed.yen - billed.yen)::bigint as later_yen, later.percent as later_rate,
      coalesce((select sum(copies) from contract_line where contract_line.contract_id = contract.id
        and contract_line.until_issue is null), 1)::integer as copies,
      publication.name || ' ' || offer.name as title,
      coalesce(nullif(publication.name_english, ''), publication.name) || ' ' || coalesce(nullif(offer.name_english, ''), offer.name)
        as title_english,
      coalesce((select label from issue where issue.publication_id = contract.publication_id
        and issue.number = contract.start_issue), '第' || contract.start_issue || '号') as first_label
    from contract
    join contract_position as position on position.contract_id = contract.id
    join member as payer on payer.id = contract.payer_id
    join publication on publication.id = contract.publication_id
    join offer on offer.id = contract.offer_id
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
    left join lateral (
      -- Issues planned or shipped before a change of the rate are billed at the old one, those after it at the new.
      select change.percent, contract.units - before.units as units,
        contract.price_yen - earned_until(contract.price_yen, contract.tax_yen, contract.units, before.units) as yen
      from tax_rate as change
      cross join lateral (
        select least(contract.units, contract.opening_units + (select count(*) from served_unit join issue_run on issue_run.id = issue_run_id
            where served_unit.contract_id = contract.id and issue_run.ships_on < change.from_on)
          + coalesce((select sum(coalesce(issue.consume_units, publication.consume_units_per_issue)) from issue
            where issue.publication_id = contract.publication_id and issue.number >= contract.start_issue and issue.shipped_on is null
              and issue.skipped_on is null and issue.ships_on < change.from_on
              and (issue.number - contract.start_issue) % contract.ship_every = 0), 0))::integer as units
      ) as before
      where change.kind = tax_kind(contract.tax_rate_percent) and change.from_on > contract.opened_on and change.keeps_old_rate = 'none'
        and change.percent <> contract.tax_rate_percent and before.units < contract.units
      order by change.from_on limit 1
    ) as later on true
    where contract.state = 'active' and contract.price_yen > 0 and owed.yen > billed.yen and payer.erased_at is null
      and (contract.id = ${contractId}::uuid or (${contractId}::uuid is null
        and (contract.payment_way = 'invoice' or (contract.payment_way = 'convenience-store' and terms.has_slip)
          or (contract.payment_way = 'direct-debit' and exists (select from debit_account as account
            where account.stopped_on is null and account.member_id in (select member_family(member_kept(contract.payer_id))))))
        and contract.channel <> 'import' and owed.left_yen > 0
        and contract.opened_on <= coalesce(closing.closed_on, ${asOf}::date)))
    order by payer.number, contract.number`
  return rows.map((row) => toInvoice(row, asOf))
}

function toInvoice(row: Row, asOf: CalendarDate): DueToInvoice {
  const contractId = idOf<"contract">(row.id)
  const isEnglish = row.locale === "en"
  return {
    ...{ number: row.number, payerId: idOf(row.payer_id), payerNumber: row.payer_number },
    ...{ locale: row.locale, closedOn: row.closed_on, amountYen: row.owed_yen, together: row.bundle_order },
    key: row.invoices === 0 ? `contract:${row.id}` : `contract:${row.id}:${row.invoices}`,
    dueOn: dueOnBy(row, asOf),
    lines: partsOf(row).map(({ amountYen, ratePercent, units }) => {
      const quantity = amountYen % row.copies === 0 ? row.copies : 1
      return {
        description: `${isEnglish ? row.title_english : row.title} (${row.number})`,
        supplied: suppliedText(row, units),
        ...{ quantity, unitYen: amountYen / quantity, taxRatePercent: ratePercent, subject: { contractId } },
      }
    }),
  }
}

/** One part for each rate: issues before a change and after it. */
function partsOf(row: Row): readonly { amountYen: number; ratePercent: number; units: number }[] {
  const { later_rate: laterRate, later_yen: laterYen, later_units: laterUnits } = row
  const whole = { amountYen: row.owed_yen, ratePercent: row.rate, units: row.units }
  if (laterRate === null || laterYen === 0) return [whole]
  const later = { amountYen: laterYen, ratePercent: laterRate, units: laterUnits }
  const before = { ...whole, amountYen: row.owed_yen - laterYen, units: row.units - laterUnits }
  return before.amountYen === 0 ? [later] : [before, later]
}

function suppliedText(row: Row, units: number): string {
  const all =
    row.locale === "en" ? `${row.units} issues from ${row.first_label}` : `${row.first_label}から${row.units}回`
  if (units === row.units) return all
  return row.locale === "en" ? `${units} of ${all}` : `${all}のうち${units}回`
}
