import { holdPositions } from "#app/ledger/hold-positions.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { lockContract } from "#app/subscriptions/contract/lock-contract.server.ts"
import { transferContract } from "#app/subscriptions/contract/transfer-contract.server.ts"
import { bookToPayable } from "#app/subscriptions/discontinued/book-to-payable.server.ts"
import type { PayoutAccount } from "#app/subscriptions/discontinued/discontinued-form.ts"
import { refuse as refuseDiscontinued } from "#app/subscriptions/discontinued/refusals.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import { remittanceOf } from "#app/subscriptions/remittances/remittance-of.server.ts"

type Row = {
  number: string
  outcome: string | null
  transferOfferId: string | null
  isLate: boolean
  paidOn: string | null
  refundNumber: string | null
  publicationId: string
  code: string
  name: string
}

const rowOf = async (scope: Scope, contractId: string): Promise<Row> => {
  const [row] = await scope.sql<Row>`
    select contract.number, asked.outcome, title.transfer_offer_id as "transferOfferId", title.answer_until < ${scope.today}::date as "isLate",
      refund.paid_on as "paidOn", asked.refund_number as "refundNumber", publication.id as "publicationId", publication.code, publication.name
    from discontinued_contract as asked join discontinuation as title on title.publication_id = asked.publication_id
    join publication on publication.id = asked.publication_id join contract on contract.id = asked.contract_id
    left join refund on refund.number = asked.refund_number
    where asked.contract_id = ${contractId}::uuid for update of asked`
  if (!row) throw refuse("unknown-contract")
  return row
}

/** The first answer stands; a reader's comes in time, staff may enter one until the title is settled. */
function refuseAnswer(row: Row, by: "reader" | "staff") {
  if (row.outcome !== null) throw refuseDiscontinued("discontinued-answered", { number: row.number })
  if (by === "reader" && row.isLate) throw refuseDiscontinued("discontinued-too-late")
}

/**
 * 移管の回答: what is paid and unserved goes to the plan that was offered (entry 17). Refuses: unknown-contract, discontinued-answered,
 * discontinued-too-late, and what transferContract refuses.
 */
export async function answerByTransfer(scope: Scope, contractId: string, by: "reader" | "staff"): Promise<void> {
  await lockContract(scope, contractId)
  const row = await rowOf(scope, contractId)
  refuseAnswer(row, by)
  if (row.transferOfferId === null) throw refuse("unknown-offer")
  const [left] = await scope.sql<{ yen: number }>`
    select deferred_yen as yen from contract_position where contract_id = ${contractId}::uuid`
  const opened = await transferContract(scope, { contractId, offerId: row.transferOfferId, cause: "discontinued" })
  await scope.sql`
    update discontinued_contract set outcome = 'transferred', to_contract_id = ${opened.id}::uuid, settled_yen = ${left?.yen ?? 0}::bigint,
      answered_at = ${scope.now}, answered_by = ${scope.actor}
    where contract_id = ${contractId}::uuid`
  await audit(scope, "answer-discontinued", row.number, { answer: "transfer", by, to: opened.number })
}

/**
 * 返金の回答: what is paid and unserved is owed back (前受金 → 未払金), to the account where it is known already. Refuses: unknown-contract,
 * discontinued-answered, discontinued-too-late.
 */
export async function answerByRefund(
  scope: Scope,
  contractId: string,
  by: "reader" | "staff",
  account: PayoutAccount | null,
): Promise<void> {
  const [title] = await scope.sql<{ id: string }>`
    select publication_id as id from discontinued_contract where contract_id = ${contractId}::uuid`
  if (!title) throw refuse("unknown-contract")
  await holdPositions(scope, title.id, "alone")
  const row = await rowOf(scope, contractId)
  refuseAnswer(row, by)
  const key = `discontinued:${row.code}:${row.number}`
  const booked = await bookToPayable(scope, { title: row, contractId, outcome: "refunded", key })
  if (booked.contracts === 0) throw refuse("contract-not-active", { number: row.number })
  await scope.sql`
    update discontinued_contract set answered_at = ${scope.now}, answered_by = ${scope.actor} where contract_id = ${contractId}::uuid`
  if (account !== null) await keepAccount(scope, contractId, account)
  await audit(scope, "answer-discontinued", row.number, {
    ...{ answer: "refund", by, yen: booked.yen, withAccount: account !== null },
  })
}

/**
 * 振込先の連絡: the account for money that is owed and not paid yet, whenever the reader tells it, on his page or to staff; told again, it is
 * corrected, until it goes to the bank. Refuses: unknown-contract, nothing-to-pay-out, account-in-remittance.
 */
export async function tellAccount(
  scope: Scope,
  contractId: string,
  account: PayoutAccount,
  by: "reader" | "staff",
): Promise<void> {
  const row = await rowOf(scope, contractId)
  if ((row.outcome !== "refunded" && row.outcome !== "unanswered") || row.paidOn !== null) {
    throw refuseDiscontinued("nothing-to-pay-out", { number: row.number })
  }
  // Asked only now that the row is locked: a file made meanwhile has the account that was told before.
  const remittance = await remittanceOf(scope, row.refundNumber ?? "")
  if (remittance !== null) throw refuseDiscontinued("account-in-remittance", { number: row.number, remittance })
  await keepAccount(scope, contractId, account)
  await audit(scope, "tell-payout-account", row.number, { by })
}

const keepAccount = (scope: Scope, contractId: string, account: PayoutAccount) => scope.sql`
  update discontinued_contract set bank_code = ${account.bankCode}, bank_name = ${account.bankName}, branch_code = ${account.branchCode},
    branch_name = ${account.branchName}, account_kind = ${account.accountKind}, account_number = ${account.accountNumber},
    account_holder = ${account.accountHolder}, account_told_at = ${scope.now}, account_returned_on = null
  where contract_id = ${contractId}::uuid`
