-- 開催中止, and papers by post: what was said when a seminar was called off; which letters are to go out, and which have gone.
alter table seminar
  add column called_off_at timestamptz,
  add column call_off_reason text not null default '',
  add constraint a_seminar_called_off_is_cancelled check (called_off_at is null or state = 'cancelled');

-- 郵送: a paper of the seminar office on its way by post; sent once somebody says so.
create table seminar_letter (
  organization_id uuid not null constraint seminar_letter_of_an_organization references organization (id),
  id uuid not null default new_id(),
  kind text not null constraint seminar_letter_kind_is_known check (kind in ('ticket', 'invoice', 'certificate')),
  order_id uuid not null,
  -- What it carries: the ticket's issue, the paper or the certificate; the same thing is posted once.
  subject_key text not null,
  wanted_at timestamptz not null,
  wanted_by text not null,
  sent_on date,
  sent_by text,
  constraint seminar_letter_key primary key (organization_id, id),
  constraint a_paper_is_posted_once unique (organization_id, kind, subject_key),
  constraint seminar_letter_of_an_order foreign key (organization_id, order_id) references seminar_order (organization_id, id),
  constraint a_letter_sent_says_by_whom check ((sent_on is null) = (sent_by is null))
);
create index seminar_letter_waiting on seminar_letter (organization_id, kind) where sent_on is null;
create index seminar_letter_by_order on seminar_letter (organization_id, order_id);
call wall_in('seminar_letter', 'select, insert, update');

-- 受講証・請求書の届け方: by mail, or by post, as the applicant or staff chose.
alter table seminar_order
  add column by_post boolean not null default false;

alter table registration_event drop constraint registration_event_kind_is_known;
alter table registration_event add constraint registration_event_kind_is_known check (kind in ('swapped', 'cancelled', 'ticket-reissued'));
