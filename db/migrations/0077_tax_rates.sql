-- 税率の改定: from which day which rate of consumption tax is the law's. What the house knows needs no rows; an organization enters what
-- comes, and whether its periodicals keep the old rate (経過措置; the model is 2019's for 予約販売に係る書籍等, 改正令附則5条1項).
create table tax_rate_change (
  organization_id uuid not null constraint tax_rate_change_of_an_organization references organization (id),
  from_on date not null,
  percent integer not null constraint standard_rate_is_a_percentage check (percent between 1 and 99 and percent <> 8),
  keeps_old_rate text not null constraint what_keeps_the_old_rate_is_known check (keeps_old_rate in ('none', 'paid-before', 'contracted-before')),
  contracted_before date,
  constraint tax_rate_change_key primary key (organization_id, from_on),
  constraint contracts_keep_a_rate_by_their_day check ((keeps_old_rate = 'contracted-before') = (contracted_before is not null)),
  constraint a_rate_changes_after_the_last_known check (from_on > date '2019-10-01')
);
call wall_in('tax_rate_change', 'select, insert, update, delete');

-- 標準税率 and 軽減税率 (8 %) by the day they came into force.
create view tax_rate with (security_invoker = true) as
select 'standard' as kind, date '2019-10-01' as from_on, 10 as percent, 'none' as keeps_old_rate, null::date as contracted_before
union all select 'reduced', date '2019-10-01', 8, 'none', null
union all select 'standard', from_on, percent, keeps_old_rate, contracted_before from tax_rate_change;
grant select on tax_rate to teiki_app;

-- 0 % is outside the scope of the tax, 8 % is the reduced rate, any other was the standard rate of its day.
create function tax_kind(percent integer) returns text language sql immutable strict as $$
  select case percent when 0 then 'outside' when 8 then 'reduced' else 'standard' end
$$;
grant execute on function tax_kind to teiki_app;

-- The law's rate on a day for what was agreed at a rate; where the law is not known, what was agreed.
create function tax_rate_on(agreed integer, day date) returns integer language sql stable strict as $$
  select coalesce((select percent from tax_rate where kind = tax_kind(agreed) and from_on <= day order by from_on desc limit 1), agreed)
$$;
grant execute on function tax_rate_on to teiki_app;

-- The tax inside an amount with tax, in yen, rounded once.
create function tax_inside(gross bigint, percent integer, rounding text) returns bigint language sql immutable strict as $$
  select case rounding when 'floor' then gross * percent / (100 + percent)
    when 'ceil' then (gross * percent + 99 + percent) / (100 + percent)
    else (2 * gross * percent + 100 + percent) / (2 * (100 + percent)) end
$$;
grant execute on function tax_inside to teiki_app;

-- What a term has earned by its units so far, in yen with tax (累計法); the split into net and tax follows the rate on the day of shipment.
create function earned_until(price bigint, tax bigint, units integer, served integer) returns bigint language sql immutable strict as $$
  select (price - tax) * served / units + tax * served / units
$$;
grant execute on function earned_until to teiki_app;

alter table voucher_line drop constraint tax_class_is_known;
alter table voucher_line add constraint tax_class_is_known check (tax_class ~ '^(none|(sales|purchase)-[1-9][0-9]?)$') not valid;
alter table voucher_line validate constraint tax_class_is_known;

alter table seminar drop constraint seminar_tax_rate_is_known;
alter table seminar add constraint seminar_tax_rate_is_known check (tax_rate_percent between 0 and 99);
