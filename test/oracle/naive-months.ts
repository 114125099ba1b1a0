import type { Scope } from "#app/platform/scope.server.ts"
import { moneyOfMonths } from "#test/oracle/naive-money.ts"
import { seminarsOfMonths } from "#test/oracle/naive-seminars.ts"
import { Law, Sums, TaxedPage } from "#test/oracle/naive-page.ts"

// The clerk's general ledger: each account × tax class × month, added up by hand from what happened (units shipped on a day, money that
// came on a day, files and statements of others), with the law's rates looked up by himself. What the first set of books posted is
// read at the end alone, to be compared.

type Act = {
  contract: string
  month: string
  day: string
  cause: string
  units: number
  deferred: number
  receivable: number
  gross: number
  allocated: number
}

/** What others state and no table of ours holds: the collecting agent's payouts, by month. */
export type AgentStatement = Readonly<{ month: string; collectedYen: number; feeYen: number }>

/** What the clerk finds wrong, as sentences: `month account class: by hand, in the ledger`. */
export async function naiveMonths(scope: Scope, statements: readonly AgentStatement[]): Promise<string[]> {
  const sums = new Sums()
  const law = await Law.read(scope)
  await contractsOfMonths(scope, law, sums)
  await seminarsOfMonths(scope, law, sums)
  await moneyOfMonths(scope, sums)
  for (const { month, collectedYen, feeYen } of statements) {
    sums.add(month, "bank", "none", BigInt(collectedYen - feeYen))
    sums.add(month, "payment-fee", "none", BigInt(feeYen))
    sums.add(month, "agent-clearing", "none", -BigInt(collectedYen))
  }
  const ledger = await scope.sql<{ month: string; purpose: string; tax: string; yen: number }>`
    select to_char(voucher.effective_on, 'YYYY-MM') as month, account.purpose, tax_class as tax, sum(amount_yen)::bigint as yen
    from voucher_line join voucher on voucher.id = voucher_line.voucher_id join account on account.code = account_code
    group by 1, 2, 3`
  return sums.differFrom(ledger.map(({ month, purpose, tax, yen }) => [`${month} ${purpose} ${tax}`, BigInt(yen)]))
}

async function contractsOfMonths(scope: Scope, law: Law, sums: Sums) {
  const pages = await TaxedPage.read(scope)
  const acts = await scope.sql<Act>`
    select movement.contract_id as contract, to_char(movement.effective_on, 'YYYY-MM') as month, movement.effective_on as day,
      movement.cause, movement.units, movement.deferred_yen as deferred, movement.receivable_yen as receivable,
      movement.net_yen + movement.tax_yen as gross,
      coalesce((select sum(allocation.amount_yen) from payment_allocation as allocation
        join payment on payment.id = allocation.payment_id
        where allocation.contract_id = movement.contract_id and voucher.source_key = 'payment:' || payment.external_key), 0)::bigint
        as allocated
    from movement join voucher on voucher.id = movement.voucher_id
    order by voucher.recorded_at, voucher.id, movement.contract_id`
  for (const act of acts) {
    const page = pages.get(act.contract)
    if (page) enter(page, act, law, sums)
  }
}

/** One act of a contract: 前受金 and 売掛金 by its page, and what it earned, lost or owes by its cause. */
function enter(page: TaxedPage, act: Act, law: Law, sums: Sums) {
  const { month, day, cause } = act
  const put = (purpose: string, tax: string, yen: bigint) => sums.add(month, purpose, tax, yen)
  const gross = BigInt(act.gross)
  const before = { deferred: page.deferred, receivable: page.receivable }
  if (cause === "issue") {
    const rate = law.rateOn(page.stated, day, page)
    const { net, tax } = page.serve(BigInt(act.units), rate)
    put("sales", classOf(rate), -net)
    put("output-tax", classOf(rate), -tax)
  } else if (cause === "payment") page.pay(BigInt(act.allocated), day)
  else page.move(BigInt(act.deferred) - BigInt(act.receivable), cause === "transfer" ? day : null)
  put("deferred", "none", before.deferred - page.deferred)
  put("receivable", "none", page.receivable - before.receivable)
  const today = law.rateOn(page.stated, day, null)
  const taxed = (purpose: string, rate: bigint, yen: bigint, tax = page.taxIn(yen, rate)) => {
    put(purpose, classOf(rate), tax - yen)
    put("output-tax", classOf(rate), -tax)
  }
  if (cause === "fee-kept") taxed("cancellation-fee", today, gross)
  if (cause === "repriced") taxed("sales", today, gross)
  if (cause === "forfeited") taxed("sales", today, gross, page.taxLeft(gross, today))
  if (cause === "written-off") {
    for (const { rate, yen } of page.writeOff(gross)) taxed("bad-debt", rate, -yen)
  }
  if (cause === "recovered") for (const { rate, yen } of page.recover(gross)) taxed("bad-debt-recovered", rate, yen)
  if (cause === "allowance") {
    for (const { rate, yen } of page.latest(-gross)) taxed("sales-discount", rate, -yen)
    put("payable", "none", gross - (page.receivable - before.receivable))
  }
  if (cause === "refund") put("payable", "none", BigInt(act.deferred))
  if (cause === "chargeback") put("card-clearing", "none", BigInt(act.deferred) - BigInt(act.receivable))
}

const classOf = (rate: bigint) => (rate === 0n ? "none" : `sales-${rate}`)
