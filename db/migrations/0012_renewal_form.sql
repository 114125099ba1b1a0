-- 継続専用フォーム: an application may renew a term; the page of a letter within its printing batch.

alter table application
  add column renews_id uuid,
  add column renewal_step integer,
  add constraint application_renews_a_contract foreign key (organization_id, renews_id) references contract (organization_id, id);

alter table renewal_notice add column letter_page integer;
alter table payment_notice add column letter_page integer;
