-- What a company is searched and compared by is kept with it: reckoned for each company at each view, a list of 20,000 took many seconds.
alter table company
  add column search_whole text not null generated always as (usual_characters(search_form(name))) stored,
  add column phone_digits text not null generated always as (digits_of(phone)) stored,
  add column search_address text not null generated always as (usual_characters(search_form(address))) stored;

create or replace function companies_alike() returns table (company_id uuid, other_id uuid, reasons text[])
language sql stable parallel safe as $$
  with somebodys as (
    select distinct coalesce(company.merged_into_id, company.id) as id from member join company on company.id = member.company_id
    where member.merged_into_id is null and member.erased_at is null
  ), written as (
    select somebodys.id as company_id, search_name, search_kana, phone_digits, postal_code, search_address
    from company join somebodys on somebodys.id = coalesce(company.merged_into_id, company.id)
  ), pair as (
    select one.company_id, other.company_id as other_id, 'name' as reason
    from written as one join written as other on other.search_name = one.search_name where one.search_name <> ''
    union all
    select one.company_id, other.company_id, 'kana'
    from written as one join written as other on other.search_kana = one.search_kana where one.search_kana <> ''
    union all
    select one.company_id, other.company_id, 'phone'
    from written as one join written as other on other.phone_digits = one.phone_digits where length(one.phone_digits) >= 10
    union all
    select one.company_id, other.company_id, 'address'
    from written as one join written as other on other.postal_code = one.postal_code and other.search_address = one.search_address
    where one.postal_code <> '' and one.search_address <> ''
  )
  select pair.company_id, pair.other_id, array_agg(distinct pair.reason) from pair
  where pair.company_id <> pair.other_id and not exists (select from company_apart as apart
    where apart.company_id = least(pair.company_id, pair.other_id) and apart.other_id = greatest(pair.company_id, pair.other_id))
  group by pair.company_id, pair.other_id
$$;
