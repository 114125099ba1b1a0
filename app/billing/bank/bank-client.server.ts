import type { BankClient } from "#app/billing/bank/bank-client-form.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** What a bank does for an organization by files of 120 bytes: 口座振替 or 総合振込, each by a contract of its own. */
export type BankService = "debit" | "remittance"

/** What the bank knows an organization by (委託者コード, its bank and account) for a service; null until somebody has filled it in. */
export async function bankClient(scope: Scope, service: BankService): Promise<BankClient | null> {
  const [row] = await scope.sql<BankClient>`
    select client_code as "clientCode", client_name as "clientName", bank_code as "bankCode", bank_name as "bankName",
      branch_code as "branchCode", branch_name as "branchName", account_kind as "accountKind", account_number as "accountNumber",
      has_line_breaks as "hasLineBreaks"
    from bank_client where service = ${service}`
  return row ?? null
}

/** Saves what the bank knows the organization by; files made before stay as they are. Refuses nothing. */
export async function saveBankClient(scope: Scope, service: BankService, input: BankClient): Promise<void> {
  await scope.sql`
    insert into bank_client (organization_id, service, client_code, client_name, bank_code, bank_name, branch_code, branch_name,
      account_kind, account_number, has_line_breaks)
    values (${scope.organizationId}, ${service}, ${input.clientCode}, ${input.clientName}, ${input.bankCode}, ${input.bankName},
      ${input.branchCode}, ${input.branchName}, ${input.accountKind}, ${input.accountNumber}, ${input.hasLineBreaks})
    on conflict (organization_id, service) do update set client_code = excluded.client_code, client_name = excluded.client_name,
      bank_code = excluded.bank_code, bank_name = excluded.bank_name, branch_code = excluded.branch_code,
      branch_name = excluded.branch_name, account_kind = excluded.account_kind, account_number = excluded.account_number,
      has_line_breaks = excluded.has_line_breaks`
  await audit(scope, "save-bank-client", service, {
    clientCode: input.clientCode,
    hasLineBreaks: input.hasLineBreaks,
  })
}
