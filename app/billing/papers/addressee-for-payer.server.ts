import type { Addressee } from "#app/billing/papers/paper.ts"
import type { Scope } from "#app/platform/scope.server.ts"

type Row = {
  id: string
  company_name: string
  department: string
  person: string
  postal_code: string
  lines: string[]
  terms_name: string | null
  terms_department: string | null
  terms_honorific: string | null
}

/** To whom papers of these payers are made out (宛名): their terms, or else the company with its contact, or the person. */
export async function addresseesForPayers(
  scope: Scope,
  payerIds: readonly string[],
): Promise<ReadonlyMap<string, Addressee>> {
  const rows = await scope.sql<Row>`
    select member.id, member.company_name, member.department,
      concat_ws(' ', member.family_name, nullif(member.given_name, '')) as person, member.postal_code,
      array_remove(array[member.prefecture || member.city || member.street, member.building], '') as lines,
      nullif(terms.addressee, '') as terms_name, terms.department as terms_department, nullif(terms.honorific, '') as terms_honorific
    from member left join payer_terms as terms on terms.member_id = member.id
    where member.id = any (${[...payerIds]}::uuid[])`
  return new Map(rows.map((row) => [row.id, addresseeOf(row)]))
}

function addresseeOf(row: Row): Addressee {
  const sent = { postalCode: row.postal_code, lines: row.lines }
  if (row.terms_name !== null) {
    const department = row.terms_department ?? ""
    return { ...sent, name: row.terms_name, department, honorific: row.terms_honorific ?? "御中" }
  }
  if (row.company_name === "") return { ...sent, name: row.person, department: "", honorific: "様" }
  const department = [row.department, row.person].filter((part) => part !== "").join(" ")
  return { ...sent, name: row.company_name, department, honorific: department === "" ? "御中" : "様" }
}
