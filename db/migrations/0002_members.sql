-- 会員・個客

create table member (
  organization_id uuid not null constraint member_of_an_organization references organization (id),
  id uuid not null default new_id(),
  number text not null,
  family_name text not null,
  given_name text not null default '',
  family_name_kana text not null default '',
  given_name_kana text not null default '',
  company_name text not null default '',
  department text not null default '',
  job_title text not null default '',
  postal_code text not null default '' constraint postal_code_is_seven_digits_or_empty check (postal_code ~ '^([0-9]{7})?$'),
  prefecture text not null default '',
  city text not null default '',
  street text not null default '',
  building text not null default '',
  phone text not null default '',
  email text not null default '',
  gender text constraint gender_is_known check (gender in ('male', 'female', 'other')),
  born_on date,
  industry text not null default '',
  occupation text not null default '',
  wants_mail boolean not null default false,
  note text not null default '',
  locale text not null default 'ja' constraint member_locale_is_known check (locale in ('ja', 'en')),
  origin text not null constraint member_origin_is_known check (origin in ('import', 'web', 'phone', 'fax', 'post', 'shop', 'staff')),
  created_at timestamptz not null default clock_timestamp(),
  search_name text not null generated always as (search_form(family_name || given_name || company_name)) stored,
  search_kana text not null generated always as (search_form(family_name_kana || given_name_kana)) stored,
  search_address text not null generated always as (search_form(prefecture || city || street || building)) stored,
  phone_digits text not null generated always as (digits_of(phone)) stored,
  email_normal text not null generated always as (lower(email)) stored,
  constraint member_key primary key (organization_id, id),
  constraint member_number_is_unique unique (organization_id, number)
);
create index member_by_kana on member (organization_id, search_kana text_pattern_ops);
create index member_by_phone on member (organization_id, phone_digits);
create index member_by_email on member (organization_id, email_normal);
create index member_by_postal_code on member (organization_id, postal_code);
call wall_in('member', 'select, insert, update');

-- Numbers that must not repeat: one locked row per kind, counted up inside the transaction that uses the number.
create table number_sequence (
  organization_id uuid not null constraint number_sequence_of_an_organization references organization (id),
  kind text not null,
  last_number bigint not null default 0,
  constraint number_sequence_key primary key (organization_id, kind)
);
call wall_in('number_sequence', 'select, insert, update');

-- 名寄せ: two members who may be one person; decided by people, never by itself.
create table member_match (
  organization_id uuid not null,
  member_id uuid not null,
  candidate_id uuid not null,
  reasons text[] not null,
  state text not null default 'open' constraint member_match_state_is_known check (state in ('open', 'same', 'different')),
  found_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  constraint member_match_key primary key (organization_id, member_id, candidate_id),
  constraint member_match_of_a_member foreign key (organization_id, member_id) references member (organization_id, id),
  constraint member_match_with_a_member foreign key (organization_id, candidate_id) references member (organization_id, id)
);
call wall_in('member_match', 'select, insert, update');
