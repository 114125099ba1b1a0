import { booksPolicy } from "#app/billing/papers/book-billed.server.ts"
import type { BillingSettings } from "#app/billing/papers/billing-settings-form.ts"
import { holdPapers } from "#app/billing/papers/hold-papers.server.ts"
import { refuse } from "#app/billing/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** What stands on an organization's papers, and how its tax is rounded. */
export async function billingSettings(scope: Scope): Promise<BillingSettings> {
  const [row] = await scope.sql<BillingSettings>`
    select coalesce(registration_number, '') as "registrationNumber", tax_rounding as "taxRounding",
      coalesce(setting.bank_account, '') as "bankAccount", coalesce(setting.due_days, 30) as "dueDays",
      coalesce(setting.invoice_note, '') as "invoiceNote", coalesce(setting.slip_company_code, '') as "slipCompanyCode",
      coalesce(setting.slip_client_code, '') as "slipClientCode", coalesce(setting.slip_agent_name, '') as "slipAgentName",
      coalesce(setting.slip_days, 0) as "slipDays",
      coalesce(setting.books_policy, 'net') as "booksPolicy"
    from organization left join billing_setting as setting on setting.organization_id = organization.id
    where organization.id = ${scope.organizationId}`
  if (!row) throw new Error("the organization is not there")
  return row
}

/**
 * Saves 請求書の設定; papers issued before stay as they are. A check digit that differs is a warning. Refuses: books-policy-in-use (the two
 * policies are never mixed inside one organization, and part with its first invoice).
 */
export async function saveBillingSettings(scope: Scope, input: BillingSettings): Promise<void> {
  await holdPapers(scope)
  const [billed] = await scope.sql`select from issued_paper where kind = 'invoice' limit 1`
  if (billed && input.booksPolicy !== (await booksPolicy(scope))) {
    throw refuse("books-policy-in-use", {}, { field: "booksPolicy" })
  }
  await scope.sql`
    update organization set registration_number = nullif(${input.registrationNumber}, ''), tax_rounding = ${input.taxRounding}
    where id = ${scope.organizationId}`
  await scope.sql`
    insert into billing_setting (organization_id, bank_account, due_days, invoice_note, slip_company_code, slip_client_code,
      slip_agent_name, slip_days, books_policy)
    values (${scope.organizationId}, ${input.bankAccount}, ${input.dueDays}::integer, ${input.invoiceNote}, ${input.slipCompanyCode},
      ${input.slipClientCode}, ${input.slipAgentName}, ${input.slipDays}::integer, ${input.booksPolicy})
    on conflict (organization_id) do update set bank_account = excluded.bank_account, due_days = excluded.due_days,
      invoice_note = excluded.invoice_note, slip_company_code = excluded.slip_company_code,
      slip_client_code = excluded.slip_client_code, slip_agent_name = excluded.slip_agent_name, slip_days = excluded.slip_days, books_policy = excluded.books_policy`
  await audit(scope, "save-billing-settings", "billing", { ...input })
}
