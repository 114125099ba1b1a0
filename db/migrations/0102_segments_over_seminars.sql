-- 保存した条件: readers whose contracts have ended, and what members did at seminars. Replaced whole, as a function must be.
create or replace function chosen_members(rules jsonb, today date) returns setof member language sql stable as $$
  select member.* from member
  where member.merged_into_id is null and member.erased_at is null
    and (rules->'prefectures' is null
      or member.prefecture = any (array(select jsonb_array_elements_text(rules->'prefectures'))))
    and (rules->'genders' is null
      or coalesce(member.gender, '') = any (array(select jsonb_array_elements_text(rules->'genders'))))
    and (rules->'industries' is null
      or member.industry = any (array(select jsonb_array_elements_text(rules->'industries'))))
    and (rules->'occupations' is null
      or member.occupation = any (array(select jsonb_array_elements_text(rules->'occupations'))))
    and (rules->'jobTitles' is null
      or member.job_title = any (array(select jsonb_array_elements_text(rules->'jobTitles'))))
    and (rules->'ageFrom' is null or member.born_on <= today - make_interval(years => (rules->>'ageFrom')::integer))
    and (rules->'ageTo' is null or member.born_on > today - make_interval(years => (rules->>'ageTo')::integer + 1))
    and (rules->'wantsMail' is null or member.wants_mail = (rules->>'wantsMail')::boolean)
    and (rules->'contract' is null or (rules->>'contract' = 'active') = exists (
      select from contract join contract_position as position on position.contract_id = contract.id
      join publication on publication.id = contract.publication_id
      where contract.payer_id = member.id and contract.state = 'active' and position.served_units < contract.units
        and (rules->'publications' is null
          or publication.code = any (array(select jsonb_array_elements_text(rules->'publications'))))))
    and (rules->>'contract' is distinct from 'lapsed' or exists (
      select from contract join publication on publication.id = contract.publication_id
      where contract.payer_id = member.id
        and (rules->'publications' is null
          or publication.code = any (array(select jsonb_array_elements_text(rules->'publications'))))))
    and (rules->'owes' is null or (rules->>'owes')::boolean = exists (
      select from contract join contract_position as position on position.contract_id = contract.id
      where contract.payer_id = member.id and position.receivable_yen > 0))
    and (rules->'paidFrom' is null or exists (
      select from payment where payment.payer_id = member.id and payment.received_on >= (rules->>'paidFrom')::date))
    and (rules->'paidAtLeastYen' is null or (
      select coalesce(sum(payment.amount_yen), 0) from payment
      where payment.payer_id = member.id) >= (rules->>'paidAtLeastYen')::bigint)
    and (rules->'field' is null or exists (
      select from member_field_value as own where own.member_id = member.id and own.code = rules->'field'->>'code'
        and own.value = rules->'field'->>'value'))
    -- One list of members, which the planner hashes; asked member by member it would be read as often as there are members.
    and (rules->'seminars' is null or (rules->'seminars'->>'did' <> 'none') = (member.id in (
      select registration.member_id
      from registration join seminar on seminar.id = registration.seminar_id
      cross join lateral (
        select max((session.ends_at at time zone 'Asia/Tokyo')::date) as ended_on from seminar_session as session
        where session.seminar_id = seminar.id
      ) as held
      cross join lateral (
        select exists (select from attendance where attendance.registration_id = registration.id and attendance.status <> 'absent') as came
      ) as seen
      where registration.member_id is not null and registration.state = 'confirmed' and seminar.state <> 'cancelled'
        and (rules->'seminars'->'codes' is null
          or seminar.code = any (array(select jsonb_array_elements_text(rules->'seminars'->'codes'))))
        and (rules->'seminars'->'from' is null or held.ended_on >= (rules->'seminars'->>'from')::date)
        and case rules->'seminars'->>'did' when 'attended' then seen.came
          when 'missed' then not seen.came and held.ended_on < today else true end)))
$$;
