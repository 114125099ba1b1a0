import type { CompanyInput } from "#app/members/company-form.ts"
import { refuse } from "#app/members/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { isId } from "#app/values/ids.ts"

/** Keeps what is known of a company beside its name (会社の変更). Refuses: no-such-company. */
export async function changeCompany(scope: Scope, id: string, input: CompanyInput): Promise<void> {
  if (!isId(id)) throw refuse("no-such-company")
  const [changed] = await scope.sql`
    update company set name_kana = ${input.nameKana}, postal_code = ${input.postalCode}, address = ${input.address},
      phone = ${input.phone}, note = ${input.note}
    where id = ${id}::uuid returning id`
  if (!changed) throw refuse("no-such-company")
  // By its id: a company of one is a person, whose name no log may keep.
  await audit(scope, "change-company", id)
}
