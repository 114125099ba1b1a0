import { booksForMonth } from "#app/reports/books-for-month.server.ts"
import { month } from "#app/values/calendar.ts"
import type { Publisher } from "#test/scenarios/fiscal-year/publisher.ts"
import { bytesOf } from "#test/support/bytes-of.ts"
import type { Balances } from "#test/support/plain-text-ledgers.ts"

/** The trial balance at the year's end, by account and by tax class where there is one; 借方 positive, in yen. */
export const trialBalance = (publisher: Publisher) =>
  publisher.look(async (scope) => {
    const rows = await scope.sql<{ name: string; yen: number }>`
      select account.name || case tax_class when 'none' then '' else ' ' || substring(tax_class from '[0-9]+') || '%' end as name,
        sum(amount_yen)::bigint as yen
      from voucher_line join account on account.code = account_code group by account.code, account.name, tax_class
      having sum(amount_yen) <> 0 order by account.code, tax_class`
    return Object.fromEntries(rows.map(({ name, yen }) => [name, yen]))
  })

/**
 * つき出版: 12 % for all that is served from October on. 普通預金: deposits 186,800, payouts 41,124, less refunds 20,218 (7,334 + 6,834 + 2,200
 * + 3,850). 前受金: four terms with three units left (2,750 each), one with seven (6,418), next year's 11,000. 売掛金: the disputed term's
 * three units 2,750, the seat 5,500. 支払手数料: 220 of the transfer, 330 of the agent, six cards at 396.
 */
export const tsukiAtYearEnd: Readonly<Record<string, number>> = {
  ...{ 普通預金: 207_706, 売掛金: 8_250, 前受金: -28_418, 仮受金: -1_500, 支払手数料: 2_926 },
  ...{ "売上高 10%": -92_995, "売上高 12%": -79_489, "売上値引 12%": 447 },
  ...{ "仮受消費税 10%": -9_180, "仮受消費税 12%": -9_417 },
  ...{ "解約手数料収入 10%": -455, "解約手数料収入 12%": -1_474 },
  ...{ "貸倒損失 10%": 5_000, "貸倒損失 12%": 2_456, "償却債権取立益 10%": -3_410, "償却債権取立益 12%": -447 },
}

/** ほし書房: what was wholly paid before October keeps 10 %; tax is rounded to the nearest yen. Prices 13,100, 9,900 and 7,000. */
export const hoshiAtYearEnd: Readonly<Record<string, number>> = {
  ...{ 普通預金: 238_881, 売掛金: 8_774, 前受金: -33_846, 仮受金: -1_500, 支払手数料: 3_376 },
  ...{ "売上高 10%": -169_190, "売上高 12%": -29_443, "売上値引 10%": 455 },
  ...{ "仮受消費税 10%": -16_710, "仮受消費税 12%": -3_413 },
  ...{ "解約手数料収入 10%": -455, "解約手数料収入 12%": -1_473 },
  ...{ "貸倒損失 10%": 5_952, "貸倒損失 12%": 2_924, "償却債権取立益 10%": -3_885, "償却債権取立益 12%": -447 },
}

/** Every voucher, movement, payment and paper of a publisher, by what tells it from all others. */
export const traces = (publisher: Publisher) =>
  publisher.look(async (scope) => {
    const rows = await scope.sql<{ id: string }>`
      select id::text from voucher union all select voucher_id || ' ' || subject_id from ledger_movement
      union all select id::text from payment union all select id::text from issued_paper union all select id::text from contract
      union all select id::text from member union all select id::text from outbox`
    return rows.map(({ id }) => id)
  })

/** The exported files of March as one journal. */
export const journalOf = (publisher: Publisher): Promise<string> =>
  publisher.look(async (scope) => {
    const { content } = await booksForMonth(scope, month("2027-03"), "hledger")
    return (await bytesOf(content)).toString("utf8")
  })

/** Balances by the account's code, its sub-accounts together; what stands at nothing is left out. */
export function byAccount(balances: Balances): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const [account, yen] of balances) {
    const code = /:(\d+)/.exec(account)?.[1] ?? account
    sums.set(code, (sums.get(code) ?? 0) + yen)
  }
  return new Map([...sums].filter(([, yen]) => yen !== 0))
}

/** The books' balances by the account's code. */
export const booksBalances = (publisher: Publisher) =>
  publisher.look(async (scope) => {
    const rows = await scope.sql<{ code: string; yen: number }>`
      select account_code as code, sum(amount_yen)::bigint as yen from voucher_line group by 1 having sum(amount_yen) <> 0`
    return new Map(rows.map(({ code, yen }) => [code, yen]))
  })
