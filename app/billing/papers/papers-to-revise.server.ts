import type { RatePart } from "#app/billing/papers/contract-lines.server.ts"
import type { PaperId, PaperKind } from "#app/billing/papers/paper.ts"
import type { Scope } from "#app/platform/scope.server.ts"

export type PaperToRevise = Readonly<{
  id: PaperId
  kind: PaperKind
  number: string
  addressee: string
  totalYen: number
  /** What it says, and what is right now: yen with tax by rate. */
  was: readonly Readonly<{ ratePercent: number; amountYen: number }>[]
  now: readonly Readonly<{ ratePercent: number; amountYen: number }>[]
  /** What it bills or receipts for each contract and seminar order. */
  subjects: readonly Readonly<{
    subjectId: string
    isContract: boolean
    parts: readonly RatePart[]
  }>[]
}>

/**
 * Invoices and receipts whose split by rate is no longer right, because a change of the rate was entered, altered or withdrawn, or issues or a
 * seminar moved across one, after they were issued (修正した適格請求書, 消費税法57条の4第4項). Left out, because their credit notes say what changed: papers of
 * contracts and orders that ended in part or whole, were lowered, or are billed by several invoices; and those of who was erased.
 */
export const papersToRevise = (scope: Scope, limit: number): Promise<PaperToRevise[]> => scope.sql<PaperToRevise>`
  with doubtful as (
    -- A term that runs into a change, or was billed as if it did.
    select line.paper_id from contract join issued_paper_line as line on line.contract_id = contract.id
    where contract.state = 'active' and (line.tax_rate_percent <> contract.tax_rate_percent
      or exists (select from tax_rate where kind = tax_kind(contract.tax_rate_percent) and from_on > contract.opened_on))
    union
    select line.paper_id from issued_paper_line as line join seminar_order on seminar_order.id = line.seminar_order_id
    where seminar_order.state = 'confirmed' and line.tax_rate_percent <> rate_of_fee(seminar_order.id)
    union
    select first_id from issued_paper where taxes_of_id = id
  ), paper as (
    select paper.id, paper.kind, paper.number, paper.addressee, paper.total_yen, paper.payment_id,
      coalesce((select copy.id from issued_paper as copy where copy.first_id = paper.id and copy.taxes_of_id = copy.id
        order by copy.copy_no desc limit 1), paper.id) as taxes_of_id
    from doubtful join issued_paper as paper on paper.id = doubtful.paper_id
    join member as payer on payer.id = paper.payer_id and payer.erased_at is null
    where paper.kind in ('invoice', 'receipt') and paper.copy_no = 0
  ), billed as (
    select paper.id as paper_id, paper.kind, paper.payment_id, line.contract_id, line.seminar_order_id, min(line.line_no) as line_no,
      sum(line.amount_yen)::bigint as yen, max(line.tax_rate_percent) as rate
    from paper join issued_paper_line as line on line.paper_id = paper.id
    group by paper.id, paper.kind, paper.payment_id, line.contract_id, line.seminar_order_id,
      case when num_nonnulls(line.contract_id, line.seminar_order_id) = 0 then line.line_no end
  ), split as (
    select billed.paper_id, billed.contract_id, billed.seminar_order_id, billed.line_no, billed.yen,
      (contract.state is null or contract.state = 'active') and (seminar_order.state is null or seminar_order.state = 'confirmed')
        and not exists (select from seminar_movement as kept where kept.order_id = billed.seminar_order_id and kept.cause = 'fee-kept')
        and not exists (select from invoice_settlement as settled where settled.invoice_id = billed.paper_id and settled.cause <> 'payment'
          and settled.service_bill_id is null)
        and not (billed.kind = 'invoice' and exists (select from issued_paper_line as other join issued_paper on issued_paper.id = other.paper_id
          where other.contract_id = billed.contract_id and issued_paper.kind = 'invoice' and other.paper_id <> billed.paper_id)) as is_plain,
      coalesce(case when contract.id is not null then (
        select jsonb_agg(jsonb_build_object('ratePercent', part.percent, 'units', part.units, 'amountYen', part.yen) order by part.seq)
        from (select case billed.kind when 'invoice' then contract.price_yen - billed.yen
          else paid_of_term_before(contract.id, billed.payment_id) end as above) as begins
        cross join rates_of_term(contract.id, begins.above, begins.above + billed.yen) as part) end,
        jsonb_build_array(jsonb_build_object('ratePercent', coalesce(rate_of_fee(billed.seminar_order_id), billed.rate), 'units', 1,
          'amountYen', billed.yen))) as parts
    from billed left join contract on contract.id = billed.contract_id left join seminar_order on seminar_order.id = billed.seminar_order_id
  ), wanted as (
    select paper_id, part.percent, sum(part.yen)::bigint as yen from split cross join lateral (
      select (part ->> 'ratePercent')::integer as percent, (part ->> 'amountYen')::bigint as yen from jsonb_array_elements(parts) as part
    ) as part group by paper_id, part.percent
  ), compared as (
    select paper.*,
      (select jsonb_agg(jsonb_build_object('ratePercent', rate_percent, 'amountYen', gross_yen) order by rate_percent)
        from issued_paper_rate where issued_paper_rate.paper_id = paper.taxes_of_id) as was,
      (select jsonb_agg(jsonb_build_object('ratePercent', percent, 'amountYen', yen) order by percent) from wanted where paper_id = paper.id) as now,
      (select jsonb_agg(jsonb_build_object('subjectId', coalesce(contract_id, seminar_order_id), 'isContract', contract_id is not null,
        'parts', parts) order by line_no) from split
        where paper_id = paper.id and num_nonnulls(contract_id, seminar_order_id) = 1) as subjects
    from paper where (select bool_and(is_plain) from split where paper_id = paper.id)
  )
  select id, kind, number, addressee, total_yen as "totalYen", was, now, subjects from compared where was <> now
  order by number limit ${limit}::integer`
