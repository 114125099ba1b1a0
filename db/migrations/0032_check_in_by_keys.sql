-- 受付を鍵で引く: a check-in is one call that looks each thing up by its keys, and gives its verdict; as one join it read the whole house.
drop function record_check_ins(uuid, text, uuid, jsonb, timestamptz, text);

-- Whom each scan means, when it was by the house's clock, and what speaks against letting him in. Each is looked up by itself, by its keys:
-- a join would read the whole house for one scan.
create function resolved_check_ins(of_seminar uuid, scans jsonb, received timestamptz)
returns table (nonce uuid, registration_id uuid, session_id uuid, kind text, source text, offline boolean, forced boolean, at timestamptz,
  shown_at timestamptz, shown text, reason text) language sql stable rows 1 as $$
  select given.nonce, found.id, coalesce(named.id, near.id), given.kind, given.source, given.offline, given.forced,
    least(given.occurred, received), given.shown_at, given.shown,
    case when found.id is null then 'unknown' when found.seminar_id <> of_seminar then 'other-seminar' when found.state = 'held' then 'held'
      when found.state <> 'confirmed' then 'cancelled' when given.kind = 'entry' and not given.forced and found.owed > 0 then 'unpaid'
      else '' end
  from (
    select scan.*, coalesce(scan.registration,
      (select ticket.registration_id from ticket where token_hash = scan.hash and revoked_at is null limit 1),
      (select by_number.id from registration as by_number where by_number.number = scan.number limit 1)) as whose
    from jsonb_to_recordset(scans) as scan (nonce uuid, registration uuid, session uuid, kind text, source text, offline boolean,
      forced boolean, occurred timestamptz, shown_at timestamptz, shown text, hash text, number text)
    offset 0
  ) as given
  left join lateral (
    select registration.id, registration.seminar_id, registration.state, (
      select greatest(total_yen - coalesce(deferred_yen + recognised_yen, 0), 0) + coalesce(receivable_yen, 0)
      from seminar_order left join seminar_position as position on position.order_id = seminar_order.id
      where seminar_order.id = registration.order_id limit 1
    ) as owed
    from registration where registration.id = given.whose limit 1
  ) as found on true
  left join lateral (
    select session.id from seminar_session as session where session.id = given.session and session.seminar_id = of_seminar limit 1
  ) as named on true
  left join lateral (
    select session.id from seminar_session as session where session.seminar_id = of_seminar
    order by abs(extract(epoch from starts_at - given.occurred)) limit 1
  ) as near on named.id is null
$$;
grant execute on function resolved_check_ins to teiki_app;

-- The verdicts on scans and acts that are written down, as a door shows them; each looked up by its keys, however few rows the planner
-- believes in.
create type check_in_verdict as (nonce uuid, kind text, verdict text, reason text, message text, "registrationId" uuid, number text,
  name text, kana text, company text, "owedYen" bigint, "firstAt" timestamptz, "firstDevice" text, "otherTitle" text, "otherRoom" text);
create function check_in_verdicts(nonces uuid[]) returns setof check_in_verdict language plpgsql stable rows 1 as $$
begin
  return query
  select event.nonce, event.kind, event.verdict, event.reason, coalesce(event.content->>'message', ''), event.registration_id,
    person.number, person.name, person.kana, person.company_name, coalesce(person.owed, 0)::bigint, first.occurred_at, first.device,
    other.title, other.room
  from unnest(nonces) as asked (nonce)
  cross join lateral (select * from checkin_event where checkin_event.nonce = asked.nonce limit 1) as event
  left join lateral (
    select registration.number, concat_ws(' ', family_name, nullif(given_name, '')) as name, registration.seminar_id,
      concat_ws(' ', family_name_kana, nullif(given_name_kana, '')) as kana, company_name, (
        select greatest(total_yen - coalesce(deferred_yen + recognised_yen, 0), 0) + coalesce(receivable_yen, 0)
        from seminar_order left join seminar_position as position on position.order_id = seminar_order.id
        where seminar_order.id = registration.order_id limit 1
      ) as owed
    from registration where registration.id = event.registration_id limit 1
  ) as person on true
  left join lateral (
    select entry.occurred_at, entry.device from checkin_event as entry
    where event.verdict = 'duplicate' and entry.registration_id = event.registration_id and entry.session_id = event.session_id
      and entry.kind = 'entry' and entry.verdict = 'accepted' and not entry.is_superseded limit 1
  ) as first on true
  left join lateral (
    select seminar.title, (select room.name from seminar_session join room on room.id = room_id
      where seminar_session.seminar_id = seminar.id order by starts_at limit 1) as room
    from seminar where event.reason = 'other-seminar' and seminar.id = person.seminar_id limit 1
  ) as other on true;
end
$$;
grant execute on function check_in_verdicts to teiki_app;

-- 受け付ける: writes scans down and gives their verdicts. Of two entries to a session the unique index accepts one and the
-- other stands as a duplicate; a nonce that is known changes nothing; an undo takes back an entry that was not later than itself.
-- The scans of one call are undos, or none is: the caller splits them there.
create function record_check_ins(of_seminar uuid, at_gate text, by_device uuid, scans jsonb, received timestamptz, recorder text)
returns setof check_in_verdict language plpgsql volatile rows 1 as $$
declare
  nonces uuid[] := array(select (scan->>'nonce')::uuid from jsonb_array_elements(scans) as scan);
  written integer;
begin
  if scans->0->>'kind' = 'undo' then
    with undone as (
      update checkin_event as entry set is_superseded = true
      from resolved_check_ins(of_seminar, scans, received) as undo
      where undo.reason = '' and entry.registration_id = undo.registration_id and entry.session_id = undo.session_id and entry.kind = 'entry'
        and entry.verdict = 'accepted' and not entry.is_superseded and (entry.occurred_at <= undo.at or entry.device_id = by_device)
        and not exists (select from checkin_event as known where known.nonce = undo.nonce)
      returning undo.nonce
    )
    insert into checkin_event (organization_id, nonce, seminar_id, session_id, registration_id, device, device_id, kind, source, occurred_at,
      device_at, received_at, is_offline, is_forced, shown, verdict, reason, recorded_by)
    select current_organization(), nonce, of_seminar, session_id, registration_id, at_gate, by_device, kind, source, at, shown_at, received,
      offline, forced, shown, case when nonce in (select nonce from undone) then 'accepted' else 'rejected' end,
      case when reason <> '' then reason when nonce in (select nonce from undone) then '' else 'not-entered' end, recorder
    from resolved_check_ins(of_seminar, scans, received)
    on conflict do nothing;
    return query select * from check_in_verdicts(nonces);
    return;
  end if;
  insert into checkin_event (organization_id, nonce, seminar_id, session_id, registration_id, device, device_id, kind, source, occurred_at,
    device_at, received_at, is_offline, is_forced, shown, verdict, reason, recorded_by)
  select current_organization(), nonce, of_seminar, session_id, registration_id, at_gate, by_device, kind, source, at, shown_at, received,
    offline, forced, shown, case when reason <> '' then 'rejected' else 'accepted' end, reason, recorder
  from resolved_check_ins(of_seminar, scans, received) order by at, nonce
  on conflict do nothing;
  get diagnostics written = row_count;
  if written < cardinality(nonces) then
    -- What the one-entry rule kept out.
    insert into checkin_event (organization_id, nonce, seminar_id, session_id, registration_id, device, device_id, kind, source, occurred_at,
      device_at, received_at, is_offline, is_forced, shown, verdict, recorded_by)
    select current_organization(), nonce, of_seminar, session_id, registration_id, at_gate, by_device, kind, source, at, shown_at, received,
      offline, forced, shown, 'duplicate', recorder
    from resolved_check_ins(of_seminar, scans, received)
    on conflict do nothing;
  end if;
  -- A statement of its own, which sees what another door has committed meanwhile.
  return query select * from check_in_verdicts(nonces);
end
$$;
grant execute on function record_check_ins to teiki_app;
