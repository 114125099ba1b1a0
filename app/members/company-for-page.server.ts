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

/** A company with everybody who is of it (会社と受取人), by department and kana; null where there is none with this id. */
export async function companyForPage(scope: Scope, id: string): Promise<CompanyOfPage | null> {
  if (!isId(id)) return null
  const [company] = await scope.sql<Omit<CompanyOfPage, "people">>`
    select id, name, name_kana as "nameKana", postal_code as "postalCode", address, phone, note
    from company where id = ${id}::uuid`
  if (!company) return null
  const people = await scope.sql<CompanyOfPage["people"][number]>`
    with running as (
      select contract.id, contract.payer_id from contract
      join contract_position as position on position.contract_id = contract.id
      where contract.state = 'active' and position.served_units < contract.units
    )
    select member.id, member.number, concat_ws(' ', member.family_name, nullif(member.given_name, '')) as name,
      concat_ws(' ', nullif(member.family_name_kana, ''), nullif(member.given_name_kana, '')) as kana, member.department,
      member.job_title as "jobTitle",
      (select coalesce(sum(line.copies), 0)::integer from contract_line as line join running on running.id = line.contract_id
        where line.recipient_id = member.id) as copies,
      (select count(*)::integer from running where running.payer_id = member.id) as contracts
    from member
    where member.company_id = ${id}::uuid and member.merged_into_id is null and member.erased_at is null
    order by member.department, member.search_kana, member.number`
  return { ...company, people }
}
