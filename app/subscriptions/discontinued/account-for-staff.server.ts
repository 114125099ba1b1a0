import type { Scope } from "#app/platform/scope.server.ts"
import type { PayoutAccountKind } from "#app/subscriptions/discontinued/discontinued-form.ts"
import type { DiscontinuedState } from "#app/subscriptions/discontinued/discontinued-state.ts"
import { refuse } from "#app/subscriptions/refusals.ts"

export type AccountForStaff = Readonly<{
  contractId: string
  contractNumber: string
  memberId: string
  memberNumber: string
  memberName: string
  publication: string
  /** What is left, or what is owed; yen with tax. */
  yen: number
  state: DiscontinuedState
  refundNumber: string | null
  bankName: string
  branchName: string
  accountKind: PayoutAccountKind | ""
  accountNumber: string
  accountHolder: string
  /** 組戻し: when the bank gave the money back, until the account is told anew. */
  returnedOn: string | null
  /** The file to the bank that the refund is in. */
  remittance: string | null
}>

/** 返金先の口座 of a contract of a title that ended, for who takes it down for the reader. Refuses: unknown-contract. */
export async function accountForStaff(scope: Scope, code: string, contractId: string): Promise<AccountForStaff> {
  const [row] = await scope.sql<AccountForStaff>`
    select contract.id as "contractId", contract.number as "contractNumber", payer.id as "memberId", payer.number as "memberNumber",
      coalesce(nullif(payer.company_name, ''), concat_ws(' ', payer.family_name, nullif(payer.given_name, ''))) as "memberName",
      publication.name as publication, case when asked.outcome is null then position.deferred_yen else asked.settled_yen end as yen,
      case when refund.paid_on is not null then 'paid' when asked.outcome is not null then asked.outcome
        when contract.state <> 'active' then 'ended' else 'open' end as state,
      asked.refund_number as "refundNumber", asked.bank_name as "bankName", asked.branch_name as "branchName",
      asked.account_kind as "accountKind", asked.account_number as "accountNumber", asked.account_holder as "accountHolder",
      asked.account_returned_on as "returnedOn", (select number from remitted_refund where refund_number = asked.refund_number) as remittance
    from discontinued_contract as asked join contract on contract.id = asked.contract_id
    join contract_position as position on position.contract_id = contract.id join member as payer on payer.id = contract.payer_id
    join publication on publication.id = asked.publication_id left join refund on refund.number = asked.refund_number
    where asked.contract_id = ${contractId}::uuid and publication.code = ${code}`
  if (!row) throw refuse("unknown-contract")
  return row
}
