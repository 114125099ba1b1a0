import type { Scope } from "#app/platform/scope.server.ts"
import type { PayoutAccountKind } from "#app/subscriptions/discontinued/discontinued-form.ts"

export type RefundToRemit = Readonly<{
  number: string
  contractId: string
  contractNumber: string
  publicationCode: string
  payerId: string
  payerNumber: string
  payerName: string
  owedOn: string
  /** Yen, less what has gone to a card. */
  amountYen: number
  /** Ready for a file; or its account came back from the bank, or was told without codes. */
  state: "ready" | "returned" | "without-codes"
  bankCode: string
  bankName: string
  branchCode: string
  branchName: string
  accountKind: PayoutAccountKind
  accountNumber: string
  accountHolder: string
}>

/** Refunds that are owed to an account and in no file yet (振り込む返金): those ready for one, or those whose account must be looked at; the oldest first. */
export const refundsToRemit = (
  scope: Scope,
  page: Readonly<{ isReady: boolean; limit: number | null; offset: number }>,
) => scope.sql<RefundToRemit>`
  select owed.refund_number as number, contract.id as "contractId", contract.number as "contractNumber", publication.code as "publicationCode",
    payer.id as "payerId", payer.number as "payerNumber",
    coalesce(nullif(payer.company_name, ''), concat_ws(' ', payer.family_name, nullif(payer.given_name, ''))) as "payerName",
    owed.owed_on as "owedOn", owed.left_yen as "amountYen", owed.state, owed.bank_code as "bankCode", owed.bank_name as "bankName",
    owed.branch_code as "branchCode", owed.branch_name as "branchName", owed.account_kind as "accountKind",
    owed.account_number as "accountNumber", owed.account_holder as "accountHolder"
  from refund_to_remit as owed join contract on contract.id = owed.contract_id join publication on publication.id = owed.publication_id
  join member as payer on payer.id = owed.payer_id
  where (owed.state = 'ready') = ${page.isReady}
  order by owed.owed_on, owed.refund_number limit ${page.limit}::integer offset ${page.offset}::integer`

/** How many refunds wait for a file, with their yen, and how many for an account that can be used. */
export async function totalsToRemit(scope: Scope): Promise<{ ready: number; readyYen: number; unclear: number }> {
  const [row] = await scope.sql<{ ready: number; readyYen: number; unclear: number }>`
    select (count(*) filter (where state = 'ready'))::integer as ready,
      coalesce(sum(left_yen) filter (where state = 'ready'), 0)::bigint as "readyYen",
      (count(*) filter (where state <> 'ready'))::integer as unclear from refund_to_remit`
  if (!row) throw new Error("the sums gave no row")
  return row
}
