-- 督促: how many days after an invoice was due its payer is reminded, and how; each level of an invoice once.
create table dunning_level (
  organization_id uuid not null constraint dunning_level_of_an_organization references organization (id),
  level integer not null constraint dunning_levels_are_few check (level between 1 and 5),
  days_after_due integer not null constraint dunning_waits_for_the_due_day check (days_after_due between 1 and 365),
  channel text not null constraint dunning_level_channel_is_known check (channel in ('mail', 'post')),
  constraint dunning_level_key primary key (organization_id, level)
);
call wall_in('dunning_level', 'select, insert, update, delete');

create table invoice_notice (
  organization_id uuid not null,
  invoice_id uuid not null,
  level integer not null,
  channel text not null constraint invoice_notice_channel_is_known check (channel in ('mail', 'post')),
  outbox_id uuid,
  letter_file_id uuid,
  letter_page integer,
  sent_on date not null,
  left_yen bigint not null constraint invoice_notice_asks_for_something check (left_yen > 0),
  constraint an_invoice_is_dunned_once_a_level primary key (organization_id, invoice_id, level),
  constraint invoice_notice_of_an_invoice foreign key (organization_id, invoice_id) references issued_paper (organization_id, id),
  constraint invoice_notice_is_a_mail foreign key (organization_id, outbox_id) references outbox (organization_id, id),
  constraint invoice_notice_is_a_letter foreign key (organization_id, letter_file_id) references stored_file (organization_id, id)
);
call wall_in('invoice_notice', 'select, insert');

-- 督促を止める: somebody talks with this payer.
alter table payer_terms add column is_not_dunned boolean not null default false;
