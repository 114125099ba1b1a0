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
