import { spawnSync } from "node:child_process"
import { expect } from "vitest"

// Who reads an exported journal in the tests: hledger and Ledger where they are installed (CI installs them), and otherwise a reader of our own,
// which knows nothing of how the journal is written. No machine leaves the comparison out.

export const isInstalled = (program: string) => spawnSync(program, ["--version"]).error === undefined

export type Balances = ReadonlyMap<string, number>
export const journalPrograms = ["hledger", "ledger"] as const
export type JournalProgram = (typeof journalPrograms)[number]

const commands = {
  hledger: ["balance", "--flat", "-N", "-O", "csv"],
  ledger: ["--pedantic", "balance", "--flat", "--no-total", "--format", '"%(account)","%(amount)"\n'],
} as const satisfies Record<JournalProgram, readonly string[]>

/** Yen of every account that does not stand at nothing, as the program finds them; what it complains about fails the test. */
export function balancesBy(program: JournalProgram, journal: string): Balances {
  if (!isInstalled(program)) return readNaively(journal)
  const run = (...args: readonly string[]) => {
    const env = { ...process.env, LANG: "C.UTF-8", LC_ALL: "C.UTF-8" }
    const { stdout, stderr } = spawnSync(program, ["-f", "-", ...args], { input: journal, encoding: "utf8", env })
    expect(stderr).toBe("")
    return stdout
  }
  if (program === "hledger") run("check", "--strict")
  const rows = run(...commands[program]).split("\n")
  return new Map(
    rows.flatMap((row): [string, number][] => {
      const [, account, amount] = /^"(.*)","(-?\d+) JPY"$/.exec(row) ?? []
      return account === undefined ? [] : [[account, Number(amount)]]
    }),
  )
}

/** The plainest reading of a plain-text journal: an account, two spaces, an amount, perhaps an assertion. */
export function readNaively(text: string): Balances {
  const balances = new Map<string, number>()
  for (const entry of text.split("\n\n")) {
    const [title = "", ...postings] = entry.split("\n")
    if (!/^\d{4}-\d{2}-\d{2} /.test(title)) continue
    let sum = 0
    for (const posting of postings.filter((line) => line.trim() !== "")) {
      const [, account = "", amount = "", assertion] =
        /^ {4}(\S(?:.*?\S)?) {2}(-?\d+) JPY(?: = (-?\d+) JPY)?$/.exec(posting) ?? []
      expect(account, posting).not.toBe("")
      expect(account, posting).not.toMatch(/;| {2}/)
      sum += Number(amount)
      balances.set(account, (balances.get(account) ?? 0) + Number(amount))
      if (assertion !== undefined) expect(balances.get(account), account).toBe(Number(assertion))
    }
    expect(sum, title).toBe(0)
  }
  return new Map([...balances].filter(([, balance]) => balance !== 0))
}
