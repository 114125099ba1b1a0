-- 廃刊精算: a title that ended offers those with units left another title or their money; who says nothing by a day is owed it (未払金).
create table discontinuation (
  organization_id uuid not null,
  publication_id uuid not null,
  -- The plan that a transfer goes to; without one there is only the refund.
  transfer_offer_id uuid,
  answer_until date not null,
  offered_at timestamptz not null,
  offered_by text not null,
  letter_file_id uuid,
  settled_on date,
  settled_by text,
  constraint discontinuation_key primary key (organization_id, publication_id),
  constraint discontinuation_of_a_title foreign key (organization_id, publication_id) references publication (organization_id, id),
  constraint discontinued_readers_go_to_an_offer foreign key (organization_id, transfer_offer_id) references offer (organization_id, id),
  constraint discontinued_letters_are_stored foreign key (organization_id, letter_file_id) references stored_file (organization_id, id),
  constraint a_settled_discontinuation_says_who check ((settled_on is null) = (settled_by is null))
);
call wall_in('discontinuation', 'select, insert, update');

-- A contract with units left of the title, what its payer was offered and what became of it; yen with tax.
create table discontinued_contract (
  organization_id uuid not null,
  contract_id uuid not null,
  publication_id uuid not null,
  units_left integer not null,
  -- 前受金 when it was offered.
  offered_yen bigint not null,
  channel text not null constraint discontinued_channel_is_known check (channel in ('mail', 'post', 'none')),
  token_hash text,
  outbox_id uuid,
  letter_page integer,
  outcome text constraint discontinued_outcome_is_known check (outcome in ('transferred', 'refunded', 'unanswered', 'ended')),
  -- 前受金 when it was settled: moved to the other title, or now owed.
  settled_yen bigint not null default 0,
  -- The voucher's source key: what was booked together.
  act_key text,
  answered_at timestamptz,
  answered_by text,
  to_contract_id uuid,
  refund_number text,
  -- The account that the reader told for the payout.
  bank_name text not null default '',
  branch_name text not null default '',
  account_kind text not null default '' constraint payout_account_kind_is_known check (account_kind in ('', 'ordinary', 'current', 'savings')),
  account_number text not null default '',
  account_holder text not null default '',
  account_told_at timestamptz,
  constraint discontinued_contract_key primary key (organization_id, contract_id),
  constraint discontinued_contract_of_a_settlement foreign key (organization_id, publication_id)
    references discontinuation (organization_id, publication_id),
  constraint discontinued_contract_is_a_contract foreign key (organization_id, contract_id) references contract (organization_id, id),
  constraint discontinued_contract_goes_on foreign key (organization_id, to_contract_id) references contract (organization_id, id),
  constraint discontinued_refund_is_owed foreign key (organization_id, refund_number) references refund (organization_id, number),
  constraint discontinued_mail_was_queued foreign key (organization_id, outbox_id) references outbox (organization_id, id),
  constraint a_transferred_one_goes_on check ((outcome is not distinct from 'transferred') = (to_contract_id is not null)),
  constraint discontinued_token_is_one_contracts unique (organization_id, token_hash)
);
create index discontinued_contract_by_title on discontinued_contract (organization_id, publication_id);
create index discontinued_contract_by_act on discontinued_contract (organization_id, act_key);
call wall_in('discontinued_contract', 'select, insert, update');

-- What a contract's money buys of a plan of another title: as many units as it pays for at the plan's price, at least one; of `transferContract`.
-- The planner may put the division beneath the choice of the offer, where free offers stand: hence nullif.
create function discontinued_transfer(contract_asked uuid, offer_asked uuid) returns table (publication text, publication_english text,
  offer text, units integer) language sql stable as $$
  select publication.name, publication.name_english, offer.name,
    greatest(1, position.deferred_yen * offer.units / nullif(offer.price_yen * greatest(copies.count, 1), 0))::integer
  from offer join publication on publication.id = offer.publication_id
  join contract_position as position on position.contract_id = contract_asked
  cross join lateral (select coalesce(sum(line.copies), 0)::bigint as count from contract_line as line
    where line.contract_id = contract_asked and line.until_issue is null) as copies
  where offer.id = offer_asked and position.deferred_yen > 0
$$;
grant execute on function discontinued_transfer to teiki_app;
