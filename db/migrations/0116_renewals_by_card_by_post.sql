-- 自動更新のお知らせ: what a reader was told of a renewal by card, by mail or by letter, each once. A letter waits for the day's print.
create table auto_renewal_notice (
  organization_id uuid not null,
  contract_id uuid not null,
  kind text not null constraint auto_renewal_notice_kind_is_known check (kind in ('announcement', 'charge-failed')),
  -- The attempt that failed; an announcement comes before all.
  attempt integer not null,
  sent_on date not null,
  channel text not null constraint auto_renewal_notice_channel_is_known check (channel in ('mail', 'post')),
  outbox_id uuid,
  letter_file_id uuid,
  letter_page integer,
  wording_id uuid,
  constraint auto_renewal_notice_key primary key (organization_id, contract_id, kind, attempt, sent_on),
  constraint auto_renewal_notice_of_a_renewal foreign key (organization_id, contract_id) references auto_renewal (organization_id, contract_id),
  constraint auto_renewal_notice_is_a_mail foreign key (organization_id, outbox_id) references outbox (organization_id, id),
  constraint auto_renewal_notice_is_a_letter foreign key (organization_id, letter_file_id) references stored_file (organization_id, id),
  constraint auto_renewal_notice_worded_by foreign key (organization_id, wording_id) references notice_wording (organization_id, id)
);
create index auto_renewal_notice_by_mail on auto_renewal_notice (organization_id, outbox_id) where outbox_id is not null;
create index auto_renewal_notice_to_print on auto_renewal_notice (organization_id) where channel = 'post' and letter_file_id is null;
call wall_in('auto_renewal_notice', 'select, insert, update');
