import type { DebitAccountInput } from "#app/billing/debit/debit-account-form.ts"
import { refuse } from "#app/billing/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import { reserveNumbers } from "#app/platform/number-sequence.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

/**
 * Registers the account that a payer's 預金口座振替依頼書 names; another one of his that was live is stopped as replaced, and his 顧客番号
 * stays. Somebody who was merged is registered as the member who was kept. Refuses: unknown-subject, mandate-of-tomorrow,
 * customer-number-stays, a_customer_number_is_one_payers.
 */
export async function registerDebitAccount(scope: Scope, memberId: MemberId, input: DebitAccountInput): Promise<void> {
  if (input.mandatedOn > scope.today) throw refuse("mandate-of-tomorrow", {}, { field: "mandatedOn" })
  const [payer] = await scope.sql<{ id: string; number: string }>`
    select id, number from member where id = member_kept(${memberId}::uuid) and erased_at is null for update`
  if (!payer) throw refuse("unknown-subject")
  await keepCustomerNumber(scope, payer.id, input.customerNumber)
  await scope.sql`
    update debit_account set stopped_on = ${scope.today}::date, stopped_because = 'replaced'
    where member_id = any (array(select member_family(${payer.id}::uuid))) and stopped_on is null`
  await scope.sql`
    insert into debit_account (organization_id, member_id, bank_code, bank_name, branch_code, branch_name, account_kind, account_number,
      holder_name, mandated_on, registered_at, registered_by)
    values (${scope.organizationId}, ${payer.id}::uuid, ${input.bankCode}, ${input.bankName}, ${input.branchCode}, ${input.branchName},
      ${input.accountKind}, ${input.accountNumber}, ${input.holderName}, ${input.mandatedOn}::date, ${scope.now}, ${scope.actor})`
  await audit(scope, "register-debit-account", payer.number, { mandatedOn: input.mandatedOn })
}

/** 顧客番号 is what the bank knows a payer by: given once, by hand or by the house, and never changed. */
async function keepCustomerNumber(scope: Scope, payerId: string, wished: string | null): Promise<void> {
  const [known] = await scope.sql<{ customer_number: string }>`
    select customer_number from debit_customer where member_id = ${payerId}::uuid`
  if (known && wished !== null && wished !== known.customer_number) {
    throw refuse(
      "customer-number-stays",
      { number: known.customer_number.replace(/^0+/, "") },
      { field: "customerNumber" },
    )
  }
  if (known) return
  const number = wished ?? String(await reserveNumbers(scope, "debit-customer", 1)).padStart(20, "0")
  await scope.sql`
    insert into debit_customer (organization_id, member_id, customer_number)
    values (${scope.organizationId}, ${payerId}::uuid, ${number})`
}
