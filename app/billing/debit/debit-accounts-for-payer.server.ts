import type { DebitResult } from "#app/billing/debit/debit-file.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

export type DebitAccountOfPayer = Readonly<{
  id: string
  bank: string
  branch: string
  accountKind: "1" | "2" | "3" | "9"
  /** The last three digits: nobody at the desk needs more. */
  lastDigits: string
  holderName: string
  mandatedOn: string
  stoppedOn: string | null
  stoppedBecause: "asked" | "replaced" | "no-account" | "no-mandate" | "erased" | null
}>

export type DebitOfPayer = Readonly<{
  requestId: string
  number: string
  withdrawOn: string
  amountYen: number
  state: "pending" | "settled" | "cancelled"
  result: DebitResult | null
}>

/** The accounts that a payer and those merged into him named for 口座振替, the live one first, and what was asked of them. */
export async function debitAccountsForPayer(scope: Scope, memberId: MemberId) {
  const accounts = await scope.sql<DebitAccountOfPayer>`
    select id, concat_ws(' ', bank_code, bank_name) as bank, concat_ws(' ', branch_code, branch_name) as branch,
      account_kind as "accountKind", right(account_number, 3) as "lastDigits", holder_name as "holderName", mandated_on as "mandatedOn",
      stopped_on as "stoppedOn", stopped_because as "stoppedBecause"
    from debit_account where member_id = any (array(select member_family(member_kept(${memberId}::uuid))))
    order by stopped_on is not null, registered_at desc`
  const debits = await scope.sql<DebitOfPayer>`
    select request.id as "requestId", request.number, request.withdraw_on as "withdrawOn", line.amount_yen as "amountYen", request.state,
      line.result
    from debit_line as line join debit_request as request on request.id = line.request_id
    where line.member_id = any (array(select member_family(member_kept(${memberId}::uuid)))) order by request.withdraw_on desc limit 50`
  const [customer] = await scope.sql<{ number: string }>`
    select ltrim(customer_number, '0') as number from debit_customer where member_id = member_kept(${memberId}::uuid)`
  return { accounts, debits, customerNumber: customer?.number ?? null }
}
