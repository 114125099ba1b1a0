-- 資料: what an organization sends to who asks for it; the copies in stock are counted only where somebody counts them.
create table brochure (
  organization_id uuid not null constraint brochure_of_an_organization references organization (id),
  code text not null constraint brochure_code_is_plain check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,29}$'),
  name text not null,
  name_english text not null default '',
  weight_grams integer not null constraint a_brochure_weighs_something check (weight_grams > 0),
  -- Null where nobody counts them.
  stock_copies integer constraint brochure_stock_is_not_negative check (stock_copies >= 0),
  is_in_use boolean not null default true,
  constraint brochure_key primary key (organization_id, code)
);
call wall_in('brochure', 'select, insert, update');

-- 出荷指示: what the partner is told to send in one go, frozen with its files.
create table brochure_batch (
  organization_id uuid not null constraint brochure_batch_of_an_organization references organization (id),
  id uuid not null default new_id(),
  number text not null,
  -- The day whose addresses it carries; JST.
  picked_on date not null,
  request_count integer not null constraint a_brochure_batch_sends_something check (request_count > 0),
  copies integer not null,
  weight_grams bigint not null,
  utf8_file_id uuid not null,
  cp932_file_id uuid not null,
  -- Characters that CP932 lacks, with record and field, as they stand as 〓 in its file.
  missing jsonb not null,
  made_at timestamptz not null,
  made_by text not null,
  sent_on date,
  constraint brochure_batch_key primary key (organization_id, id),
  constraint brochure_batch_number_is_unique unique (organization_id, number),
  constraint brochure_batch_is_stored foreign key (organization_id, utf8_file_id) references stored_file (organization_id, id),
  constraint brochure_batch_is_stored_in_cp932 foreign key (organization_id, cp932_file_id) references stored_file (organization_id, id),
  constraint a_batch_is_sent_after_it_is_picked check (sent_on >= picked_on)
);
call wall_in('brochure_batch', 'select, insert, update');

-- 資料請求: who asked, by which channel and for what reason; it is open until a batch takes it or it is cancelled.
create table brochure_request (
  organization_id uuid not null,
  id uuid not null default new_id(),
  number text not null,
  member_id uuid not null,
  channel text not null constraint brochure_channel_is_known check (channel in ('web', 'phone', 'fax', 'post', 'mail', 'shop', 'visit')),
  source_code text not null default '',
  source_page text not null default '',
  requested_at timestamptz not null,
  recorded_by text not null,
  -- By the database's clock, as orders are, so that what was ordered afterwards can be told.
  recorded_at timestamptz not null default clock_timestamp(),
  batch_id uuid,
  cancelled_at timestamptz,
  cancelled_by text,
  constraint brochure_request_key primary key (organization_id, id),
  constraint brochure_request_number_is_unique unique (organization_id, number),
  constraint brochure_request_of_a_member foreign key (organization_id, member_id) references member (organization_id, id),
  constraint brochure_request_in_a_batch foreign key (organization_id, batch_id) references brochure_batch (organization_id, id),
  constraint what_is_picked_is_not_cancelled check (num_nonnulls(batch_id, cancelled_at) <= 1),
  constraint a_cancelled_brochure_says_who check ((cancelled_at is null) = (cancelled_by is null))
);
create index brochure_request_by_member on brochure_request (organization_id, member_id);
create index brochure_request_by_batch on brochure_request (organization_id, batch_id);
create index brochure_request_that_waits on brochure_request (organization_id, requested_at) where batch_id is null and cancelled_at is null;
call wall_in('brochure_request', 'select, insert, update');

create table brochure_request_line (
  organization_id uuid not null,
  request_id uuid not null,
  brochure_code text not null,
  copies integer not null constraint a_brochure_is_asked_for check (copies between 1 and 999),
  constraint brochure_request_line_key primary key (organization_id, request_id, brochure_code),
  constraint brochure_line_of_a_request foreign key (organization_id, request_id) references brochure_request (organization_id, id),
  constraint brochure_line_of_a_brochure foreign key (organization_id, brochure_code) references brochure (organization_id, code)
);
create index brochure_request_line_by_brochure on brochure_request_line (organization_id, brochure_code);
call wall_in('brochure_request_line', 'select, insert');

-- Who waits for brochures, the first asked first, and why a batch would leave him out (null where it takes him). Merged members get theirs
-- at the one who was kept. Whoever would go beyond the stock of one brochure waits for all that he asked for.
create view brochure_to_pick with (security_invoker = true) as
with waiting as (
  select request.organization_id, request.id, request.number, request.requested_at, kept.id as member_id,
    case when kept.erased_at is not null then 'erased'
      when exists (
        select from returned_mail as returned
        join shipment on shipment.organization_id = returned.organization_id and shipment.issue_run_id = returned.issue_run_id
          and shipment.contract_id = returned.contract_id and shipment.line_no = returned.line_no
        where returned.organization_id = request.organization_id and returned.solved_on is null
          and member_kept(shipment.recipient_id) = kept.id) then 'undeliverable'
      when kept.postal_code = '' or kept.city = '' then 'no-address' end as reason
  from brochure_request as request
  join member as kept on kept.organization_id = request.organization_id and kept.id = member_kept(request.member_id)
  where request.batch_id is null and request.cancelled_at is null
), asked as (
  select line.organization_id, line.request_id,
    bool_or(line.wanted > brochure.stock_copies) as is_beyond_stock
  from (
    select line.*, sum(line.copies) over (
      partition by line.organization_id, line.brochure_code order by waiting.requested_at, waiting.number) as wanted
    from waiting join brochure_request_line as line on line.organization_id = waiting.organization_id and line.request_id = waiting.id
    where waiting.reason is null
  ) as line
  join brochure on brochure.organization_id = line.organization_id and brochure.code = line.brochure_code
  group by line.organization_id, line.request_id
)
select waiting.organization_id, waiting.id, waiting.number, waiting.requested_at, waiting.member_id,
  coalesce(waiting.reason, case when asked.is_beyond_stock then 'out-of-stock' end) as reason
from waiting left join asked on asked.organization_id = waiting.organization_id and asked.request_id = waiting.id;
grant select on brochure_to_pick to teiki_app;
