-- The parts of a term by rate (税率ごとの内訳), in order: issues planned or shipped before a change of the rate at the old one, those after it at the
-- new, as many changes as the term runs across. Amounts are of the price, in yen with tax; a change that keeps the old rate keeps it here.
-- Asked for what lies between two amounts of the price (from the first yen of the first issue on), it gives that, to the yen: what lies before the
-- price goes with its first part, what lies beyond it with the last.
create function rates_of_term(term uuid, above bigint, upto bigint) returns table (seq integer, percent integer, units integer, yen bigint)
language sql stable as $$
  with bound as (
    select date '-infinity' as from_on, contract.tax_rate_percent as percent, 0 as units_before from contract where contract.id = term
    union all
    select change.from_on, case change.keeps_old_rate when 'none' then change.percent else contract.tax_rate_percent end, before.units
    from contract
    join publication on publication.id = contract.publication_id
    join tax_rate as change on change.kind = tax_kind(contract.tax_rate_percent) and change.from_on > contract.opened_on
    cross join lateral (
      select least(contract.units, contract.opening_units + (select count(*) from served_unit join issue_run on issue_run.id = issue_run_id
          where served_unit.contract_id = contract.id and issue_run.ships_on < change.from_on)
        + coalesce((select sum(coalesce(issue.consume_units, publication.consume_units_per_issue)) from issue
          where issue.publication_id = contract.publication_id and issue.number >= contract.start_issue and issue.shipped_on is null
            and issue.skipped_on is null and issue.ships_on < change.from_on
            and (issue.number - contract.start_issue) % contract.ship_every = 0), 0))::integer as units
    ) as before
    where contract.id = term
  ), part as (
    select bound.from_on, bound.percent, bound.units_before,
      lead(bound.units_before, 1, contract.units) over (order by bound.from_on) as units_after,
      contract.price_yen, contract.tax_yen, contract.units as all_units
    from bound join contract on contract.id = term
  )
  select (row_number() over (order by part.from_on))::integer, part.percent, units_after - units_before, inside.yen
  from part cross join lateral (
    select case when units_after = all_units then upto else least(earned_until(price_yen, tax_yen, all_units, units_after), upto) end
      - case when units_before = 0 then above else greatest(earned_until(price_yen, tax_yen, all_units, units_before), above) end as yen
  ) as inside
  where units_after > units_before and inside.yen > 0
$$;

-- The rate of a seminar order's fee: the law's on the day of the last session, when it is earned.
create function rate_of_fee(order_id uuid) returns integer language sql stable as $$
  select tax_rate_on(seminar.tax_rate_percent, (select (max(ends_at) at time zone 'Asia/Tokyo')::date from seminar_session
    where seminar_session.seminar_id = seminar.id))
  from seminar_order join seminar on seminar.id = seminar_id where seminar_order.id = order_id
$$;
grant execute on function rates_of_term, rate_of_fee to teiki_app;

-- How much of a term was paid before a payment, in yen with tax: money pays from the first issue on.
create function paid_of_term_before(term uuid, payment_id uuid) returns bigint language sql stable as $$
  select (contract.opening_paid_yen + coalesce((
    select sum(earlier.amount_yen) from payment_allocation as earlier
    join payment on payment.id = earlier.payment_id
    join payment as this on this.id = $2
    where earlier.contract_id = term and (payment.received_on, payment.number) < (this.received_on, this.number)), 0))::bigint
  from contract where contract.id = term
$$;
grant execute on function paid_of_term_before to teiki_app;

-- 修正した適格請求書 (消費税法57条の4第4項): a copy with the lines and taxes that are right now. Each copy names the paper whose taxes it carries; nothing
-- where it is the first one.
alter table issued_paper add column taxes_of_id uuid,
  add constraint a_copy_carries_taxes foreign key (organization_id, taxes_of_id) references issued_paper (organization_id, id),
  add constraint only_a_copy_carries_other_taxes check (taxes_of_id is null or copy_no > 0);

-- What an invoice was issued with is what its credit notes give back; where it was revised, what is right now.
create or replace function invoice_shares_of(subject uuid) returns table (invoice_id uuid, tax_rate_percent integer, open_yen bigint)
language sql stable as $$
  select item.invoice_id, coalesce(revised.rate, billed.rate), greatest(least(billed.yen - settled.yen, item.left_yen), 0)::bigint
  from (select paper_id, sum(amount_yen) as yen, max(line.tax_rate_percent) as rate from issued_paper_line as line
    where contract_id = subject or seminar_order_id = subject group by paper_id) as billed
  join invoice_open_item as item on item.invoice_id = billed.paper_id
  cross join lateral (select coalesce(sum(amount_yen), 0) as yen from invoice_settlement
    where invoice_settlement.invoice_id = billed.paper_id and (contract_id = subject or seminar_order_id = subject)) as settled
  left join lateral (
    select coalesce((select percent from rates_of_term(subject, 0, billed.yen::bigint) order by seq desc limit 1), rate_of_fee(subject)) as rate
    from issued_paper as copy where copy.first_id = billed.paper_id and copy.taxes_of_id = copy.id limit 1
  ) as revised on true
$$;
