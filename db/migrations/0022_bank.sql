-- 銀行の明細と消込: files as they came, each deposit once, names that were learned, fees that payers take off.

-- The schema is named, because an index is built without a search path.
-- Matching key of a payer's name (照合キー): kana of any width and kind without small kana, marks and the abbreviations of corporations.
create function remitter_key(value text) returns text language sql immutable parallel safe strict as $$
  select regexp_replace(regexp_replace(regexp_replace(
    translate(public.search_form(value), 'ァィゥェォッャュョヮヲ', 'アイウエオツヤユヨワオ'),
    '^[0-9]{1,10}', ''),
    '^(カブシキガイシヤ|ユウゲンガイシヤ|ゴウドウガイシヤ|イツパンシヤダンホウジン|シヤダンホウジン|ザイダンホウジン|\(?(カ|ユ|メ|シ|ド|ザイ|シヤ|ガク|イ|シユウ|フク|トクヒ|ドク|エ|ノウ)\))', ''),
    '(カブシキガイシヤ|ユウゲンガイシヤ|ゴウドウガイシヤ|\((カ|ユ|メ|シ|ド|ザイ|シヤ|ガク|イ|シユウ|フク|トクヒ|ドク|エ|ノウ)\)?)$', '')
$$;
grant execute on function remitter_key to teiki_app;
create index member_by_remitter_key on member (organization_id, remitter_key(family_name_kana || given_name_kana));

-- 振込依頼人番号・仮想口座: a payer known by the number that his transfers carry.
alter table payer_terms add column remitter_code text not null default '';
create unique index a_remitter_code_is_one_payers on payer_terms (organization_id, remitter_code) where remitter_code <> '';

alter table billing_setting
  -- 差し引かれた振込手数料 (⚙): differences of these amounts are 支払手数料 instead of an open rest.
  add column absorbs_bank_fees boolean not null default true,
  add column bank_fees integer[] not null default '{110,145,165,220,275,330,385,440,495,550,605,660,715,770,825,880}';

create table bank_file (
  organization_id uuid not null constraint bank_file_of_an_organization references organization (id),
  id uuid not null default new_id(),
  name text not null,
  format text not null constraint bank_file_format_is_known check (format in ('zengin-03', 'zengin-01', 'csv')),
  sha256 text not null,
  file_id uuid not null,
  account text not null,
  deposit_count integer not null,
  deposit_yen bigint not null,
  taken_at timestamptz not null,
  taken_by text not null,
  constraint bank_file_key primary key (organization_id, id),
  constraint a_bank_file_is_taken_once unique (organization_id, sha256),
  constraint bank_file_is_stored foreign key (organization_id, file_id) references stored_file (organization_id, id)
);
call wall_in('bank_file', 'select, insert');

create table bank_line (
  organization_id uuid not null,
  id uuid not null default new_id(),
  bank_file_id uuid not null,
  line_no integer not null,
  -- Account, day, the bank's own number: the same deposit in another file is the same line.
  line_key text not null,
  received_on date not null,
  amount_yen bigint not null constraint bank_line_is_positive check (amount_yen > 0),
  remitter_code text not null default '',
  remitter_name text not null default '',
  remitter_key text not null generated always as (remitter_key(remitter_name)) stored,
  message text not null default '',
  from_bank text not null default '',
  state text not null default 'open' constraint bank_line_state_is_known check (state in ('open', 'matched', 'held', 'assigned', 'ignored')),
  payment_id uuid,
  fee_yen bigint not null default 0 constraint bank_fee_is_not_negative check (fee_yen >= 0),
  decided_at timestamptz,
  decided_by text,
  reasons text[] not null default '{}',
  constraint bank_line_key primary key (organization_id, id),
  constraint a_deposit_is_one_line unique (organization_id, line_key),
  constraint bank_line_of_a_file foreign key (organization_id, bank_file_id) references bank_file (organization_id, id),
  constraint bank_line_became_a_payment foreign key (organization_id, payment_id) references payment (organization_id, id)
);
create index bank_line_by_state on bank_line (organization_id, state, received_on);
call wall_in('bank_line', 'select, insert, update');

-- 学習した名義: a name on transfers that somebody decided to be this payer's.
create table remitter_alias (
  organization_id uuid not null,
  remitter_key text not null constraint alias_is_not_empty check (remitter_key <> ''),
  payer_id uuid not null,
  learned_at timestamptz not null,
  learned_by text not null,
  constraint remitter_alias_key primary key (organization_id, remitter_key),
  constraint alias_of_a_payer foreign key (organization_id, payer_id) references member (organization_id, id)
);
create index remitter_alias_by_payer on remitter_alias (organization_id, payer_id);
call wall_in('remitter_alias', 'select, insert, update, delete');
