-- 操作説明会: seminars to which who joined or whose contact person changed is invited, each reason once.
alter table seminar
  add column is_briefing boolean not null default false;

create table briefing_invitation (
  organization_id uuid not null,
  member_id uuid not null,
  reason text not null constraint briefing_reason_is_known check (reason in ('joined', 'contact-changed')),
  -- The day that he joined, or that the change took effect.
  reason_on date not null,
  seminar_id uuid not null,
  invited_at timestamptz not null,
  constraint briefing_invitation_key primary key (organization_id, member_id, reason, reason_on),
  constraint briefing_invitation_of_a_member foreign key (organization_id, member_id) references member (organization_id, id),
  constraint briefing_invitation_to_a_seminar foreign key (organization_id, seminar_id) references seminar (organization_id, id)
);
create index briefing_invitation_by_seminar on briefing_invitation (organization_id, seminar_id);
call wall_in('briefing_invitation', 'select, insert');

-- 席を取る, in one round trip: seats that these orders hold are kept on the new terms, missing ones are taken, all or none; whether every
-- living registration has its seat in every pool then.
create function claim_seats(wanted_orders uuid[], seat_state text, why text, until timestamptz, at timestamptz)
returns boolean language plpgsql volatile as $$
declare
  seats integer;
begin
  -- Who comes when a pool is visibly full is told so at once: most of a rush does.
  perform from registration join fee_type_pool on fee_type_pool.fee_type_id = registration.fee_type_id
    join seat_pool as pool on pool.id = fee_type_pool.pool_id and pool.taken >= pool.capacity + pool.overbook
  where registration.order_id = any(wanted_orders) and registration.state in ('held', 'confirmed')
    and not exists (select from seat_claim as live where live.registration_id = registration.id and live.pool_id = pool.id
      and live.state in ('held', 'confirmed'))
  limit 1;
  if found then
    return false;
  end if;
  update seat_claim set state = seat_state, reason = why, expires_at = until
  where order_id = any(wanted_orders) and state = 'held';
  -- The guard skips what is visibly full, and the constraint refuses what two would take at once.
  insert into seat_claim (organization_id, pool_id, order_id, registration_id, state, reason, expires_at, claimed_at)
  select organization_id, pool_id, order_id, registration_id, seat_state, why, until, at from (
    select wanted.*, bool_and(free >= needed) over () as fits from (
      select pool.organization_id, pool.id as pool_id, registration.id as registration_id, registration.order_id,
        pool.capacity + pool.overbook - pool.taken as free, count(*) over (partition by pool.id) as needed
      from registration
      join fee_type_pool on fee_type_pool.fee_type_id = registration.fee_type_id
      join seat_pool as pool on pool.id = fee_type_pool.pool_id
      where registration.order_id = any(wanted_orders) and registration.state in ('held', 'confirmed')
        and not exists (select from seat_claim as live where live.registration_id = registration.id and live.pool_id = pool.id
          and live.state in ('held', 'confirmed'))
    ) as wanted
  ) as weighed where fits order by pool_id;
  get diagnostics seats = row_count;
  -- All that was missing was taken; or nothing was missing, or nothing could be taken.
  return seats > 0 or not exists (
    select from registration join fee_type_pool on fee_type_pool.fee_type_id = registration.fee_type_id
    where registration.order_id = any(wanted_orders) and registration.state in ('held', 'confirmed')
      and not exists (select from seat_claim where seat_claim.registration_id = registration.id
        and seat_claim.pool_id = fee_type_pool.pool_id and seat_claim.state in ('held', 'confirmed')));
end
$$;
grant execute on function claim_seats to teiki_app;
drop function take_seats;
