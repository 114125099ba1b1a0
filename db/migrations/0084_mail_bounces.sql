-- 届かないメール: what came back of a mail of ours, as a report (DSN, RFC 3464) or said by the mail server at once. Rows stay as they came;
-- erasure alone empties the address and the text.
create table mail_bounce (
  organization_id uuid not null,
  id uuid not null default new_id(),
  outbox_id uuid not null,
  -- The report's own Message-ID or hash, or the attempt that the server refused.
  report_key text not null,
  -- To whom the mail went, in lower case.
  address text not null,
  action text not null constraint bounce_action_is_known check (action in ('failed', 'delayed')),
  -- RFC 3463; 5 is permanent, 4 transient.
  status text not null constraint bounce_status_is_an_enhanced_one check (status ~ '^[45]\.[0-9]{1,3}\.[0-9]{1,3}$'),
  diagnostic text not null,
  received_at timestamptz not null,
  constraint mail_bounce_key primary key (organization_id, id),
  constraint a_report_counts_once unique (organization_id, outbox_id, report_key),
  constraint mail_bounce_of_a_mail foreign key (organization_id, outbox_id) references outbox (organization_id, id)
);
create index mail_bounce_by_address on mail_bounce (organization_id, address);
call wall_in('mail_bounce', 'select, insert');
grant update (address, diagnostic) on mail_bounce to teiki_app;

-- 解決: somebody asked, and the address is right again.
create table mail_bounce_solution (
  organization_id uuid not null,
  bounce_id uuid not null,
  solved_at timestamptz not null,
  solved_by text not null,
  note text not null,
  constraint a_bounce_is_solved_once primary key (organization_id, bounce_id),
  constraint solution_of_a_bounce foreign key (organization_id, bounce_id) references mail_bounce (organization_id, id)
);
call wall_in('mail_bounce_solution', 'select, insert');
grant update (note) on mail_bounce_solution to teiki_app;

-- 手紙にする: a notice that was lost as mail and went out by post instead, once.
create table mail_as_letter (
  organization_id uuid not null,
  outbox_id uuid not null,
  file_id uuid not null,
  made_at timestamptz not null,
  made_by text not null,
  constraint a_mail_becomes_a_letter_once primary key (organization_id, outbox_id),
  constraint letter_of_a_mail foreign key (organization_id, outbox_id) references outbox (organization_id, id),
  constraint letter_is_a_file foreign key (organization_id, file_id) references stored_file (organization_id, id)
);
call wall_in('mail_as_letter', 'select, insert');

-- A mail that came back is neither on its way nor to be tried again.
alter table outbox drop constraint outbox_state_is_known;
alter table outbox add constraint outbox_state_is_known check (state in ('waiting', 'sent', 'failed', 'returned')) not valid;
alter table outbox validate constraint outbox_state_is_known;

-- The notice that a mail carried, found from the mail.
create index renewal_notice_by_mail on renewal_notice (organization_id, outbox_id) where outbox_id is not null;
create index payment_notice_by_mail on payment_notice (organization_id, outbox_id) where outbox_id is not null;
create index invoice_notice_by_mail on invoice_notice (organization_id, outbox_id) where outbox_id is not null;

-- 届かないメールアドレス at an instant: one permanent failure that nobody has solved, or so many mails with a transient one within so many
-- days (three in sixty: a full or slow mailbox that stays so); with the moment and the status that made it one.
create function undeliverable_addresses(at timestamptz, mails integer default 3, days integer default 60)
returns table (address text, since timestamptz, status text) language sql stable as $$
  with open as (
    select bounce.address, bounce.outbox_id, bounce.status, bounce.received_at,
      bounce.action = 'failed' and bounce.status like '5.%' as is_permanent
    from mail_bounce as bounce
    where bounce.address <> ''
      and not exists (select from mail_bounce_solution as solution where solution.bounce_id = bounce.id)
  )
  select open.address, max(open.received_at), (array_agg(open.status order by open.is_permanent desc, open.received_at desc))[1]
  from open where open.is_permanent or open.received_at > at - days * interval '24 hours'
  group by open.address having bool_or(open.is_permanent) or count(distinct open.outbox_id) >= mails
$$;
grant execute on function undeliverable_addresses to teiki_app;
