-- 一件ずつ受け付ける: a scan's verdict rests on the scans before it (an undo, then an entry again), so that they are taken one after the
-- other, each looked up by its keys. As one join over all of them a single scan, which is what a door sends, took nearly twice as long.
drop function record_check_ins(uuid, text, uuid, jsonb, timestamptz, text);
drop function resolved_check_ins(uuid, jsonb, timestamptz);

-- 受け付ける: writes scans down and gives their verdicts in the order of the scans. Of two entries to a session the unique index accepts one
-- and the other stands as a duplicate; a nonce that is known changes nothing; an undo takes back an entry that was not later than itself.
-- People are taken in one order, whatever their order in the batch: who is scanned at two doors is locked in the same order by both.
create function record_check_ins(of_seminar uuid, at_gate text, by_device uuid, scans jsonb, received timestamptz, recorder text)
returns setof check_in_verdict language plpgsql volatile rows 1 as $$
declare
  scan record;
  person record;
  attended uuid;
  at timestamptz;
  why text;
  is_written boolean;
  answer check_in_verdict;
  answers check_in_verdict[];
begin
  for scan in
    select given.*, coalesce(given.registration,
      (select ticket.registration_id from ticket where token_hash = given.hash and revoked_at is null limit 1),
      (select by_number.id from registration as by_number where by_number.number = given.number limit 1)) as whose
    from rows from (jsonb_to_recordset(scans) as (nonce uuid, registration uuid, session uuid, kind text, source text, offline boolean,
      forced boolean, occurred timestamptz, shown_at timestamptz, shown text, hash text, number text)) with ordinality
      as given (nonce, registration, session, kind, source, offline, forced, occurred, shown_at, shown, hash, number, place)
    order by whose, given.session, given.place
  loop
    at := least(scan.occurred, received);
    select registration.id, registration.seminar_id, registration.state, registration.number, company_name,
      concat_ws(' ', family_name, nullif(given_name, '')) as name, concat_ws(' ', family_name_kana, nullif(given_name_kana, '')) as kana, (
        select greatest(total_yen - coalesce(deferred_yen + recognised_yen, 0), 0) + coalesce(receivable_yen, 0)
        from seminar_order left join seminar_position as position on position.order_id = seminar_order.id
        where seminar_order.id = registration.order_id limit 1
      )::bigint as owed
    into person from registration where registration.id = scan.whose limit 1;
    select session.id into attended from seminar_session as session where session.seminar_id = of_seminar
    order by session.id is not distinct from scan.session desc, abs(extract(epoch from starts_at - scan.occurred)) limit 1;
    why := case when person.id is null then 'unknown' when person.seminar_id <> of_seminar then 'other-seminar'
      when person.state = 'held' then 'held' when person.state <> 'confirmed' then 'cancelled'
      when scan.kind = 'entry' and not scan.forced and person.owed > 0 then 'unpaid' else '' end;
    if scan.kind = 'undo' and why = '' then
      update checkin_event as entry set is_superseded = true
      where entry.registration_id = person.id and entry.session_id = attended and entry.kind = 'entry' and entry.verdict = 'accepted'
        and not entry.is_superseded and (entry.occurred_at <= at or entry.device_id = by_device)
        and not exists (select from checkin_event as known where known.nonce = scan.nonce);
      why := case when found then '' else 'not-entered' end;
    end if;
    insert into checkin_event (organization_id, nonce, seminar_id, session_id, registration_id, device, device_id, kind, source, occurred_at,
      device_at, received_at, is_offline, is_forced, shown, verdict, reason, recorded_by)
    values (current_organization(), scan.nonce, of_seminar, attended, person.id, at_gate, by_device, scan.kind, scan.source, at, scan.shown_at,
      received, scan.offline, scan.forced, scan.shown, case why when '' then 'accepted' else 'rejected' end, why, recorder)
    on conflict do nothing;
    is_written := found;
    if not is_written then
      -- What the one-entry rule kept out; where the nonce was known, nothing.
      insert into checkin_event (organization_id, nonce, seminar_id, session_id, registration_id, device, device_id, kind, source, occurred_at,
        device_at, received_at, is_offline, is_forced, shown, verdict, recorded_by)
      values (current_organization(), scan.nonce, of_seminar, attended, person.id, at_gate, by_device, scan.kind, scan.source, at,
        scan.shown_at, received, scan.offline, scan.forced, scan.shown, 'duplicate', recorder)
      on conflict do nothing;
    end if;
    if is_written and why <> 'other-seminar' then
      answer := row (scan.nonce, scan.kind, case why when '' then 'accepted' else 'rejected' end, why, '', person.id, person.number,
        person.name, person.kana, person.company_name, coalesce(person.owed, 0), null, null, null, null);
    else
      -- Who was in already, or belongs elsewhere: a statement of its own, which sees what another door has committed meanwhile.
      select * into answer from check_in_verdicts(array[scan.nonce]);
    end if;
    answers[scan.place] := answer;
  end loop;
  return query select * from unnest(answers);
end
$$;
grant execute on function record_check_ins to teiki_app;
