import { spawnSync } from "node:child_process"
import { booksForMonth } from "#app/reports/books-for-month.server.ts"
import { month } from "#app/values/calendar.ts"
import type { Publisher } from "#test/scenarios/fiscal-year/publisher.ts"
import { bytesOf } from "#test/support/bytes-of.ts"

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

const programs = {
  hledger: { name: "hledger", args: ["-f", "-", "balance", "--flat", "-N", "-O", "csv"] },
  ledger: {
    name: "ledger",
    args: ["--pedantic", "-f", "-", "balance", "--flat", "--no-total", "--format", '"%(account)","%(amount)"\n'],
  },
} as const

/** What a plain-text program makes of the exported files of March: balances by account; null where it is not installed. */
export async function balancesBy(program: keyof typeof programs, publisher: Publisher) {
  const { name, args } = programs[program]
  if (spawnSync(name, ["--version"]).error !== undefined) return null
  const journal = await publisher.look(async (scope) =>
    bytesOf((await booksForMonth(scope, month("2027-03"), "hledger")).content),
  )
  const { stdout, stderr } = spawnSync(name, args, {
    input: journal,
    encoding: "utf8",
    env: { ...process.env, LANG: "C.UTF-8", LC_ALL: "C.UTF-8" },
  })
  if (stderr !== "") throw new Error(stderr)
  return stdout.split("\n").flatMap((row): [string, number][] => {
    const [, account, amount] = /^"([^"]*)","(-?\d+) JPY"$/.exec(row) ?? []
    return account === undefined ? [] : [[account, Number(amount)]]
  })
}

/** The books' balances as the plain-text file names them. */
export const booksBalances = (publisher: Publisher) =>
  publisher.look(async (scope) => {
    const rows = await scope.sql<{ code: string; yen: number }>`
      select account_code as code, sum(amount_yen)::bigint as yen from voucher_line group by 1 having sum(amount_yen) <> 0`
    return new Map(rows.map(({ code, yen }) => [code, yen]))
  })
