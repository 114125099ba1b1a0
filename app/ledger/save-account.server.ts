import type { AccountInput } from "#app/ledger/account-form.ts"
import { refuse } from "#app/ledger/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** Adds an account of the organization's own (科目の追加). Refuses: account-code-taken. */
export async function addAccount(scope: Scope, input: AccountInput): Promise<void> {
  const added = await scope.sql`
    insert into account (organization_id, code, name, name_english, kind, purpose)
    values (${scope.organizationId}, ${input.code}, ${input.name}, ${input.nameEnglish || input.name}, ${input.kind}, ${`own:${input.code}`})
    on conflict do nothing returning code`
  if (added.length === 0) throw refuse("account-code-taken", { code: input.code }, { field: "code" })
  await audit(scope, "add-account", input.code, { name: input.name })
}

/** Gives an account another name; its code and kind stay, because books rest on them. Refuses: unknown-account. */
export async function renameAccount(
  scope: Scope,
  input: Pick<AccountInput, "code" | "name" | "nameEnglish">,
): Promise<void> {
  const renamed = await scope.sql`
    update account set name = ${input.name}, name_english = ${input.nameEnglish || input.name} where code = ${input.code} returning code`
  if (renamed.length === 0) throw refuse("unknown-account", { code: input.code })
  await audit(scope, "rename-account", input.code, { name: input.name })
}

/** Takes an account of the organization's own out of use, or into use again; what is posted stays. Refuses: account-is-needed. */
export async function retireAccount(scope: Scope, input: Readonly<{ code: string; retires: boolean }>): Promise<void> {
  const changed = await scope.sql`
    update account set retired_at = case when ${input.retires} then ${scope.now}::timestamptz end
    where code = ${input.code} and purpose like 'own:%' returning code`
  if (changed.length === 0) throw refuse("account-is-needed", { code: input.code })
  await audit(scope, input.retires ? "retire-account" : "use-account-again", input.code)
}
