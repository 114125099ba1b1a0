-- 文言: an organization's own words for a kind of notice, in versions that are never changed. Step 0 is every step of a series that has no
-- words of its own.
create table notice_wording (
  organization_id uuid not null constraint notice_wording_of_an_organization references organization (id),
  id uuid not null default new_id(),
  kind text not null,
  channel text not null constraint notice_wording_channel_is_known check (channel in ('mail', 'letter')),
  locale text not null constraint notice_wording_language_is_known check (locale in ('ja', 'en')),
  step integer not null constraint notice_wording_step_is_small check (step between 0 and 20),
  version integer not null constraint notice_wording_version_counts_from_one check (version >= 1),
  subject text not null constraint notice_wording_has_a_subject check (subject <> ''),
  body text not null constraint notice_wording_has_a_body check (body <> ''),
  recorded_at timestamptz not null,
  recorded_by text not null,
  constraint notice_wording_key primary key (organization_id, id),
  constraint notice_wording_versions_follow_each_other unique (organization_id, kind, channel, locale, step, version)
);
call wall_in('notice_wording', 'select, insert');

-- 公開: from when which version speaks; the last decision whose moment has come counts. Without a version the standard speaks again.
create table notice_wording_decision (
  organization_id uuid not null constraint wording_decision_of_an_organization references organization (id),
  kind text not null,
  channel text not null,
  locale text not null,
  step integer not null,
  number integer not null,
  version integer,
  from_at timestamptz not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  constraint notice_wording_decision_key primary key (organization_id, kind, channel, locale, step, number),
  constraint wording_decision_for_a_version foreign key (organization_id, kind, channel, locale, step, version)
    references notice_wording (organization_id, kind, channel, locale, step, version)
);
call wall_in('notice_wording_decision', 'select, insert');

-- What was sent names the version that it was worded by; null is the standard.
alter table outbox add column wording_id uuid,
  add constraint outbox_worded_by foreign key (organization_id, wording_id) references notice_wording (organization_id, id);
alter table renewal_notice add column wording_id uuid,
  add constraint renewal_notice_worded_by foreign key (organization_id, wording_id) references notice_wording (organization_id, id);
alter table payment_notice add column wording_id uuid,
  add constraint payment_notice_worded_by foreign key (organization_id, wording_id) references notice_wording (organization_id, id);
alter table invoice_notice add column wording_id uuid,
  add constraint invoice_notice_worded_by foreign key (organization_id, wording_id) references notice_wording (organization_id, id);
create index outbox_of_a_wording on outbox (organization_id, wording_id) where wording_id is not null;
create index renewal_notice_of_a_wording on renewal_notice (organization_id, wording_id) where wording_id is not null;
create index payment_notice_of_a_wording on payment_notice (organization_id, wording_id) where wording_id is not null;
create index invoice_notice_of_a_wording on invoice_notice (organization_id, wording_id) where wording_id is not null;
