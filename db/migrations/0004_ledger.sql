-- 帳簿: general ledger of vouchers, subledger of movements per contract, months. Corrected only by adding.

create table account (
  organization_id uuid not null constraint account_of_an_organization references organization (id),
  code text not null constraint account_code_is_digits check (code ~ '^[0-9]{3,6}$'),
  name text not null,
  name_english text not null,
  kind text not null constraint account_kind_is_known check (kind in ('asset', 'liability', 'equity', 'revenue', 'expense')),
  purpose text not null,
  constraint account_key primary key (organization_id, code),
  constraint account_purpose_is_unique unique (organization_id, purpose)
);
call wall_in('account', 'select, insert, update');

create table voucher (
  organization_id uuid not null constraint voucher_of_an_organization references organization (id),
  id uuid not null default new_id(),
  kind text not null constraint voucher_kind_is_known
    check (kind in ('opening', 'payment', 'issue-run', 'refund', 'payout', 'transfer', 'manual', 'reversal')),
  -- The business act behind the voucher; the key that makes a second run add nothing.
  source_key text not null,
  effective_on date not null,
  description text not null,
  reverses_id uuid,
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by text not null,
  constraint voucher_key primary key (organization_id, id),
  constraint voucher_source_is_unique unique (organization_id, source_key),
  constraint voucher_date_key unique (organization_id, id, effective_on),
  constraint voucher_reverses_a_voucher foreign key (organization_id, reverses_id) references voucher (organization_id, id)
);
create index voucher_by_date on voucher (organization_id, effective_on);
call wall_in('voucher', 'select, insert');

create table voucher_line (
  organization_id uuid not null,
  voucher_id uuid not null,
  line_no integer not null,
  account_code text not null,
  sub_account text not null default '',
  tax_class text not null constraint tax_class_is_known check (tax_class in ('none', 'sales-10', 'sales-8', 'purchase-10')),
  -- 借方 positive, 貸方 negative
  amount_yen bigint not null constraint voucher_line_is_not_zero check (amount_yen <> 0),
  constraint voucher_line_key primary key (organization_id, voucher_id, line_no),
  constraint voucher_line_of_a_voucher foreign key (organization_id, voucher_id) references voucher (organization_id, id),
  constraint voucher_line_on_an_account foreign key (organization_id, account_code) references account (organization_id, code)
);
call wall_in('voucher_line', 'select, insert');

create table period_event (
  organization_id uuid not null constraint period_event_of_an_organization references organization (id),
  month text not null constraint month_is_year_and_month check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  seq integer not null,
  kind text not null constraint period_event_kind_is_known check (kind in ('closed', 'reopened')),
  recorded_at timestamptz not null,
  recorded_by text not null,
  detail jsonb not null default '{}',
  constraint period_event_key primary key (organization_id, month, seq)
);
call wall_in('period_event', 'select, insert');

-- 伝票番号: given at the close, without gaps.
create table voucher_number (
  organization_id uuid not null,
  month text not null,
  number integer not null,
  voucher_id uuid not null,
  constraint voucher_number_key primary key (organization_id, month, number),
  constraint voucher_is_numbered_once unique (organization_id, voucher_id),
  constraint voucher_number_of_a_voucher foreign key (organization_id, voucher_id) references voucher (organization_id, id)
);
call wall_in('voucher_number', 'select, insert');

create table closed_file (
  organization_id uuid not null,
  month text not null,
  seq integer not null,
  name text not null,
  file_id uuid not null,
  constraint closed_file_key primary key (organization_id, month, seq, name),
  constraint closed_file_of_a_closing foreign key (organization_id, month, seq) references period_event (organization_id, month, seq),
  constraint closed_file_is_stored foreign key (organization_id, file_id) references stored_file (organization_id, id)
);
call wall_in('closed_file', 'select, insert');

-- Postings hold the month shared and the close holds it alone: no voucher can slip in between check and lock.
create function refuse_closed_month() returns trigger language plpgsql as $$
declare
  effective_month text := to_char(new.effective_on, 'YYYY-MM');
  last_kind text;
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('month:' || new.organization_id || effective_month, 0));
  -- Beneath a closed month nothing moves either, or its opening balances would no longer be what was reported.
  select last.kind into last_kind from (
    select distinct on (month) month, kind from period_event
    where organization_id = new.organization_id and month >= effective_month order by month, seq desc
  ) as last where last.kind = 'closed' limit 1;
  if last_kind = 'closed' then
    raise exception 'month % is closed', effective_month using errcode = '23514', constraint = 'closed_month_refuses_vouchers';
  end if;
  return new;
end
$$;
create trigger closed_month_refuses_vouchers before insert on voucher for each row execute function refuse_closed_month();

-- All lines of a voucher come in one statement; their sum is zero.
create function refuse_unbalanced_voucher() returns trigger language plpgsql as $$
begin
  if exists (
    select from voucher_line line
    where (line.organization_id, line.voucher_id) in (select organization_id, voucher_id from added)
    group by line.organization_id, line.voucher_id having sum(line.amount_yen) <> 0
  ) then
    raise exception 'voucher does not balance' using errcode = '23514', constraint = 'voucher_lines_sum_to_zero';
  end if;
  return null;
end
$$;
create trigger voucher_lines_sum_to_zero after insert on voucher_line
  referencing new table as added for each statement execute function refuse_unbalanced_voucher();
