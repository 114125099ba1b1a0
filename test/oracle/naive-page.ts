import type { Scope } from "#app/platform/scope.server.ts"

/** Σ of account × tax class × month; 借方 positive. */
export class Sums {
  private readonly yen = new Map<string, bigint>()

  add(month: string, purpose: string, tax: string, yen: bigint) {
    const key = `${month} ${purpose} ${tax}`
    this.yen.set(key, (this.yen.get(key) ?? 0n) + yen)
  }

  differFrom(ledger: readonly (readonly [key: string, yen: bigint])[]): string[] {
    const theirs = new Map(ledger)
    return [...new Set([...this.yen.keys(), ...theirs.keys()])].sort().flatMap((key) => {
      const [ours, booked] = [this.yen.get(key) ?? 0n, theirs.get(key) ?? 0n]
      return ours === booked ? [] : [`${key}: ${ours} by hand, ${booked} in the ledger`]
    })
  }
}

type Change = { from: string; percent: number; keeps: string; before: string | null }

/** The rates of the tax, as the clerk reads them in the law: 10 % and 8 %, and what changes from a day on. */
export class Law {
  private constructor(private readonly changes: readonly Change[]) {}

  static async read(scope: Scope): Promise<Law> {
    return new Law(
      await scope.sql<Change>`
        select from_on as from, percent, keeps_old_rate as keeps, contracted_before as before from tax_rate_change order by from_on`,
    )
  }

  /** On a day, of what was agreed at a rate; with the page of a periodical that may keep it. */
  rateOn(stated: bigint, day: string, page: TaxedPage | null): bigint {
    if (stated === 0n || stated === 8n) return stated
    const change = this.changes.filter(({ from }) => from <= day).at(-1)
    if (!change) return page ? stated : 10n
    const isPaid = page !== null && page.isPaidBefore(change.from)
    const keeps =
      (change.keeps === "paid-before" && isPaid) ||
      (change.keeps === "contracted-before" && isPaid && page.openedOn < (change.before ?? ""))
    return keeps ? stated : BigInt(change.percent)
  }
}

type Contract = {
  id: string
  price: number
  tax: number
  rate: number
  units: number
  rounding: string
  opened: string
}
type Supplied = { rate: bigint; yen: bigint }

/** A contract's page: what it paid and got, each supply at its rate, and what was lost of it. */
export class TaxedPage {
  private balance = 0n
  private served = 0n
  private readonly supplied: Supplied[] = []
  private readonly lost: Supplied[] = []
  private readonly money: { day: string; yen: bigint }[] = []

  private constructor(private readonly contract: Contract) {}

  static async read(scope: Scope): Promise<ReadonlyMap<string, TaxedPage>> {
    const contracts = await scope.sql<Contract>`
      select contract.id, price_yen as price, tax_yen as tax, tax_rate_percent as rate, units, tax_rounding as rounding, opened_on as opened
      from contract join organization on organization.id = contract.organization_id`
    return new Map(contracts.map((contract) => [contract.id, new TaxedPage(contract)]))
  }

  get stated() {
    return BigInt(this.contract.rate)
  }
  get openedOn() {
    return this.contract.opened
  }
  get deferred() {
    return this.balance > 0n ? this.balance : 0n
  }
  get receivable() {
    return this.balance < 0n ? -this.balance : 0n
  }

  isPaidBefore(day: string): boolean {
    const paid = this.money.filter((one) => one.day < day).reduce((sum, { yen }) => sum + yen, 0n)
    return paid >= BigInt(this.contract.price)
  }

  pay(yen: bigint, day: string) {
    this.balance += yen
    this.money.push({ day, yen })
  }

  move(yen: bigint, day: string | null) {
    this.balance += yen
    if (day !== null) this.money.push({ day, yen })
  }

  private ownTax(units: bigint) {
    return (BigInt(this.contract.tax) * units) / BigInt(this.contract.units)
  }
  private gross(units: bigint) {
    return (BigInt(this.contract.price - this.contract.tax) * units) / BigInt(this.contract.units) + this.ownTax(units)
  }

  /** Tax inside an amount, rounded as the publisher rounds. */
  taxIn(yen: bigint, rate: bigint): bigint {
    if (yen < 0n) return -this.taxIn(-yen, rate)
    const [part, whole] = [yen * rate, 100n + rate]
    if (this.contract.rounding === "floor") return part / whole
    return this.contract.rounding === "ceil" ? (part + whole - 1n) / whole : (2n * part + whole) / (2n * whole)
  }

  serve(units: bigint, rate: bigint): { net: bigint; tax: bigint } {
    const [from, until] = [this.served, this.served + units]
    const yen = this.gross(until) - this.gross(from)
    const tax =
      rate === this.stated
        ? this.ownTax(until) - this.ownTax(from)
        : this.taxIn(this.gross(until), rate) - this.taxIn(this.gross(from), rate)
    this.served = until
    this.balance -= yen
    this.supplied.push({ rate, yen })
    return { net: yen - tax, tax }
  }

  /** The tax of all that was not served; the schedule's own remainder where it is all paid at one rate. */
  taxLeft(yen: bigint, rate: bigint): bigint {
    const isWhole = BigInt(this.contract.price) - this.gross(this.served) === yen && rate === this.stated
    return isWhole ? BigInt(this.contract.tax) - this.ownTax(this.served) : this.taxIn(yen, rate)
  }

  /** So much of what was supplied last, by rate. */
  latest(yen: bigint): Supplied[] {
    return taken([...this.supplied].reverse(), yen, this.stated)
  }

  writeOff(yen: bigint): Supplied[] {
    const parts = this.latest(yen)
    this.lost.push(...[...parts].sort((a, b) => Number(a.rate - b.rate)))
    return parts
  }

  recover(yen: bigint): Supplied[] {
    const parts = taken(this.lost, yen, this.stated)
    let left = yen
    while (left > 0n && this.lost[0]) {
      const [first] = this.lost
      const used = first.yen < left ? first.yen : left
      first.yen -= used
      left -= used
      if (first.yen === 0n) this.lost.shift()
    }
    return parts
  }
}

/** So much of a list, in its order; equal rates are one part. */
function taken(list: readonly Supplied[], yen: bigint, otherwise: bigint): Supplied[] {
  const parts = new Map<bigint, bigint>()
  let left = yen
  for (const one of [...list, { rate: otherwise, yen }]) {
    const used = one.yen < left ? one.yen : left
    if (used > 0n) parts.set(one.rate, (parts.get(one.rate) ?? 0n) + used)
    left -= used
  }
  return [...parts].map(([rate, part]) => ({ rate, yen: part }))
}
