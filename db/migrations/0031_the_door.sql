-- 受付の当日: devices with their gates, what a door does besides scanning, the board of conflicts, and the lists that were printed.

-- 受付端末: a phone, tablet or laptop at a door; its id is its own.
create table reception_device (
  organization_id uuid not null,
  id uuid not null,
  seminar_id uuid not null,
  gate text not null,
  -- How far its clock is behind the house's (milliseconds).
  clock_skew_ms bigint not null default 0,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  seen_by text not null,
  constraint reception_device_key primary key (organization_id, id),
  constraint reception_device_for_a_seminar foreign key (organization_id, seminar_id) references seminar (organization_id, id)
);
create index reception_device_by_seminar on reception_device (organization_id, seminar_id, last_seen_at);
call wall_in('reception_device', 'select, insert, update');

alter table checkin_event
  add column device_id uuid,
  -- What the device's own clock showed; occurred_at is the same instant by the house's clock.
  add column device_at timestamptz,
  -- What the door showed before the house had decided: '' where no page was there to show anything.
  add column shown text not null default '',
  -- What was typed for an act that the house refused, until somebody has settled it.
  add column content jsonb not null default '{}',
  add constraint checkin_by_a_device foreign key (organization_id, device_id) references reception_device (organization_id, id),
  drop constraint checkin_kind_is_known,
  add constraint checkin_kind_is_known check (kind in ('entry', 'exit', 'undo', 'payment', 'stand-in', 'walk-in'));
create index checkin_by_registration on checkin_event (organization_id, registration_id) where registration_id is not null;

-- 衝突の判断: only added to; the last one stands.
create table checkin_decision (
  organization_id uuid not null,
  nonce uuid not null,
  seq integer not null constraint checkin_decisions_are_counted check (seq > 0),
  decision text not null constraint checkin_decision_is_known check (decision in ('re-entry', 'two-people', 'settled')),
  note text not null default '',
  decided_at timestamptz not null,
  decided_by text not null,
  constraint checkin_decision_key primary key (organization_id, nonce, seq),
  constraint checkin_decision_on_a_scan foreign key (organization_id, nonce) references checkin_event (organization_id, nonce)
);
call wall_in('checkin_decision', 'select, insert');

-- 受付リストの版: which attendee stood in which row of the paper, so that its row numbers can be entered back.
create table reception_list (
  organization_id uuid not null,
  seminar_id uuid not null,
  list_no integer not null constraint reception_lists_are_counted check (list_no > 0),
  registration_ids uuid[] not null,
  printed_at timestamptz not null,
  printed_by text not null,
  constraint reception_list_key primary key (organization_id, seminar_id, list_no),
  constraint reception_list_of_a_seminar foreign key (organization_id, seminar_id) references seminar (organization_id, id)
);
call wall_in('reception_list', 'select, insert');

-- 受け付ける: writes scans down with their verdicts, in one statement. Of two entries to a session the unique index accepts one and the
-- other stands as a duplicate; a nonce that is known changes nothing; an undo takes back an entry that was not later than itself.
-- The scans of one call hold no entry after an undo of it: the caller splits them there.
create function record_check_ins(of_seminar uuid, at_gate text, by_device uuid, scans jsonb, received timestamptz, recorder text)
returns void language plpgsql volatile as $$
begin
  with resolved as (
    select given.*, found.id as registration_id, coalesce(named.id, near.id) as session_id, least(given.occurred, received) as at,
      case when found.id is null then 'unknown' when found.seminar_id <> of_seminar then 'other-seminar' when found.state = 'held' then 'held'
        when found.state <> 'confirmed' then 'cancelled' when given.kind = 'entry' and not given.forced and found.owed > 0 then 'unpaid'
        else '' end as reason
    from jsonb_to_recordset(scans) as given (nonce uuid, registration uuid, session uuid, kind text, source text, offline boolean,
      forced boolean, occurred timestamptz, shown_at timestamptz, shown text, hash text, number text)
    left join lateral (
      select registration.id, registration.seminar_id, registration.state,
        greatest(total_yen - coalesce(deferred_yen + recognised_yen, 0), 0) + coalesce(receivable_yen, 0) as owed
      from registration join seminar_order on seminar_order.id = order_id
      left join seminar_position as position on position.order_id = seminar_order.id
      where registration.id = coalesce(given.registration,
        (select ticket.registration_id from ticket where token_hash = given.hash and revoked_at is null),
        (select by_number.id from registration as by_number where by_number.number = given.number))
    ) as found on true
    left join seminar_session as named on named.id = given.session and named.seminar_id = of_seminar
    left join lateral (
      select session.id from seminar_session as session where session.seminar_id = of_seminar
      order by abs(extract(epoch from starts_at - given.occurred)) limit 1
    ) as near on true
  ), undone as (
    update checkin_event as entry set is_superseded = true
    from resolved
    where resolved.kind = 'undo' and resolved.reason = '' and entry.registration_id = resolved.registration_id
      and entry.session_id = resolved.session_id and entry.kind = 'entry' and entry.verdict = 'accepted' and not entry.is_superseded
      and (entry.occurred_at <= resolved.at or entry.device_id = by_device)
      and not exists (select from checkin_event as known where known.nonce = resolved.nonce)
    returning resolved.nonce
  ), judged as (
    select resolved.*, case when reason = '' and kind = 'undo' and nonce not in (select nonce from undone) then 'not-entered'
      else reason end as why
    from resolved
  ), written as (
    insert into checkin_event (organization_id, nonce, seminar_id, session_id, registration_id, device, device_id, kind, source, occurred_at,
      device_at, received_at, is_offline, is_forced, shown, verdict, reason, recorded_by)
    select current_organization(), nonce, of_seminar, session_id, registration_id, at_gate, by_device, kind, source, at, shown_at, received,
      offline, forced, shown, case when why <> '' then 'rejected' else 'accepted' end, why, recorder
    from judged order by at, nonce
    on conflict do nothing
    returning nonce
  )
  -- What the one-entry rule kept out.
  insert into checkin_event (organization_id, nonce, seminar_id, session_id, registration_id, device, device_id, kind, source, occurred_at,
    device_at, received_at, is_offline, is_forced, shown, verdict, recorded_by)
  select current_organization(), nonce, of_seminar, session_id, registration_id, at_gate, by_device, kind, source, at, shown_at, received,
    offline, forced, shown, 'duplicate', recorder
  from judged where nonce not in (select nonce from written)
  on conflict do nothing;
end
$$;
grant execute on function record_check_ins to teiki_app;

-- 衝突: the door had shown something that it could not take back at once, and the house decided otherwise.
create function is_conflict(event checkin_event) returns boolean language sql immutable as $$
  select case
    when event.kind = 'entry' then
      (event.is_offline or event.received_at > event.occurred_at + interval '10 seconds')
      and case when event.shown in ('', 'entered') then event.verdict <> 'accepted' and (event.shown <> '' or event.is_offline)
        else event.verdict = 'accepted' and event.shown <> 'undone' end
    when event.kind in ('exit', 'undo') then false
    else event.verdict = 'rejected' or event.reason = 'overpaid'
  end
$$;
grant execute on function is_conflict to teiki_app;
