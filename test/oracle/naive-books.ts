import type { Scope } from "#app/platform/scope.server.ts"

// A second set of books, kept by hand as a clerk would: one contract after the other, one act after the other, in whole numbers
// without a bound, from what happened (money allocated, units served) and never from what the first set says a balance is.

type Contract = {
  id: string
  number: string
  title: string
  price: number
  tax: number
  units: number
  served: number
  paid: number
}
type Act = {
  contract: string
  voucher: string
  cause: string
  units: number
  /** What the books say of the act; the clerk has his own opinion. */
  deferred: number
  receivable: number
  earned: number
  allocated: number
}

class Page {
  /** B: what the reader has paid and not yet got (positive), or got and not yet paid (negative). */
  private balance: bigint
  private served: bigint

  constructor(private readonly contract: Contract) {
    this.served = BigInt(contract.served)
    this.balance = BigInt(contract.paid) - this.earnedBy(this.served)
  }

  private earnedBy(units: bigint): bigint {
    const [net, tax] = [BigInt(this.contract.price - this.contract.tax), BigInt(this.contract.tax)]
    const all = BigInt(this.contract.units)
    return (net * units) / all + (tax * units) / all
  }

  get deferred() {
    return this.balance > 0n ? this.balance : 0n
  }

  get receivable() {
    return this.balance < 0n ? -this.balance : 0n
  }

  /** Enters an act; gives what the books should have moved for it. */
  enter(act: Act): { deferred: bigint; receivable: bigint; earned: bigint | null } {
    const before = [this.deferred, this.receivable] as const
    let earned: bigint | null = null
    if (act.cause === "opening") return { deferred: this.deferred, receivable: this.receivable, earned }
    if (act.cause === "payment") this.balance += BigInt(act.allocated)
    else if (act.cause === "issue") {
      earned = this.earnedBy(this.served + BigInt(act.units)) - this.earnedBy(this.served)
      this.served += BigInt(act.units)
      this.balance -= earned
    } else this.balance += BigInt(act.deferred) - BigInt(act.receivable)
    return { deferred: this.deferred - before[0], receivable: this.receivable - before[1], earned }
  }
}

/** What the clerk finds wrong in the books, as sentences; empty where the two sets agree act by act and title by title. */
export async function naiveBooks(scope: Scope): Promise<string[]> {
  const contracts = await scope.sql<Contract>`
    select contract.id, contract.number, publication.code as title, price_yen as price, tax_yen as tax, units,
      opening_units as served, opening_paid_yen as paid
    from contract join publication on publication.id = contract.publication_id`
  const acts = await scope.sql<Act>`
    select movement.contract_id as contract, voucher.source_key as voucher, movement.cause, movement.units,
      movement.deferred_yen as deferred, movement.receivable_yen as receivable, movement.net_yen + movement.tax_yen as earned,
      coalesce((select sum(allocation.amount_yen) from payment_allocation as allocation
        join payment on payment.id = allocation.payment_id
        where allocation.contract_id = movement.contract_id and voucher.source_key = 'payment:' || payment.external_key), 0)::bigint
        as allocated
    from movement join voucher on voucher.id = movement.voucher_id
    order by voucher.recorded_at, voucher.id, movement.contract_id`
  const pages = new Map(contracts.map((contract) => [contract.id, new Page(contract)]))
  const wrong: string[] = []
  for (const act of acts) {
    const due = pages.get(act.contract)?.enter(act)
    const [deferred, receivable] = [BigInt(act.deferred), BigInt(act.receivable)]
    if (due?.deferred !== deferred || due.receivable !== receivable) {
      wrong.push(`${act.voucher}: ${act.cause} ${deferred}/${receivable}`)
    }
    if (typeof due?.earned === "bigint" && due.earned !== BigInt(act.earned)) {
      wrong.push(`${act.voucher}: earned ${act.earned}`)
    }
  }
  return [...wrong, ...(await titlesDiffer(scope, contracts, pages))]
}

/** 前受金 and 売掛金 of each title, from the pages and from the general ledger's lines. */
async function titlesDiffer(scope: Scope, contracts: readonly Contract[], pages: ReadonlyMap<string, Page>) {
  const lines = await scope.sql<{ title: string; purpose: "deferred" | "receivable"; yen: number }>`
    select line.sub_account as title, account.purpose, sum(line.amount_yen)::bigint as yen
    from voucher_line as line join account on account.code = line.account_code
    where account.purpose in ('deferred', 'receivable') group by 1, 2`
  const wrong: string[] = []
  for (const title of new Set(contracts.map((contract) => contract.title))) {
    const own = contracts.filter((contract) => contract.title === title)
    for (const purpose of ["deferred", "receivable"] as const) {
      const ours = own.reduce((sum, { id }) => sum + (pages.get(id)?.[purpose] ?? 0n), 0n)
      const ledger = BigInt(lines.find((line) => line.title === title && line.purpose === purpose)?.yen ?? 0)
      const theirs = purpose === "deferred" ? -ledger : ledger
      if (ours !== theirs) wrong.push(`${title} ${purpose}: ${ours} by hand, ${theirs} in the ledger`)
    }
  }
  return wrong
}
