import type { Scope } from "#app/platform/scope.server.ts"

export type PostalAddress = Readonly<{ postalCode: string; lines: readonly string[]; name: string }>

type Row = {
  id: string
  postal_code: string
  prefecture: string
  city: string
  street: string
  building: string
  company_name: string
  department: string
  family_name: string
  given_name: string
}

/** Where letters to these members go: the lines of a window envelope, with 様. */
export async function addressesFor(
  scope: Scope,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, PostalAddress>> {
  const rows = await scope.sql<Row>`
    select id, postal_code, prefecture, city, street, building, company_name, department, family_name, given_name
    from member where id = any(${[...memberIds]}::uuid[])`
  return new Map(
    rows.map((row) => [
      row.id,
      {
        postalCode: `${row.postal_code.slice(0, 3)}-${row.postal_code.slice(3)}`,
        lines: [
          ...[`${row.prefecture}${row.city}${row.street}`, row.building],
          [row.company_name, row.department].filter(Boolean).join(" "),
        ].filter((line) => line !== ""),
        name: `${[row.family_name, row.given_name].filter(Boolean).join(" ")} 様`,
      },
    ]),
  )
}
