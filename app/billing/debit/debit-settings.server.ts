import type { DebitSettings } from "#app/billing/debit/debit-settings-form.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** 口座振替の設定 of an organization (委託者コード, its bank and account); null until somebody has filled it in. */
export async function debitSettings(scope: Scope): Promise<DebitSettings | null> {
  const [row] = await scope.sql<DebitSettings>`
    select client_code as "clientCode", client_name as "clientName", bank_code as "bankCode", bank_name as "bankName",
      branch_code as "branchCode", branch_name as "branchName", account_kind as "accountKind", account_number as "accountNumber",
      has_line_breaks as "hasLineBreaks"
    from debit_setting`
  return row ?? null
}

/** Saves 口座振替の設定; files made before stay as they are. Refuses nothing. */
export async function saveDebitSettings(scope: Scope, input: DebitSettings): Promise<void> {
  await scope.sql`
    insert into debit_setting (organization_id, client_code, client_name, bank_code, bank_name, branch_code, branch_name, account_kind,
      account_number, has_line_breaks)
    values (${scope.organizationId}, ${input.clientCode}, ${input.clientName}, ${input.bankCode}, ${input.bankName},
      ${input.branchCode}, ${input.branchName}, ${input.accountKind}, ${input.accountNumber}, ${input.hasLineBreaks})
    on conflict (organization_id) do update set client_code = excluded.client_code, client_name = excluded.client_name,
      bank_code = excluded.bank_code, bank_name = excluded.bank_name, branch_code = excluded.branch_code,
      branch_name = excluded.branch_name, account_kind = excluded.account_kind, account_number = excluded.account_number,
      has_line_breaks = excluded.has_line_breaks`
  await audit(scope, "save-debit-settings", "debit", {
    clientCode: input.clientCode,
    hasLineBreaks: input.hasLineBreaks,
  })
}
