-- 条件のある購読プラン: for whom alone an offer is meant (学割・会員価格), and the offer at which a term is renewed once that does not hold any more.
create table offer_condition (
  organization_id uuid not null,
  offer_id uuid not null,
  kind text not null constraint offer_condition_kind_is_known check (kind in ('students', 'holders')),
  -- The title of which holders must have a running contract (既読者・会員価格).
  publication_id uuid,
  successor_id uuid not null,
  constraint offer_condition_key primary key (organization_id, offer_id),
  constraint condition_of_an_offer foreign key (organization_id, offer_id) references offer (organization_id, id),
  constraint condition_by_a_title foreign key (organization_id, publication_id) references publication (organization_id, id),
  constraint condition_gives_way_to_an_offer foreign key (organization_id, successor_id) references offer (organization_id, id),
  constraint an_offer_does_not_follow_itself check (successor_id <> offer_id),
  constraint a_price_for_holders_names_their_title check ((kind = 'holders') = (publication_id is not null))
);
create index offer_condition_by_successor on offer_condition (organization_id, successor_id);
call wall_in('offer_condition', 'select, insert, update, delete');

-- 在学の確認: what somebody said about his studies, and what an operator decided on it; the last decision about a member is in force.
create table student_proof (
  organization_id uuid not null,
  id uuid not null default new_id(),
  member_id uuid not null,
  -- The order at the students' price that waits for it; null where the proof came by itself.
  order_id uuid,
  school text not null,
  -- The first day of the month in which he expects to graduate; null where nobody asked.
  graduates_in date constraint graduation_is_known_by_the_month check (extract(day from graduates_in) = 1),
  asked_at timestamptz not null,
  state text not null constraint student_proof_state_is_known check (state in ('waiting', 'confirmed', 'refused')),
  -- JST, included.
  studies_until date,
  note text not null default '',
  decided_at timestamptz,
  decided_by text,
  constraint student_proof_key primary key (organization_id, id),
  constraint student_proof_of_a_member foreign key (organization_id, member_id) references member (organization_id, id),
  constraint student_proof_for_an_order foreign key (organization_id, order_id) references customer_order (organization_id, id),
  constraint an_order_waits_for_one_proof unique (organization_id, order_id),
  constraint a_decision_on_studies_says_who_and_when check (
    (state = 'waiting') = (decided_at is null) and (decided_at is null) = (decided_by is null)),
  constraint confirmed_studies_have_an_end check ((state = 'confirmed') = (studies_until is not null))
);
create index student_proof_by_member on student_proof (organization_id, member_id);
create index student_proof_by_state on student_proof (organization_id, state, asked_at);
call wall_in('student_proof', 'select, insert, update');

-- Whose page an application was made on; nobody else is looked for then.
alter table application add column member_id uuid,
  add constraint application_by_a_member foreign key (organization_id, member_id) references member (organization_id, id);

-- Whether a member may take an offer on a JST day: everybody may take one without a condition.
create function offer_condition_holds(of_offer uuid, for_member uuid, on_day date) returns boolean language sql stable as $$
  select coalesce((
    select case condition.kind
      when 'students' then coalesce((
        select proof.state = 'confirmed' and proof.studies_until >= on_day from student_proof as proof
        where proof.member_id in (select member_family(for_member)) and proof.decided_at is not null
        order by proof.decided_at desc, proof.id desc limit 1), false)
      when 'holders' then exists (
        select from contract join contract_position as position on position.contract_id = contract.id
        where contract.payer_id in (select member_family(for_member)) and contract.publication_id = condition.publication_id
          and contract.state = 'active' and position.served_units < contract.units and contract.category not in ('sample', 'complimentary'))
    end
    from offer_condition as condition where condition.offer_id = of_offer), true)
$$;

-- The JST day on which the term after a contract begins: when its last issue ships, as the calendar stands, and not before a day.
create function renewal_day(of_contract uuid, not_before date) returns date language sql stable as $$
  select greatest(not_before, coalesce(issue.shipped_on, issue.ships_on))
  from contract left join issue on issue.publication_id = contract.publication_id and issue.number = expected_last_issue(contract.id)
  where contract.id = of_contract
$$;

-- The offer that a contract is renewed at: its own while its condition holds on the day on which the next term begins, else the successor.
create function renewal_offer(of_contract uuid, not_before date) returns uuid language sql stable as $$
  select case when condition.offer_id is null
    or offer_condition_holds(contract.offer_id, contract.payer_id, renewal_day(contract.id, not_before)) then contract.offer_id
    else condition.successor_id end
  from contract left join offer_condition as condition on condition.offer_id = contract.offer_id
  where contract.id = of_contract
$$;
grant execute on function offer_condition_holds, renewal_day, renewal_offer to teiki_app;
