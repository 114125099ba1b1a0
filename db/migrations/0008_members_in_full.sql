-- 会員: addresses with their dates, history, own fields, code tables, consents, companies, search, segments, merges, retention

alter table member
  add column address_code text not null default '',
  add column copies_to text not null default 'home'
    constraint copies_go_to_a_known_address check (copies_to in ('home', 'office', 'delivery')),
  add column company_id uuid,
  add column merged_into_id uuid,
  add column erased_at timestamptz,
  add constraint member_is_merged_into_another check (merged_into_id <> id),
  add constraint member_merged_into_a_member foreign key (organization_id, merged_into_id) references member (organization_id, id);
-- 匿名 (A7): one such member per office.
create unique index address_code_is_unique on member (organization_id, address_code) where address_code <> '';
create index member_in_kana_order on member (organization_id, search_kana, number);
create index member_by_merge on member (organization_id, merged_into_id) where merged_into_id is not null;

-- 法人: several recipients of one company
create table company (
  organization_id uuid not null constraint company_of_an_organization references organization (id),
  id uuid not null default new_id(),
  name text not null constraint company_has_a_name check (name <> ''),
  name_kana text not null default '',
  postal_code text not null default '' constraint company_postal_code_is_seven_digits_or_empty check (postal_code ~ '^([0-9]{7})?$'),
  address text not null default '',
  phone text not null default '',
  note text not null default '',
  created_at timestamptz not null default clock_timestamp(),
  constraint company_key primary key (organization_id, id),
  constraint company_name_is_unique unique (organization_id, name)
);
call wall_in('company', 'select, insert, update');
alter table member add constraint member_of_a_company foreign key (organization_id, company_id) references company (organization_id, id);
create index member_by_company on member (organization_id, company_id) where company_id is not null;

-- 住所: home, office and delivery, each a row per version; the columns of member hold the one now in force. A member without
-- rows of a kind lives where his columns say.
create table member_address (
  organization_id uuid not null,
  member_id uuid not null,
  kind text not null constraint address_kind_is_known check (kind in ('home', 'office', 'delivery')),
  effective_on date not null,
  version integer not null constraint address_version_is_positive check (version > 0),
  postal_code text not null constraint address_postal_code_is_seven_digits_or_empty check (postal_code ~ '^([0-9]{7})?$'),
  prefecture text not null,
  city text not null,
  street text not null,
  building text not null,
  withdrawn_at timestamptz,
  recorded_at timestamptz not null,
  recorded_by text not null,
  constraint member_address_key primary key (organization_id, member_id, kind, effective_on, version),
  constraint address_of_a_member foreign key (organization_id, member_id) references member (organization_id, id)
);
call wall_in('member_address', 'select, insert, update, delete');

-- 変更履歴: who changed what, from when on; a row not yet applied waits for its date.
create table member_change (
  organization_id uuid not null,
  id uuid not null default new_id(),
  member_id uuid not null,
  field text not null,
  old_value text not null,
  new_value text not null,
  effective_on date not null,
  applied_at timestamptz,
  withdrawn_at timestamptz,
  recorded_at timestamptz not null,
  recorded_by text not null,
  constraint member_change_key primary key (organization_id, id),
  constraint change_of_a_member foreign key (organization_id, member_id) references member (organization_id, id)
);
create index member_change_by_member on member_change (organization_id, member_id, recorded_at);
create index member_change_waiting on member_change (organization_id, effective_on) where applied_at is null and withdrawn_at is null;
call wall_in('member_change', 'select, insert, update, delete');

-- コード表: industry, occupation and job title by name; a retired one stays valid on the members who have it.
create table member_code (
  organization_id uuid not null constraint member_code_of_an_organization references organization (id),
  kind text not null constraint member_code_kind_is_known check (kind in ('industry', 'occupation', 'job-title')),
  name text not null constraint member_code_has_a_name check (name <> ''),
  name_english text not null default '',
  position integer not null default 0,
  retired_at timestamptz,
  constraint member_code_key primary key (organization_id, kind, name)
);
call wall_in('member_code', 'select, insert, update');

-- 独自項目: an organization's own fields and their values
create table member_field (
  organization_id uuid not null constraint member_field_of_an_organization references organization (id),
  code text not null constraint member_field_code_is_lower_case check (code ~ '^[a-z][a-z0-9-]{0,30}$'),
  label text not null,
  label_english text not null default '',
  kind text not null constraint member_field_kind_is_known check (kind in ('text', 'number', 'date', 'choice', 'yes-no')),
  choices text[] not null default '{}',
  position integer not null default 0,
  retired_at timestamptz,
  constraint member_field_key primary key (organization_id, code)
);
call wall_in('member_field', 'select, insert, update');

create table member_field_value (
  organization_id uuid not null,
  member_id uuid not null,
  code text not null,
  value text not null,
  constraint member_field_value_key primary key (organization_id, member_id, code),
  constraint value_of_a_member foreign key (organization_id, member_id) references member (organization_id, id),
  constraint value_of_a_field foreign key (organization_id, code) references member_field (organization_id, code)
);
create index member_field_value_by_value on member_field_value (organization_id, code, value);
call wall_in('member_field_value', 'select, insert, update, delete');

-- 同意: wording and version, given or withdrawn at an instant; append-only, and wants_mail follows the last of purpose mail.
create table consent_wording (
  organization_id uuid not null constraint consent_wording_of_an_organization references organization (id),
  purpose text not null constraint consent_purpose_is_known check (purpose in ('mail', 'phone', 'post', 'third-party')),
  version integer not null,
  wording text not null,
  wording_english text not null default '',
  recorded_at timestamptz not null,
  recorded_by text not null,
  constraint consent_wording_key primary key (organization_id, purpose, version)
);
call wall_in('consent_wording', 'select, insert');

create table member_consent (
  organization_id uuid not null,
  id uuid not null default new_id(),
  member_id uuid not null,
  purpose text not null,
  version integer not null,
  is_given boolean not null,
  received_by text not null constraint consent_came_by_a_known_way
    check (received_by in ('import', 'web', 'phone', 'fax', 'post', 'shop', 'staff')),
  recorded_at timestamptz not null,
  recorded_by text not null,
  constraint member_consent_key primary key (organization_id, id),
  constraint consent_of_a_member foreign key (organization_id, member_id) references member (organization_id, id),
  constraint consent_to_a_wording foreign key (organization_id, purpose, version)
    references consent_wording (organization_id, purpose, version)
);
create index member_consent_by_member on member_consent (organization_id, member_id, purpose, recorded_at);
call wall_in('member_consent', 'select, insert');

create function follow_mail_consent() returns trigger language plpgsql as $$
begin
  update member set wants_mail = new.is_given where organization_id = new.organization_id and id = new.member_id;
  return null;
end
$$;
create trigger member_consent_sets_wants_mail after insert on member_consent
  for each row when (new.purpose = 'mail') execute function follow_mail_consent();

-- 統合: what a merge re-pointed, so that undoing it restores exactly that.
create table member_merge (
  organization_id uuid not null,
  id uuid not null default new_id(),
  kept_id uuid not null,
  merged_id uuid not null,
  merged_at timestamptz not null,
  merged_by text not null,
  undone_at timestamptz,
  undone_by text,
  constraint member_merge_key primary key (organization_id, id),
  constraint merge_into_a_member foreign key (organization_id, kept_id) references member (organization_id, id),
  constraint merge_of_a_member foreign key (organization_id, merged_id) references member (organization_id, id)
);
create unique index a_member_is_merged_once on member_merge (organization_id, merged_id) where undone_at is null;
create index member_merge_by_kept on member_merge (organization_id, kept_id);
call wall_in('member_merge', 'select, insert, update');

create table member_merge_move (
  organization_id uuid not null,
  merge_id uuid not null,
  contract_id uuid not null,
  -- 0 for the payer of the contract, otherwise the line whose recipient moved.
  line_no integer not null,
  constraint member_merge_move_key primary key (organization_id, merge_id, contract_id, line_no),
  constraint move_of_a_merge foreign key (organization_id, merge_id) references member_merge (organization_id, id),
  constraint move_of_a_contract foreign key (organization_id, contract_id) references contract (organization_id, id)
);
call wall_in('member_merge_move', 'select, insert');

-- A member and everyone merged into him; the one he was merged into, at the end of the chain.
create function member_family(root uuid) returns setof uuid language sql stable as $$
  with recursive family (id) as (
    select root
    union
    select member.id from family join member on member.merged_into_id = family.id
  )
  select id from family
$$;

create function member_kept(start uuid) returns uuid language sql stable as $$
  with recursive chain (id, next_id) as (
    select member.id, member.merged_into_id from member where member.id = start
    union
    select member.id, member.merged_into_id from chain join member on member.id = chain.next_id
  )
  select id from chain where next_id is null
$$;

-- 絞り込みの保存: rules as data
create table segment (
  organization_id uuid not null constraint segment_of_an_organization references organization (id),
  id uuid not null default new_id(),
  name text not null constraint segment_has_a_name check (name <> ''),
  rules jsonb not null,
  members integer not null,
  counted_at timestamptz not null,
  saved_by text not null,
  retired_at timestamptz,
  constraint segment_key primary key (organization_id, id)
);
create unique index segment_name_is_unique on segment (organization_id, name) where retired_at is null;
call wall_in('segment', 'select, insert, update');

-- 保存期間: how long each kind of data is kept, counted in months
create table retention_rule (
  organization_id uuid not null constraint retention_rule_of_an_organization references organization (id),
  kind text not null constraint retention_kind_is_known
    check (kind in ('member', 'application', 'mail', 'stripe-event', 'export-file', 'upload-file', 'label-file')),
  months integer not null constraint retention_is_positive check (months between 1 and 240),
  saved_at timestamptz not null,
  saved_by text not null,
  constraint retention_rule_key primary key (organization_id, kind)
);
call wall_in('retention_rule', 'select, insert, update');

-- Variants of one character (旧字・異体字) that names are written with: 髙橋 is found as 高橋, 渡邉 as 渡辺.
create function usual_characters(value text) returns text language sql immutable parallel safe strict as $$
  select translate(value,
    '髙﨑嵜邊邉齋齊斉濵濱德瀨眞靜國澤廣嶋嶌櫻榮惠壽龍瀧渕栁桒舘薮籔𠮷圓會學實寶曾條檜槇關縣豐鐵靏鷗麴黑冨峯埜濟亙萬彌與藏禮穗祿緖增邨伹丗徧凜巖當盡晉舩',
    '高崎崎辺辺斎斎斎浜浜徳瀬真静国沢広島島桜栄恵寿竜滝淵柳桑館藪藪吉円会学実宝曽条桧槙関県豊鉄鶴鴎麹黒富峰野済亘万弥与蔵礼穂禄緒増村但世遍凛巌当尽晋船')
$$;

-- 検索語: what each member is found by. Only comparisons of equality and order pass the tenant wall before it (they are leakproof;
-- LIKE is not), so a search is a range of these rows, and the whole word is compared on the members found. Written by the
-- triggers on member alone; members are never deleted, so there is no key to them, which would cost more than the rows.
create table member_token (
  organization_id uuid not null,
  token text collate "C" not null,
  member_id uuid not null,
  constraint member_token_key primary key (organization_id, token, member_id)
);
call wall_in('member_token', 'select, insert, delete');

-- Beginnings that people search by: number, every part of name and company, kana by family and given name, town and ward, any
-- four or more digits of the phone, postal code, mail and its domain. Sixteen characters tell members apart.
create function search_tokens(number text, name text, kana text, given_kana text, area text, street text, building text,
  phone text, postal_code text, email text) returns setof text language sql immutable parallel safe as $$
  select distinct left(token, 16) from (
    select usual_characters(name) as name, usual_characters(area) as area, usual_characters(street) as street
  ) as usual cross join lateral (
    select substr(usual.name, at) from generate_series(1, least(length(usual.name), 24)) as at
    union all select substr(phone, at) from generate_series(1, length(phone) - 3) as at
    union all select substr(usual.street, at) from generate_series(1, least(length(usual.street), 8)) as at
      where substr(usual.street, at, 1) !~ '[0-9]'
    union all select substr(usual.area || usual.street, at) from generate_series(1, length(usual.area)) as at
      where at = 1 or substr(usual.area, at - 1, 1) in ('都', '道', '府', '県', '市', '区', '郡', '町', '村')
    union all values (search_form(number)), (ltrim(regexp_replace(number, '[^0-9]', '', 'g'), '0')), (kana), (given_kana),
      (usual_characters(building)), (postal_code), (search_form(email)), (search_form(split_part(email, '@', 2)))
  ) as found (token) where token <> ''
$$;

-- 会員数: kept by prefecture, so that a list of a million says how many without counting.
create table member_count (
  organization_id uuid not null constraint member_count_of_an_organization references organization (id),
  prefecture text not null,
  members integer not null,
  constraint member_count_key primary key (organization_id, prefecture)
);
call wall_in('member_count', 'select, insert, update');

create function keep_member_search_of_new() returns trigger language plpgsql as $$
begin
  insert into member_token (organization_id, token, member_id)
  select added.organization_id, token, added.id
  from added cross join lateral search_tokens(added.number, added.search_name, added.search_kana,
    search_form(added.given_name_kana), search_form(added.prefecture || added.city), search_form(added.street),
    search_form(added.building), added.phone_digits, added.postal_code, added.email_normal) as token;
  insert into member_count as kept (organization_id, prefecture, members)
  select organization_id, prefecture, count(*) from added group by organization_id, prefecture order by prefecture
  on conflict (organization_id, prefecture) do update set members = kept.members + excluded.members;
  return null;
end
$$;
create trigger new_member_is_searchable after insert on member
  referencing new table as added for each statement execute function keep_member_search_of_new();

create function keep_member_search_of_changed() returns trigger language plpgsql as $$
begin
  if exists (
    select from before join after on after.organization_id = before.organization_id and after.id = before.id
    where (before.number, before.search_name, before.search_kana, before.given_name_kana, before.search_address,
        before.street, before.building, before.phone_digits, before.postal_code, before.email_normal)
      is distinct from (after.number, after.search_name, after.search_kana, after.given_name_kana, after.search_address,
        after.street, after.building, after.phone_digits, after.postal_code, after.email_normal)
  ) then
    delete from member_token using (
      select before.organization_id, token, before.id from before cross join lateral search_tokens(before.number,
        before.search_name, before.search_kana, search_form(before.given_name_kana),
        search_form(before.prefecture || before.city), search_form(before.street), search_form(before.building),
        before.phone_digits, before.postal_code, before.email_normal) as token
    ) as gone
    where member_token.organization_id = gone.organization_id and member_token.token = gone.token
      and member_token.member_id = gone.id;
    insert into member_token (organization_id, token, member_id)
    select after.organization_id, token, after.id
    from after cross join lateral search_tokens(after.number, after.search_name, after.search_kana,
      search_form(after.given_name_kana), search_form(after.prefecture || after.city), search_form(after.street),
      search_form(after.building), after.phone_digits, after.postal_code, after.email_normal) as token
    on conflict do nothing;
  end if;
  insert into member_count as kept (organization_id, prefecture, members)
  select organization_id, prefecture, sum(step)::integer from (
    select organization_id, prefecture, 1 as step from after where merged_into_id is null and erased_at is null
    union all
    select organization_id, prefecture, -1 from before where merged_into_id is null and erased_at is null
  ) as moved group by organization_id, prefecture having sum(step) <> 0 order by prefecture
  on conflict (organization_id, prefecture) do update set members = kept.members + excluded.members;
  return null;
end
$$;
create trigger changed_member_is_searchable after update on member
  referencing old table as before new table as after for each statement execute function keep_member_search_of_changed();

-- The members that rules choose (list, segment, export): one definition; what a rule leaves out costs nothing.
create function chosen_members(rules jsonb, today date) returns setof member language sql stable as $$
  select member.* from member
  where member.merged_into_id is null and member.erased_at is null
    and (rules->'prefectures' is null
      or member.prefecture = any (array(select jsonb_array_elements_text(rules->'prefectures'))))
    and (rules->'genders' is null
      or coalesce(member.gender, '') = any (array(select jsonb_array_elements_text(rules->'genders'))))
    and (rules->'industries' is null
      or member.industry = any (array(select jsonb_array_elements_text(rules->'industries'))))
    and (rules->'occupations' is null
      or member.occupation = any (array(select jsonb_array_elements_text(rules->'occupations'))))
    and (rules->'jobTitles' is null
      or member.job_title = any (array(select jsonb_array_elements_text(rules->'jobTitles'))))
    and (rules->'ageFrom' is null or member.born_on <= today - make_interval(years => (rules->>'ageFrom')::integer))
    and (rules->'ageTo' is null or member.born_on > today - make_interval(years => (rules->>'ageTo')::integer + 1))
    and (rules->'wantsMail' is null or member.wants_mail = (rules->>'wantsMail')::boolean)
    and (rules->'contract' is null or (rules->>'contract' = 'active') = exists (
      select from contract join contract_position as position on position.contract_id = contract.id
      join publication on publication.id = contract.publication_id
      where contract.payer_id = member.id and contract.state = 'active' and position.served_units < contract.units
        and (rules->'publications' is null
          or publication.code = any (array(select jsonb_array_elements_text(rules->'publications'))))))
    and (rules->'owes' is null or (rules->>'owes')::boolean = exists (
      select from contract join contract_position as position on position.contract_id = contract.id
      where contract.payer_id = member.id and position.receivable_yen > 0))
    and (rules->'paidFrom' is null or exists (
      select from payment where payment.payer_id = member.id and payment.received_on >= (rules->>'paidFrom')::date))
    and (rules->'paidAtLeastYen' is null or (
      select coalesce(sum(payment.amount_yen), 0) from payment
      where payment.payer_id = member.id) >= (rules->>'paidAtLeastYen')::bigint)
    and (rules->'field' is null or exists (
      select from member_field_value as own where own.member_id = member.id and own.code = rules->'field'->>'code'
        and own.value = rules->'field'->>'value'))
$$;

-- The members of before, organization by organization: the wall stands for the owner too.
do $$
declare
  known uuid;
begin
  for known in select id from organization loop
    perform set_config('app.organization_id', known::text, true);
    insert into member_token (organization_id, token, member_id)
    select member.organization_id, token, member.id
    from member cross join lateral search_tokens(member.number, member.search_name, member.search_kana,
      search_form(member.given_name_kana), search_form(member.prefecture || member.city), search_form(member.street),
      search_form(member.building), member.phone_digits, member.postal_code, member.email_normal) as token
    where member.organization_id = known;
    insert into member_count (organization_id, prefecture, members)
    select organization_id, prefecture, count(*) from member where organization_id = known group by organization_id, prefecture;
  end loop;
  perform set_config('app.organization_id', '', true);
end
$$;
