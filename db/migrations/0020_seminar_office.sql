-- セミナーの事務局と受付: tickets, the day's tally, hand-overs, check-ins, certificates.

alter table seminar
  -- 修了証: the share of the counting sessions' time that must be attended; null: none is issued.
  add column certificate_percent integer default 100 constraint certificate_share_is_a_share check (certificate_percent between 1 and 100),
  add column certificate_text text not null default '';

-- 受講証: the token stands in the QR code alone; the house keeps its hash, and a sealed copy for 再発行.
create table ticket (
  organization_id uuid not null,
  registration_id uuid not null,
  issue_no integer not null constraint ticket_issues_are_counted check (issue_no > 0),
  token_hash text not null,
  token_sealed text not null,
  issued_at timestamptz not null,
  revoked_at timestamptz,
  constraint ticket_key primary key (organization_id, registration_id, issue_no),
  constraint ticket_token_is_unique unique (organization_id, token_hash),
  constraint ticket_of_a_registration foreign key (organization_id, registration_id) references registration (organization_id, id)
);
create unique index a_registration_has_one_living_ticket on ticket (organization_id, registration_id) where revoked_at is null;
call wall_in('ticket', 'select, insert, update');

-- 日計表: frozen when the day is closed; what changes afterwards is a correction of a later day.
create table daily_tally (
  organization_id uuid not null constraint daily_tally_of_an_organization references organization (id),
  day date not null,
  content jsonb not null,
  closed_at timestamptz not null,
  closed_by text not null,
  constraint daily_tally_key primary key (organization_id, day)
);
call wall_in('daily_tally', 'select, insert');

-- 名簿の引渡し: who got which addresses, when, and how many.
create table address_hand_over (
  organization_id uuid not null constraint hand_over_of_an_organization references organization (id),
  id uuid not null default new_id(),
  seminar_id uuid not null,
  recipient text not null constraint hand_over_names_a_recipient check (recipient <> ''),
  purpose text not null,
  count integer not null,
  sha256 text not null,
  handed_at timestamptz not null,
  handed_by text not null,
  constraint address_hand_over_key primary key (organization_id, id),
  constraint hand_over_for_a_seminar foreign key (organization_id, seminar_id) references seminar (organization_id, id)
);
call wall_in('address_hand_over', 'select, insert');

-- 受付の記録: every scan, whatever it came to; the nonce is the device's, so that nothing counts twice.
create table checkin_event (
  organization_id uuid not null constraint checkin_of_an_organization references organization (id),
  nonce uuid not null,
  seminar_id uuid not null,
  session_id uuid,
  registration_id uuid,
  device text not null default '',
  kind text not null constraint checkin_kind_is_known check (kind in ('entry', 'exit', 'undo')),
  source text not null constraint checkin_source_is_known check (source in ('qr', 'name', 'paper', 'number', 'walk-in')),
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  is_offline boolean not null default false,
  is_forced boolean not null default false,
  verdict text not null constraint checkin_verdict_is_known check (verdict in ('accepted', 'duplicate', 'rejected')),
  reason text not null default '',
  is_superseded boolean not null default false,
  recorded_by text not null,
  constraint checkin_event_key primary key (organization_id, nonce),
  constraint checkin_for_a_seminar foreign key (organization_id, seminar_id) references seminar (organization_id, id),
  constraint checkin_at_a_session foreign key (organization_id, session_id) references seminar_session (organization_id, id),
  constraint checkin_of_a_registration foreign key (organization_id, registration_id) references registration (organization_id, id)
);
create unique index somebody_enters_a_session_once on checkin_event (organization_id, registration_id, session_id)
  where kind = 'entry' and verdict = 'accepted' and not is_superseded;
create index checkin_by_seminar on checkin_event (organization_id, seminar_id, received_at);
call wall_in('checkin_event', 'select, insert, update');

-- 出欠: always what the events say; nothing is stored that could differ.
create view attendance with (security_invoker = true) as
select registration.organization_id, registration.id as registration_id, session.id as session_id, registration.seminar_id,
  entry.occurred_at as first_in, coalesce(leave.occurred_at, session.ends_at) as last_out,
  case when entry.occurred_at is null then 'absent' when entry.occurred_at > session.starts_at + interval '10 minutes' then 'late'
    else 'present' end as status,
  case when entry.occurred_at is null then 0 else greatest(floor(extract(epoch from
    least(coalesce(leave.occurred_at, session.ends_at), session.ends_at) - greatest(entry.occurred_at, session.starts_at)) / 60), 0) end::integer
    as minutes,
  floor(extract(epoch from session.ends_at - session.starts_at) / 60)::integer as session_minutes, session.counts_for_certificate
from registration
join seminar_session as session on session.organization_id = registration.organization_id and session.seminar_id = registration.seminar_id
left join lateral (
  select min(occurred_at) as occurred_at from checkin_event as event
  where event.organization_id = registration.organization_id and event.registration_id = registration.id and event.session_id = session.id
    and kind = 'entry' and verdict = 'accepted' and not is_superseded
) as entry on true
left join lateral (
  select max(occurred_at) as occurred_at from checkin_event as event
  where event.organization_id = registration.organization_id and event.registration_id = registration.id and event.session_id = session.id
    and kind = 'exit' and verdict = 'accepted' and event.occurred_at > entry.occurred_at
) as leave on true
where registration.state = 'confirmed';
grant select on attendance to teiki_app;

-- 修了証: facts and file frozen; one living certificate per registration, and a page of its own that outlives the seminar.
create table certificate (
  organization_id uuid not null,
  id uuid not null default new_id(),
  serial text not null,
  -- The end of the public address: not to be guessed from the serial.
  check_code text not null,
  registration_id uuid not null,
  facts jsonb not null,
  file_id uuid not null,
  pdf_sha256 text not null,
  issued_at timestamptz not null,
  issued_by text not null,
  revoked_at timestamptz,
  revoke_reason text not null default '',
  supersedes_id uuid,
  constraint certificate_key primary key (organization_id, id),
  constraint certificate_serial_is_unique unique (organization_id, serial),
  constraint certificate_of_a_registration foreign key (organization_id, registration_id) references registration (organization_id, id),
  constraint certificate_is_stored foreign key (organization_id, file_id) references stored_file (organization_id, id),
  constraint certificate_supersedes_a_certificate foreign key (organization_id, supersedes_id) references certificate (organization_id, id)
);
create unique index a_registration_has_one_living_certificate on certificate (organization_id, registration_id) where revoked_at is null;
call wall_in('certificate', 'select, insert, update');

-- An erasure takes the names out of the history, too.
grant update (before) on registration_event to teiki_app;
