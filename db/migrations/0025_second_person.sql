-- 承認: what needs a second person: a voucher by hand, a reversal (赤伝), the reopening of a closed month.
create table approval (
  organization_id uuid not null constraint approval_of_an_organization references organization (id),
  id uuid not null default new_id(),
  kind text not null constraint approval_kind_is_known check (kind in ('manual-voucher', 'reversal', 'reopening')),
  -- The voucher's id, the month, or empty
  subject text not null default '',
  content jsonb not null default '{}',
  reason text not null constraint approval_has_a_reason check (reason <> ''),
  requested_at timestamptz not null,
  requested_by text not null,
  state text not null default 'waiting' constraint approval_state_is_known check (state in ('waiting', 'approved', 'declined')),
  decided_at timestamptz,
  decided_by text,
  voucher_id uuid,
  constraint approval_key primary key (organization_id, id),
  constraint a_second_person_approves check (state <> 'approved' or decided_by <> requested_by),
  constraint a_decision_says_who_and_when check ((state = 'waiting') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
  constraint approval_made_a_voucher foreign key (organization_id, voucher_id) references voucher (organization_id, id)
);
create index approval_by_state on approval (organization_id, state, requested_at);
create unique index one_request_waits_for_a_subject on approval (organization_id, kind, subject) where state = 'waiting' and subject <> '';
call wall_in('approval', 'select, insert, update');
