-- 前受金取崩予定表: what of a closed month's 前受金 each coming month was expected to take. Kept, because calendars change.
create table deferred_run_off (
  organization_id uuid not null constraint deferred_run_off_of_an_organization references organization (id),
  -- The month closed, and which of its closings.
  month text not null,
  seq integer not null,
  group_code text not null,
  group_title text not null,
  -- YYYY-MM, or later (no issue is planned), held (on hold), ended (to be settled)
  taken_in text not null constraint run_off_is_taken_in_a_month_or_later check (taken_in ~ '^([0-9]{4}-[0-9]{2}|later|held|ended)$'),
  amount_yen bigint not null,
  constraint deferred_run_off_key primary key (organization_id, month, seq, group_code, taken_in)
);
call wall_in('deferred_run_off', 'select, insert');
