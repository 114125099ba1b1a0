import type { Scope } from "#app/platform/scope.server.ts"

export type BooksCheck = Readonly<{
  ok: boolean
  identities: Readonly<Record<string, boolean>>
  /** What differs, at most ten places for each identity, for people to look at. */
  differences: readonly Readonly<{ identity: string; subject: string; left: number; right: number }>[]
}>

type Difference = { subject: string; left: number; right: number }
type Check = (scope: Scope) => Promise<Difference[]>

/** I1: every voucher balances; one without lines moves no contract either (a run of free copies). */
const vouchersBalance: Check = (scope) => scope.sql`
  select voucher.source_key as subject, coalesce(sum(line.amount_yen), 0)::bigint as left, count(line.line_no)::bigint as right
  from voucher left join voucher_line as line on line.voucher_id = voucher.id
  group by voucher.id, voucher.source_key having coalesce(sum(line.amount_yen), 0) <> 0 or (count(line.line_no) = 0
    and exists (select from ledger_movement where ledger_movement.voucher_id = voucher.id and (deferred_yen, receivable_yen) <> (0, 0)))
  limit 10`

/** I2: general ledger = movements, voucher by voucher and in total = positions, for 前受金 and 売掛金. */
const ledgersTie: Check = (scope) => scope.sql`
  with general as (
    select line.voucher_id, account.purpose, sum(case account.purpose when 'deferred' then -amount_yen else amount_yen end) as yen
    from voucher_line as line join account on account.code = line.account_code
    where account.purpose in ('deferred', 'receivable') group by 1, 2
  ), moved as (
    select voucher_id, sum(deferred_yen) as deferred, sum(receivable_yen) as receivable from ledger_movement group by 1
  ), detail as (
    select voucher_id, 'deferred' as purpose, deferred as yen from moved
    union all select voucher_id, 'receivable', receivable from moved
  ), compared as (
    select coalesce(general.voucher_id, detail.voucher_id)::text || ' ' || coalesce(general.purpose, detail.purpose) as subject,
      coalesce(general.yen, 0)::bigint as left, coalesce(detail.yen, 0)::bigint as right
    from general full join detail using (voucher_id, purpose)
    union all
    select 'positions ' || purpose, sum(yen)::bigint,
      (select sum(case detail.purpose when 'deferred' then deferred_yen else receivable_yen end) from (
        select deferred_yen, receivable_yen from contract_position
        union all select deferred_yen, receivable_yen from seminar_position
        union all select 0, receivable_yen from service_position
        union all select amount_yen, amount_yen from billed_movement) as position)::bigint
    from detail group by purpose
  )
  select subject, "left", "right" from compared where "left" <> "right" limit 10`

/** I3: a contract's, a seminar order's or a service bill's balance = paid − recognised, with every other cause of its movements. */
const balancesFollow: Check = (scope) => scope.sql`
  with paid as (select contract_id, sum(amount_yen) as yen from payment_allocation group by 1),
  other as (select contract_id, sum(deferred_yen - receivable_yen) as yen from movement
    where cause not in ('opening', 'payment', 'issue') group by 1)
  select contract.number as subject, (position.deferred_yen - position.receivable_yen)::bigint as left, expected.yen::bigint as right
  from contract join contract_position as position on position.contract_id = contract.id
  left join paid on paid.contract_id = contract.id left join other on other.contract_id = contract.id
  cross join lateral (select contract.opening_paid_yen + coalesce(paid.yen, 0) + coalesce(other.yen, 0)
    - (contract.price_yen - contract.tax_yen) * position.served_units / contract.units
    - contract.tax_yen * position.served_units / contract.units as yen) as expected
  where position.deferred_yen - position.receivable_yen <> expected.yen
  union all
  select seminar_order.number, position.deferred_yen - position.receivable_yen,
    coalesce(paid.yen, 0) + coalesce(moved.yen, 0) - position.recognised_yen
  from seminar_order join seminar_position as position on position.order_id = seminar_order.id
  left join (select order_id, sum(amount_yen)::bigint as yen from seminar_payment_allocation group by 1) as paid
    on paid.order_id = seminar_order.id
  left join (select order_id, sum(deferred_yen - receivable_yen)::bigint as yen from seminar_movement
    where cause not in ('payment', 'held') group by 1) as moved on moved.order_id = seminar_order.id
  where position.deferred_yen - position.receivable_yen
    <> coalesce(paid.yen, 0) + coalesce(moved.yen, 0) - position.recognised_yen
  union all
  select bill.number, -coalesce(position.receivable_yen, 0), coalesce(paid.yen, 0) + coalesce(other.yen, 0) - bill.total_yen
  from service_bill as bill left join service_position as position on position.bill_id = bill.id
  left join (select bill_id, sum(amount_yen)::bigint as yen from service_payment_allocation group by 1) as paid on paid.bill_id = bill.id
  left join (select bill_id, sum(-receivable_yen)::bigint as yen from service_movement where cause in ('allowance', 'written-off')
    group by 1) as other on other.bill_id = bill.id
  where -coalesce(position.receivable_yen, 0) <> coalesce(paid.yen, 0) + coalesce(other.yen, 0) - bill.total_yen
  limit 10`

/**
 * I4: net and tax recognised so far = the cumulative formula; at the last unit exactly the price. Where a rate changed, each act at the
 * rate of its voucher. Of a service's bill: what it says, and its lines add up to it.
 */
const recognitionIsExact: Check = (scope) => scope.sql`
  with rate as (
    select voucher_id, max(substring(tax_class from 'sales-([0-9]+)'))::integer as percent
    from voucher_line join voucher on voucher.id = voucher_line.voucher_id
    where voucher.kind = 'issue-run' and tax_class like 'sales-%' group by 1
  ), recognised as (
    select movement.contract_id, sum(net_yen) as net, sum(movement.tax_yen) as tax, bool_or(rate.percent <> contract.tax_rate_percent) as is_mixed
    from movement join contract on contract.id = movement.contract_id left join rate on rate.voucher_id = movement.voucher_id
    where cause = 'issue' group by 1
  ), act as (
    select movement.contract_id, coalesce(rate.percent, contract.tax_rate_percent) as percent, movement.units, contract.opening_units
      + sum(movement.units) over (partition by movement.contract_id order by voucher.recorded_at, voucher.id) as until
    from recognised join movement on movement.contract_id = recognised.contract_id and movement.cause = 'issue'
    join contract on contract.id = movement.contract_id join voucher on voucher.id = movement.voucher_id
    left join rate on rate.voucher_id = movement.voucher_id where is_mixed
  ), mixed as (
    select act.contract_id, sum(case when percent = contract.tax_rate_percent
      then contract.tax_yen * until / contract.units - contract.tax_yen * (until - act.units) / contract.units
      else tax_inside(earned_until(contract.price_yen, contract.tax_yen, contract.units, until::integer), percent, tax_rounding)
        - tax_inside(earned_until(contract.price_yen, contract.tax_yen, contract.units, (until - act.units)::integer), percent, tax_rounding)
      end) as tax
    from act join contract on contract.id = act.contract_id join organization on organization.id = contract.organization_id group by 1
  )
  select contract.number as subject, (recognised.net + recognised.tax)::bigint as left,
    (expected.net + expected.tax)::bigint as right
  from recognised join contract on contract.id = recognised.contract_id
  join contract_position as position on position.contract_id = contract.id
  left join mixed on mixed.contract_id = contract.id
  cross join lateral (select
    earned_until(contract.price_yen, contract.tax_yen, contract.units, position.served_units)
      - earned_until(contract.price_yen, contract.tax_yen, contract.units, contract.opening_units) as gross,
    coalesce(mixed.tax, contract.tax_yen * position.served_units / contract.units
      - contract.tax_yen * contract.opening_units / contract.units) as tax) as whole
  cross join lateral (select whole.gross - whole.tax as net, whole.tax) as expected
  where (recognised.net, recognised.tax) is distinct from (expected.net, expected.tax)
  union all
  select bill.number, coalesce(booked.net + booked.tax, 0)::bigint, bill.total_yen
  from service_bill as bill
  left join (select bill_id, sum(net_yen) as net, sum(tax_yen) as tax from service_movement where cause = 'billed' group by 1) as booked
    on booked.bill_id = bill.id
  left join (select bill_id, sum(net_yen) as net from service_bill_line group by 1) as line on line.bill_id = bill.id
  where (booked.net, booked.tax, line.net) is distinct from (bill.net_yen, bill.tax_yen, bill.net_yen) limit 10`

/** I5: opening + received − recognised ± other causes = closing, by title. */
const rollForward: Check = (scope) => scope.sql`
  select * from (
    select publication.code as subject, sum(moved.yen)::bigint as left,
      sum(position.deferred_yen - position.receivable_yen)::bigint as right
    from contract join publication on publication.id = contract.publication_id
    join contract_position as position on position.contract_id = contract.id
    left join (select contract_id, sum(case cause when 'issue' then -(net_yen + tax_yen)
      else deferred_yen - receivable_yen end) as yen from movement group by 1) as moved on moved.contract_id = contract.id
    group by publication.code
  ) as titles where "left" <> "right" limit 10`

/** I6: what is still to be served = 前受金 + (price − paid) − 売掛金, over the contracts that go on. */
const remainingValue: Check = (scope) => scope.sql`
  select * from (
    select publication.code as subject,
      sum(contract.price_yen - (contract.price_yen - contract.tax_yen) * position.served_units / contract.units
        - contract.tax_yen * position.served_units / contract.units)::bigint as left,
      sum(position.deferred_yen + contract.price_yen - contract.opening_paid_yen - coalesce(paid.yen, 0)
        - position.receivable_yen)::bigint as right
    from contract join publication on publication.id = contract.publication_id
    join contract_position as position on position.contract_id = contract.id and position.served_units < contract.units
    left join (
      select contract_id, sum(yen) as yen from (
        select contract_id, amount_yen as yen from payment_allocation
        union all
        -- What another contract brought in, or what was given back, stands for money paid or not paid.
        select contract_id, deferred_yen - receivable_yen from movement where cause not in ('opening', 'payment', 'issue')
      ) as every_way group by contract_id
    ) as paid on paid.contract_id = contract.id
    where contract.state = 'active' group by publication.code
  ) as titles where "left" <> "right" limit 10`

/** I7: an issue's revenue in the general ledger = the net of its served units. */
const revenueOfIssues: Check = (scope) => scope.sql`
  select * from (
    select voucher.source_key as subject,
      -(select coalesce(sum(line.amount_yen), 0) from voucher_line as line join account on account.code = line.account_code
        where line.voucher_id = voucher.id and account.purpose = 'sales')::bigint as left,
      (select coalesce(sum(net_yen), 0)::bigint from movement where movement.voucher_id = voucher.id)::bigint as right
    from voucher where voucher.kind = 'issue-run'
  ) as issues where "left" is distinct from "right" limit 10`

/** I8: 未収入金(カード) in the books = payments through Stripe − refunds to cards − chargebacks − payouts (before fees) + what came back. */
const cardClearing: Check = (scope) => scope.sql`
  select * from (
    select 'card-clearing' as subject,
      (select coalesce(sum(line.amount_yen), 0) from voucher_line as line join account on account.code = line.account_code
        join voucher on voucher.id = line.voucher_id
        where account.purpose = 'card-clearing' and voucher.kind in ('payment', 'refund', 'chargeback', 'payout'))::bigint as left,
      ((select coalesce(sum(amount_yen), 0) from payment where through_stripe)
        - (select coalesce(sum(amount_yen), 0) from card_refund where state = 'done')
        - (select coalesce(sum(amount_yen), 0) from seminar_refund where paid_way = 'card'
          and not exists (select from card_refund where seminar_refund_number = seminar_refund.number))
        - (select coalesce(sum(amount_yen), 0) from stripe_dispute where booked_on is not null)
        - (select coalesce(sum(gross_yen), 0) from stripe_payout)
        + (select coalesce(sum(net_yen), 0) from stripe_payout join stripe_payout_failure using (organization_id, payout_id)))::bigint as right
  ) as clearing where "left" <> "right"`

/** I9: each unit once, each payment booked once: the rows that a second run would double. */
const nothingTwice: Check = (scope) => scope.sql`
  select * from (
    select contract.number as subject, position.served_units::bigint as left,
      (contract.opening_units + count(served_unit.unit_no))::bigint as right
    from contract join contract_position as position on position.contract_id = contract.id
    left join served_unit on served_unit.contract_id = contract.id
    group by contract.id, contract.number, contract.opening_units, position.served_units
    having position.served_units <> contract.opening_units + count(served_unit.unit_no)
    union all
    select payment.number, payment.amount_yen, coalesce(sum(allocation.amount_yen), 0)::bigint
    from payment left join ledger_allocation as allocation on allocation.payment_id = payment.id
    group by payment.id, payment.number, payment.amount_yen having coalesce(sum(allocation.amount_yen), 0) > payment.amount_yen
  ) as doubled limit 10`

/** ⚙ Gross policy: what invoices ask for beyond what is served and unpaid = what the books hold of it; under the net policy nothing. */
const billedAhead: Check = (scope) => scope.sql`
  select coalesce(contract.number, seminar_order.number) as subject, should_yen as left, booked_yen as right
  from billed_ahead(array(
    select subject_id from billed_movement
    union select subject_id from issued_paper_line where subject_id is not null and exists (select from billing_setting where books_policy = 'gross')
  )) as billed
  left join contract on contract.id = billed.contract_id left join seminar_order on seminar_order.id = billed.seminar_order_id
  where should_yen <> booked_yen limit 10`

/** What was kept of each closing that stands = the lines until its month's end. */
const closedBalances: Check = (scope) => scope.sql`
  with standing as (
    select month, seq from (select distinct on (month) month, seq from period_event order by month, seq desc) as last
    where exists (select from closed_balance as kept where kept.month = last.month and kept.seq = last.seq)
  ), posted as (
    select line.account_code, line.sub_account, to_char(voucher.effective_on, 'YYYY-MM') as month, sum(line.amount_yen) as yen
    from voucher join voucher_line as line on line.voucher_id = voucher.id group by 1, 2, 3
  ), expected as (
    select standing.month, account_code, sub_account, sum(yen) as yen from standing join posted on posted.month <= standing.month group by 1, 2, 3
  ), kept as (
    select month, account_code, sub_account, amount_yen as yen from closed_balance join standing using (month, seq)
  )
  select month || ' ' || account_code || ' ' || sub_account as subject, coalesce(kept.yen, 0)::bigint as left,
    coalesce(expected.yen, 0)::bigint as right
  from kept full join expected using (month, account_code, sub_account)
  where coalesce(kept.yen, 0) <> coalesce(expected.yen, 0) limit 10`

/** What was posted to a place on a day, as balances are reckoned from it = the lines of that day. */
const postingTotals: Check = (scope) => scope.sql`
  with line as (
    select effective_on, account_code, sub_account, sum(amount_yen) as yen from voucher_line group by 1, 2, 3
  ), total as (
    select effective_on, account_code, sub_account, sum(amount_yen) as yen from posting_total group by 1, 2, 3
  )
  select effective_on || ' ' || account_code || ' ' || sub_account as subject, coalesce(total.yen, 0)::bigint as left,
    coalesce(line.yen, 0)::bigint as right
  from total full join line using (effective_on, account_code, sub_account) where total.yen is distinct from line.yen limit 10`

/** The audit log's chain: every entry's hash fits its content and its predecessor. */
const auditChain: Check = (scope) => scope.sql`
  select * from (
    select 'audit ' || seq as subject, seq as left, 0::bigint as right, hash <> audit_hash(audit_entry)
      or previous_hash <> lag(hash, 1, '') over (order by seq) as broken from audit_entry
  ) as entries where broken limit 10`

const checks: Readonly<Record<string, Check>> = {
  I1: vouchersBalance,
  I2: ledgersTie,
  I3: balancesFollow,
  I4: recognitionIsExact,
  I5: rollForward,
  I6: remainingValue,
  I7: revenueOfIssues,
  I8: cardClearing,
  I9: nothingTwice,
  billed: billedAhead,
  closed: closedBalances,
  totals: postingTotals,
  audit: auditChain,
}

/** Asks the books whether they tie out (identities I1–I9, what is booked as billed, the balances of closed months, the posting totals, and the audit chain). Reads only. */
export async function checkBooks(scope: Scope): Promise<BooksCheck> {
  const identities: Record<string, boolean> = {}
  const differences: BooksCheck["differences"][number][] = []
  for (const [identity, check] of Object.entries(checks)) {
    const found = await check(scope)
    identities[identity] = found.length === 0
    differences.push(...found.map(({ subject, left, right }) => ({ identity, subject, left, right })))
  }
  return { ok: differences.length === 0, identities, differences }
}
