-- 会社の名寄せ: what a company's name says of its legal form, and what is left of it. 株式会社緑風園, ㈱緑風園, (株)緑風園 and
-- 緑風園(株) are {株,緑風園}, in any width, spacing and with 髙 or 高. 有限会社緑風園 is another company and stays one. The name of a
-- company that is nothing but a legal form has an empty rest.
create function company_parts(name text) returns text[] language sql immutable parallel safe strict as $$
  with written as (
    select translate(usual_characters(upper(regexp_replace(normalize(name, nfkc), '[[:space:]]', '', 'g'))), '[]〔〕【】〈〉', '()()()()') as name
  ), form (kind, spelling) as (
    values ('株', '株式会社'), ('株', '(株)'), ('株', 'カブシキガイシャ'), ('株', 'カブシキカイシャ'),
      ('有', '有限会社'), ('有', '(有)'), ('有', 'ユウゲンガイシャ'), ('有', 'ユウゲンカイシャ'),
      ('同', '合同会社'), ('同', '(同)'), ('同', '(合同)'), ('同', 'ゴウドウガイシャ'), ('同', 'ゴウドウカイシャ'),
      ('資', '合資会社'), ('資', '(資)'), ('名', '合名会社'), ('名', '(名)'),
      ('一社', '一般社団法人'), ('一社', '(一社)'), ('一財', '一般財団法人'), ('一財', '(一財)'),
      ('公社', '公益社団法人'), ('公社', '(公社)'), ('公財', '公益財団法人'), ('公財', '(公財)'),
      ('社', '社団法人'), ('社', '(社)'), ('財', '財団法人'), ('財', '(財)'),
      ('学', '学校法人'), ('学', '(学)'), ('宗', '宗教法人'), ('宗', '(宗)'),
      ('医', '医療法人社団'), ('医', '医療法人財団'), ('医', '医療法人'), ('医', '(医)'),
      ('福', '社会福祉法人'), ('福', '(福)'), ('福', '(社福)'),
      ('特非', '特定非営利活動法人'), ('特非', 'NPO法人'), ('特非', '(特非)'),
      ('独', '独立行政法人'), ('独', '(独)'), ('大', '国立大学法人'), ('大', '(大)')
  )
  select coalesce(
    (select array[kind, case when starts_with(written.name, spelling) then substr(written.name, length(spelling) + 1)
        else left(written.name, -length(spelling)) end]
      from form where starts_with(written.name, spelling) or right(written.name, length(spelling)) = spelling
      order by length(spelling) desc, starts_with(written.name, spelling) desc limit 1),
    array['', written.name]) from written
$$;

alter table company
  add column legal_form text not null generated always as ((company_parts(name))[1]) stored,
  add column bare_name text not null generated always as ((company_parts(name))[2]) stored,
  add column search_name text not null generated always as (usual_characters(search_form((company_parts(name))[2]))) stored,
  add column search_kana text not null generated always as (search_form((company_parts(name_kana))[2])) stored,
  -- Another way to write the company that it leads to; that one stands by itself, always.
  add column merged_into_id uuid,
  add constraint company_is_merged_into_another check (merged_into_id <> id),
  add constraint company_merged_into_a_company foreign key (organization_id, merged_into_id) references company (organization_id, id);
create index company_by_bare_name on company (organization_id, bare_name, legal_form);
create index company_by_merge on company (organization_id, merged_into_id) where merged_into_id is not null;

-- 会社の統合: which way of writing leads to which company, who said so (nobody where the two are written alike), and whether it was undone.
create table company_merge (
  organization_id uuid not null,
  id uuid not null default new_id(),
  kept_id uuid not null,
  merged_id uuid not null,
  merged_at timestamptz not null,
  merged_by text,
  undone_at timestamptz,
  undone_by text,
  constraint company_merge_key primary key (organization_id, id),
  constraint company_merge_into_a_company foreign key (organization_id, kept_id) references company (organization_id, id),
  constraint company_merge_of_a_company foreign key (organization_id, merged_id) references company (organization_id, id)
);
create unique index a_company_is_merged_once on company_merge (organization_id, merged_id) where undone_at is null;
create index company_merge_by_kept on company_merge (organization_id, kept_id);
call wall_in('company_merge', 'select, insert, update, delete');

-- Other ways of writing that led to the merged one, so that undoing gives exactly those back.
create table company_merge_move (
  organization_id uuid not null,
  merge_id uuid not null,
  company_id uuid not null,
  constraint company_merge_move_key primary key (organization_id, merge_id, company_id),
  constraint company_move_of_a_merge foreign key (organization_id, merge_id) references company_merge (organization_id, id) on delete cascade,
  constraint company_move_of_a_company foreign key (organization_id, company_id) references company (organization_id, id) on delete cascade
);
call wall_in('company_merge_move', 'select, insert, delete');

-- Two companies that somebody said are two, although something of them is the same.
create table company_apart (
  organization_id uuid not null,
  company_id uuid not null,
  other_id uuid not null,
  decided_at timestamptz not null,
  decided_by text not null,
  constraint company_apart_key primary key (organization_id, company_id, other_id),
  constraint companies_apart_in_order check (company_id < other_id),
  constraint company_that_is_apart foreign key (organization_id, company_id) references company (organization_id, id) on delete cascade,
  constraint company_apart_from_another foreign key (organization_id, other_id) references company (organization_id, id) on delete cascade
);
call wall_in('company_apart', 'select, insert, delete');

-- Pairs of companies that may be one, in both directions, of companies that somebody is of: by what any way of writing them has in common; those told apart are left out.
create function companies_alike() returns table (company_id uuid, other_id uuid, reasons text[])
language sql stable parallel safe as $$
  with somebodys as (
    select distinct coalesce(company.merged_into_id, company.id) as id from member join company on company.id = member.company_id
    where member.merged_into_id is null and member.erased_at is null
  ), written as (
    select somebodys.id as company_id, search_name, search_kana, digits_of(phone) as phone, postal_code,
      usual_characters(search_form(address)) as address
    from company join somebodys on somebodys.id = coalesce(company.merged_into_id, company.id)
  ), pair as (
    select one.company_id, other.company_id as other_id, 'name' as reason
    from written as one join written as other on other.search_name = one.search_name where one.search_name <> ''
    union all
    select one.company_id, other.company_id, 'kana'
    from written as one join written as other on other.search_kana = one.search_kana where one.search_kana <> ''
    union all
    select one.company_id, other.company_id, 'phone'
    from written as one join written as other on other.phone = one.phone where length(one.phone) >= 10
    union all
    select one.company_id, other.company_id, 'address'
    from written as one join written as other on other.postal_code = one.postal_code and other.address = one.address
    where one.postal_code <> '' and one.address <> ''
  )
  select pair.company_id, pair.other_id, array_agg(distinct pair.reason) from pair
  where pair.company_id <> pair.other_id and not exists (select from company_apart as apart
    where apart.company_id = least(pair.company_id, pair.other_id) and apart.other_id = greatest(pair.company_id, pair.other_id))
  group by pair.company_id, pair.other_id
$$;

-- A name that is new here is a company of its own, unless exactly one company is written alike: then it is one more way to write that
-- one, which the company's page shows and takes back. Where several fit, people decide.
create or replace function follow_company_name() returns trigger language plpgsql as $$
declare
  alike uuid[];
begin
  if new.company_name = '' then
    new.company_id := null;
    return new;
  end if;
  insert into company (organization_id, name) values (new.organization_id, new.company_name)
  on conflict (organization_id, name_key) do nothing returning id into new.company_id;
  if new.company_id is null then
    select id into new.company_id from company
    where organization_id = new.organization_id
      and name_key = upper(regexp_replace(normalize(new.company_name, nfkc), '[[:space:]]', '', 'g'));
    return new;
  end if;
  select array_agg(distinct coalesce(other.merged_into_id, other.id)) into alike
  from company as one join company as other on other.organization_id = one.organization_id
    and other.bare_name = one.bare_name and other.legal_form = one.legal_form and other.id <> one.id
  where one.organization_id = new.organization_id and one.id = new.company_id and one.bare_name <> '';
  if cardinality(alike) = 1 then
    -- Somebody may be merging that one away just now: then it is no head any more, and people decide.
    perform from company where organization_id = new.organization_id and id = alike[1] and merged_into_id is null for share;
  end if;
  if cardinality(alike) = 1 and found then
    update company set merged_into_id = alike[1] where organization_id = new.organization_id and id = new.company_id;
    insert into company_merge (organization_id, kept_id, merged_id, merged_at)
    select organization_id, alike[1], id, created_at from company
    where organization_id = new.organization_id and id = new.company_id;
  end if;
  return new;
end
$$;
