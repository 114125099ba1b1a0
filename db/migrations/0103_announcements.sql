-- ご案内: a mail that an organization writes to those of its members who want news, or to a segment of them.
create table announcement (
  organization_id uuid not null,
  id uuid not null default new_id(),
  subject text not null,
  body text not null,
  locale text not null constraint announcement_speaks_a_language check (locale in ('ja', 'en')),
  target text not null constraint announcement_target_is_known check (target in ('none', 'offer', 'seminar', 'address')),
  -- The offer's or seminar's code, or the address itself.
  target_name text not null default '',
  caption text not null default '',
  -- Everybody who wants news, where there is none.
  segment_id uuid,
  source_code text not null default '',
  written_at timestamptz not null,
  written_by text not null,
  sent_at timestamptz,
  sent_by text,
  -- The segment's rules as they were when it was sent.
  rules jsonb,
  constraint announcement_key primary key (organization_id, id),
  constraint announcement_of_an_organization foreign key (organization_id) references organization (id),
  constraint announcement_to_a_segment foreign key (organization_id, segment_id) references segment (organization_id, id),
  constraint a_sent_announcement_says_who check ((sent_at is null) = (sent_by is null) and (sent_at is null) = (rules is null)),
  constraint a_target_has_a_name check ((target = 'none') = (target_name = '') and (target = 'none') = (caption = ''))
);
call wall_in('announcement', 'select, insert, update, delete');

create function keep_sent_announcement() returns trigger language plpgsql as $$
begin
  raise exception 'a sent announcement is not changed' using errcode = '23514', constraint = 'sent_announcement_stays';
end
$$;
create trigger sent_announcement_stays before update or delete on announcement
  for each row when (old.sent_at is not null) execute function keep_sent_announcement();

-- Whom it goes to: fixed when it is sent, each once; the mail is made by a worker.
create table announcement_recipient (
  organization_id uuid not null,
  announcement_id uuid not null,
  member_id uuid not null,
  outbox_id uuid,
  -- He stopped news, or his address went, before his mail was made.
  is_left_out boolean not null default false,
  constraint announcement_recipient_key primary key (organization_id, announcement_id, member_id),
  constraint recipient_of_an_announcement foreign key (organization_id, announcement_id) references announcement (organization_id, id),
  constraint announcement_to_a_member foreign key (organization_id, member_id) references member (organization_id, id),
  constraint announcement_by_a_mail foreign key (organization_id, outbox_id) references outbox (organization_id, id),
  constraint who_is_left_out_gets_none check (not is_left_out or outbox_id is null)
);
create index announcement_still_to_write on announcement_recipient (organization_id, announcement_id)
  where outbox_id is null and not is_left_out;
call wall_in('announcement_recipient', 'select, insert, update');

-- What an announcement brought is asked by its source code.
create index customer_order_by_source on customer_order (organization_id, source_code, ordered_on) where source_code <> '';
create index seminar_order_by_source on seminar_order (organization_id, source_code, placed_at) where source_code <> '';
