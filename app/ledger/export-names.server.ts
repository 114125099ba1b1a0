import { z } from "zod"
import { type AccountingSoftware, accountingSoftware } from "#app/ledger/accounting-software.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { tidy } from "#app/values/text.ts"

export type ExportName = Readonly<{ code: string; name: string; exportName: string }>

/** Every account with what another program calls it; empty where it takes our name (奉行: our code). */
export const exportNames = (scope: Scope, software: AccountingSoftware) => scope.sql<ExportName>`
  select account.code, account.name, coalesce(known.name, '') as "exportName"
  from account left join account_export_name as known on known.account_code = account.code and known.software = ${software}
  order by account.code`

export const ExportNamesInput = z.object({
  software: z.enum(accountingSoftware),
  names: z.record(z.string().regex(/^\d{3,6}$/), z.string().max(40).transform(tidy)),
})

/** Saves what another program calls our accounts (科目名の対応); an empty name takes ours again. Refuses nothing. */
export async function saveExportNames(scope: Scope, input: z.infer<typeof ExportNamesInput>): Promise<void> {
  const codes = Object.keys(input.names)
  const names = Object.values(input.names)
  await scope.sql`
    delete from account_export_name where software = ${input.software} and account_code = any (${codes}::text[])`
  await scope.sql`
    insert into account_export_name (organization_id, software, account_code, name)
    select ${scope.organizationId}, ${input.software}, given.code, given.name
    from unnest(${codes}::text[], ${names}::text[]) as given (code, name)
    join account on account.code = given.code where given.name <> ''`
  await audit(scope, "save-export-names", input.software, input.names)
}
