-- 同じ瞬間の受付は端末の順に: of two scans of a ticket that bear the same instant (a device whose clock runs ahead has all of a batch cut to
-- the instant of arrival) the one that the device took first is the entry. Whoever is scanned at two doors is locked in the same order by both.
drop function resolved_check_ins(uuid, jsonb, timestamptz);
create function resolved_check_ins(of_seminar uuid, scans jsonb, received timestamptz)
returns table (nonce uuid, registration_id uuid, session_id uuid, kind text, source text, offline boolean, forced boolean, at timestamptz,
  shown_at timestamptz, shown text, reason text, place bigint, number text, name text, kana text, company_name text, owed bigint)
language sql stable rows 1 as $$
  select given.nonce, found.id, coalesce(named.id, near.id), given.kind, given.source, given.offline, given.forced,
    least(given.occurred, received), given.shown_at, given.shown,
    case when found.id is null then 'unknown' when found.seminar_id <> of_seminar then 'other-seminar' when found.state = 'held' then 'held'
      when found.state <> 'confirmed' then 'cancelled' when given.kind = 'entry' and not given.forced and found.owed > 0 then 'unpaid'
      else '' end, given.place, found.number, found.name, found.kana, found.company_name, coalesce(found.owed, 0)::bigint
  from (
    select scan.*, coalesce(scan.registration,
      (select ticket.registration_id from ticket where token_hash = scan.hash and revoked_at is null limit 1),
      (select by_number.id from registration as by_number where by_number.number = scan.number limit 1)) as whose
    from rows from (jsonb_to_recordset(scans) as (nonce uuid, registration uuid, session uuid, kind text, source text, offline boolean,
      forced boolean, occurred timestamptz, shown_at timestamptz, shown text, hash text, number text)) with ordinality
      as scan (nonce, registration, session, kind, source, offline, forced, occurred, shown_at, shown, hash, number, place)
    offset 0
  ) as given
  left join lateral (
    select registration.id, registration.seminar_id, registration.state, registration.number, company_name,
      concat_ws(' ', family_name, nullif(given_name, '')) as name, concat_ws(' ', family_name_kana, nullif(given_name_kana, '')) as kana, (
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

-- 受け付ける: as before, but people in one order, whatever their order in the batch, and each one's scans as his door took them.
create or replace function record_check_ins(of_seminar uuid, at_gate text, by_device uuid, scans jsonb, received timestamptz, recorder text)
returns setof check_in_verdict language plpgsql volatile rows 1 as $$
declare
  nonces uuid[] := array(select (scan->>'nonce')::uuid from jsonb_array_elements(scans) as scan);
  answers check_in_verdict[];
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
  with resolved as materialized (
    select * from resolved_check_ins(of_seminar, scans, received)
  ), written as (
    insert into checkin_event (organization_id, nonce, seminar_id, session_id, registration_id, device, device_id, kind, source, occurred_at,
      device_at, received_at, is_offline, is_forced, shown, verdict, reason, recorded_by)
    select current_organization(), nonce, of_seminar, session_id, registration_id, at_gate, by_device, kind, source, at, shown_at, received,
      offline, forced, shown, case when reason <> '' then 'rejected' else 'accepted' end, reason, recorder
    from resolved order by registration_id, session_id, at, place
    on conflict do nothing
    returning nonce, verdict
  ), doubled as (
    -- What the one-entry rule kept out.
    insert into checkin_event (organization_id, nonce, seminar_id, session_id, registration_id, device, device_id, kind, source, occurred_at,
      device_at, received_at, is_offline, is_forced, shown, verdict, recorded_by)
    select current_organization(), nonce, of_seminar, session_id, registration_id, at_gate, by_device, kind, source, at, shown_at, received,
      offline, forced, shown, 'duplicate', recorder
    from resolved where nonce not in (select nonce from written)
    on conflict do nothing
  )
  select array_agg(row (nonce, kind, verdict, reason, '', registration_id, number, name, kana, company_name, owed, null, null, null,
    null)::check_in_verdict order by place) into answers
  from resolved join written using (nonce) where reason <> 'other-seminar';
  if cardinality(answers) = cardinality(nonces) then
    return query select * from unnest(answers);
    return;
  end if;
  -- Who was in already, or belongs elsewhere: a statement of its own, which sees what another door has committed meanwhile.
  return query select * from check_in_verdicts(nonces);
end
$$;

-- One plan for ever: the planner believed each list of scans to be worth a plan of its own, which took ten times as long as the answer.
alter function check_in_verdicts(uuid[]) set plan_cache_mode = force_generic_plan;
