-- 法人: a member's company is the one that his company's name says, so that several recipients of one company stand together
-- without anybody's upkeep. Width, case and spaces do not tell companies apart; every other sign does.
alter table company
  add column name_key text not null generated always as (upper(regexp_replace(normalize(name, nfkc), '[[:space:]]', '', 'g'))) stored,
  drop constraint company_name_is_unique,
  add constraint company_name_is_unique unique (organization_id, name_key);
-- Who asks for erasure takes the name of a company along that nobody else is of.
grant delete on company to teiki_app;

create function follow_company_name() returns trigger language plpgsql as $$
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
  end if;
  return new;
end
$$;
create trigger new_member_is_of_his_company before insert on member
  for each row when (new.company_name <> '') execute function follow_company_name();
create trigger changed_member_is_of_his_company before update of company_name on member
  for each row when (new.company_name <> old.company_name) execute function follow_company_name();

-- Members who were there before, organization by organization: the wall stands for the owner too.
do $$
declare
  known uuid;
begin
  for known in select id from organization loop
    perform set_config('app.organization_id', known::text, true);
    insert into company (organization_id, name)
    select organization_id, min(company_name) from member where company_name <> ''
    group by organization_id, upper(regexp_replace(normalize(company_name, nfkc), '[[:space:]]', '', 'g'))
    on conflict do nothing;
    update member set company_id = company.id from company
    where member.company_name <> '' and member.company_id is null
      and company.name_key = upper(regexp_replace(normalize(member.company_name, nfkc), '[[:space:]]', '', 'g'));
  end loop;
  perform set_config('app.organization_id', '', true);
end
$$;
