-- 償却債権取立益 (recovered debts), renewal series and what was sent of them, perks, settings of one member.

alter table movement drop constraint movement_cause_is_known;
alter table movement add constraint movement_cause_is_known check (cause in ('opening', 'payment', 'issue', 'refund', 'fee-kept',
  'repriced', 'forfeited', 'allowance', 'written-off', 'recovered', 'transfer', 'reversal'));

-- 継続案内の系列: the steps of an offer; issues_left counts units still to be served (negative: issues after the last one).
create table renewal_step (
  organization_id uuid not null,
  offer_id uuid not null,
  step integer not null constraint renewal_step_is_positive check (step > 0),
  issues_left integer not null constraint renewal_step_is_near_the_end check (issues_left between -6 and 24),
  channel text not null constraint renewal_channel_is_known check (channel in ('mail', 'post')),
  constraint renewal_step_key primary key (organization_id, offer_id, step),
  constraint renewal_step_of_an_offer foreign key (organization_id, offer_id) references offer (organization_id, id),
  constraint steps_come_at_different_times unique (organization_id, offer_id, issues_left)
);
call wall_in('renewal_step', 'select, insert, update, delete');

-- 個客ごとの設定 (A2): null takes the offer's own way.
create table member_setting (
  organization_id uuid not null,
  member_id uuid not null,
  notice_channel text constraint member_notice_channel_is_known check (notice_channel in ('mail', 'post', 'none')),
  notice_days_before integer constraint notice_days_are_a_number_of_days check (notice_days_before between 1 and 365),
  ship_every integer constraint member_ships_every_few_issues check (ship_every between 1 and 6),
  perk_code text,
  constraint member_setting_key primary key (organization_id, member_id),
  constraint setting_of_a_member foreign key (organization_id, member_id) references member (organization_id, id)
);
call wall_in('member_setting', 'select, insert, update');

-- 継続案内: one notice of one step to one contract, once; as it was sent, with the token of its own form.
create table renewal_notice (
  organization_id uuid not null,
  id uuid not null default new_id(),
  contract_id uuid not null,
  step integer not null,
  channel text not null constraint renewal_notice_channel_is_known check (channel in ('mail', 'post')),
  token_hash text not null,
  outbox_id uuid,
  letter_file_id uuid,
  sent_on date not null,
  opened_at timestamptz,
  used_at timestamptz,
  expires_on date not null,
  constraint renewal_notice_key primary key (organization_id, id),
  constraint a_step_is_sent_once unique (organization_id, contract_id, step),
  constraint renewal_token_is_unique unique (organization_id, token_hash),
  constraint renewal_notice_of_a_contract foreign key (organization_id, contract_id) references contract (organization_id, id),
  constraint renewal_notice_is_a_mail foreign key (organization_id, outbox_id) references outbox (organization_id, id),
  constraint renewal_notice_is_a_letter foreign key (organization_id, letter_file_id) references stored_file (organization_id, id)
);
call wall_in('renewal_notice', 'select, insert, update');

-- 更新特典 (B3): which renewal earns what.
create table perk_rule (
  organization_id uuid not null,
  id uuid not null default new_id(),
  offer_id uuid not null,
  generation integer not null constraint perk_generation_is_a_renewal check (generation > 1),
  code text not null,
  name text not null,
  name_english text not null default '',
  constraint perk_rule_key primary key (organization_id, id),
  constraint perk_rule_of_an_offer foreign key (organization_id, offer_id) references offer (organization_id, id),
  constraint one_perk_of_a_code_per_renewal unique (organization_id, offer_id, generation, code)
);
call wall_in('perk_rule', 'select, insert, update, delete');

create table contract_perk (
  organization_id uuid not null,
  contract_id uuid not null,
  code text not null,
  name text not null,
  picked_run_id uuid,
  constraint contract_perk_key primary key (organization_id, contract_id, code),
  constraint perk_of_a_contract foreign key (organization_id, contract_id) references contract (organization_id, id),
  constraint perk_is_picked_with_a_run foreign key (organization_id, picked_run_id) references issue_run (organization_id, id)
);
call wall_in('contract_perk', 'select, insert, update');

-- 入金案内・未入金停止 (B4): when an unpaid contract is reminded and when it stops, in units served unpaid.
create table dunning_rule (
  organization_id uuid not null constraint dunning_rule_of_an_organization references organization (id),
  step integer not null constraint dunning_step_is_positive check (step > 0),
  days_after_order integer not null constraint dunning_days_are_positive check (days_after_order > 0),
  channel text not null constraint dunning_channel_is_known check (channel in ('mail', 'post', 'stop')),
  constraint dunning_rule_key primary key (organization_id, step)
);
call wall_in('dunning_rule', 'select, insert, update, delete');

create table payment_notice (
  organization_id uuid not null,
  contract_id uuid not null,
  step integer not null,
  channel text not null,
  outbox_id uuid,
  letter_file_id uuid,
  sent_on date not null,
  owed_yen bigint not null,
  constraint a_payment_notice_is_sent_once primary key (organization_id, contract_id, step),
  constraint payment_notice_of_a_contract foreign key (organization_id, contract_id) references contract (organization_id, id),
  constraint payment_notice_is_a_mail foreign key (organization_id, outbox_id) references outbox (organization_id, id),
  constraint payment_notice_is_a_letter foreign key (organization_id, letter_file_id) references stored_file (organization_id, id)
);
call wall_in('payment_notice', 'select, insert');
