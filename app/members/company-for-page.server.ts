import type { Scope } from "#app/platform/scope.server.ts"
import { isId } from "#app/values/ids.ts"

export type CompanyOfPage = Readonly<{
  id: string
  name: string
  nameKana: string
  postalCode: string
  address: string
  phone: string
  note: string
  /** Of all its people: how many they are, the copies that go to them, the contracts that they pay. */
  total: Readonly<{ people: number; copies: number; contracts: number }>
  /** A page of them. */
  people: readonly Readonly<{
    id: string
    number: string
    name: string
    kana: string
    department: string
    jobTitle: string
    /** Copies of running contracts that go to him. */
    copies: number
    /** Running contracts that he pays. */
    contracts: number
  }>[]
}>

type Page = Readonly<{ limit: number; offset: number }>

/**
 * A company with a page of those who are of it, however its name is written with them (会社と受取人), by department and kana, and the
 * figures of all of them; of a merged one the company that it leads to, by that one's id. Null where there is none with this id.
 */
export async function companyForPage(scope: Scope, id: string, page: Page): Promise<CompanyOfPage | null> {
  if (!isId(id)) return null
  const [company] = await scope.sql<Omit<CompanyOfPage, "people" | "total">>`
    select id, name, name_kana as "nameKana", postal_code as "postalCode", address, phone, note
    from company where id = (select coalesce(merged_into_id, company.id) from company where company.id = ${id}::uuid)`
  if (!company) return null
  const [total] = await scope.sql<CompanyOfPage["total"]>`
    with person as (
      select id from member where merged_into_id is null and erased_at is null and company_id in (
        select company.id from company where ${company.id}::uuid in (company.id, company.merged_into_id))
    ), running as (
      select contract.id, contract.payer_id from contract
      join contract_position as position on position.contract_id = contract.id
      where contract.state = 'active' and position.served_units < contract.units
    )
    select (select count(*)::integer from person) as people,
      (select coalesce(sum(line.copies), 0)::integer from contract_line as line join running on running.id = line.contract_id
        join person on person.id = line.recipient_id) as copies,
      (select count(*)::integer from running join person on person.id = running.payer_id) as contracts`
  return {
    ...company,
    total: total ?? { people: 0, copies: 0, contracts: 0 },
    people: await peopleOf(scope, company.id, page),
  }
}

const peopleOf = (scope: Scope, id: string, page: Page) => scope.sql<CompanyOfPage["people"][number]>`
  with person as (
    select * from member where merged_into_id is null and erased_at is null and company_id in (
      select company.id from company where ${id}::uuid in (company.id, company.merged_into_id))
    order by department, search_kana, number limit ${page.limit}::integer offset ${page.offset}::integer
  ), running as (
    select contract.id, contract.payer_id from contract
    join contract_position as position on position.contract_id = contract.id
    where contract.state = 'active' and position.served_units < contract.units
  )
  select person.id, person.number, concat_ws(' ', person.family_name, nullif(person.given_name, '')) as name,
    concat_ws(' ', nullif(person.family_name_kana, ''), nullif(person.given_name_kana, '')) as kana, person.department,
    person.job_title as "jobTitle",
    (select coalesce(sum(line.copies), 0)::integer from contract_line as line join running on running.id = line.contract_id
      where line.recipient_id = person.id) as copies,
    (select count(*)::integer from running where running.payer_id = person.id) as contracts
  from person order by person.department, person.search_kana, person.number`
