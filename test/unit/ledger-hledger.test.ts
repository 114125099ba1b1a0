import { spawnSync } from "node:child_process"
import { describe, expect, test } from "vitest"
import { hledgerJournal } from "#app/ledger/journal-hledger.ts"
import { calendarDate, month } from "#app/values/calendar.ts"
import { journalText, placesOf, sampleLine, sampleVouchers, voucher } from "#test/unit/sample-vouchers.ts"

const awkward = voucher(4, "2026-11-30", "摘要;註 | 二つ  の空白\n改行", [
  sampleLine("bank", 7, { accountName: "普通預金;三井  本店:一号", subAccount: "a;b  c" }),
  sampleLine("suspense", -7, { accountName: " 仮受金\t(未照合) " }),
])

const balances = [sampleLine("deferred", -10_000, { subAccount: "GARDEN" }), sampleLine("opening", 10_000)]
const journal = (vouchers = [...sampleVouchers(), awkward]) =>
  journalText(
    hledgerJournal({
      month: month("2026-11"),
      openedOn: calendarDate("2026-11-01"),
      organization: "日本園芸出版",
      state: "final",
      places: placesOf(balances, vouchers),
    }),
    vouchers,
  )

const expected = new Map([
  ["資産:111普通預金", -916],
  ["資産:111普通預金；三井 本店：一号:a；b c", 7],
  ["資産:131売掛金:GARDEN", 416],
  ["資産:135未収入金(カード)", 11_000],
  ["負債:318前受金:GARDEN", -10_000 + 500 - 11_000],
  ["負債:319 仮受金 (未照合)", -7],
  // 83 at the sale, back at the refund: the account stands at nothing.
  ["純資産:399開始残高", 10_000],
  ["収益:500売上高:GARDEN", -833],
  ["収益:501売上値引:GARDEN", 833],
])

/** The plainest reading of a plain-text journal: an account, two spaces, an amount, perhaps an assertion. */
function readNaively(text: string): Map<string, number> {
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

describe("plain-text journal", () => {
  test("every entry balances and every assertion holds, read by a parser of our own", () => {
    expect(readNaively(journal())).toEqual(expected)
  })

  test("descriptions stay on one line and hide no part of themselves", () => {
    expect(journal()).toContain("2026-11-30 (4) 摘要；註 ｜ 二つ の空白 改行")
  })

  test("a month without vouchers still carries its balances forward", () => {
    expect(readNaively(journal([]))).toEqual(
      new Map([
        ["負債:318前受金:GARDEN", -10_000],
        ["純資産:399開始残高", 10_000],
      ]),
    )
  })

  test("hledger reads it strictly and finds the same balances", (context) => {
    if (spawnSync("hledger", ["--version"]).error !== undefined) {
      context.skip("hledger is not installed; the journal is checked by our own parser above")
    }
    const read = spawnSync("hledger", ["-f", "-", "check", "--strict"], { input: journal(), encoding: "utf8" })
    expect(read.stderr).toBe("")
    const { stdout } = spawnSync("hledger", ["-f", "-", "balance", "--flat", "-N", "-O", "csv"], {
      input: journal(),
      encoding: "utf8",
      env: { ...process.env, LANG: "C.UTF-8", LC_ALL: "C.UTF-8" },
    })
    const rows = stdout.trimEnd().split("\n").slice(1)
    const found = rows.map((row): [string, number] => {
      const [, account = "", amount = ""] = /^"(.*)","(-?\d+) JPY"$/.exec(row) ?? []
      return [account, Number(amount)]
    })
    expect(new Map(found)).toEqual(expected)
  })

  test("Ledger reads the same file pedantically and finds the same balances", (context) => {
    if (spawnSync("ledger", ["--version"]).error !== undefined) {
      context.skip("Ledger is not installed; the journal is checked by our own parser above")
    }
    const format = ["balance", "--flat", "--no-total", "--format", "%(account)|%(amount)\n"]
    const read = spawnSync("ledger", ["--pedantic", "-f", "-", ...format], { input: journal(), encoding: "utf8" })
    expect(read.stderr).toBe("")
    const found = read.stdout
      .trimEnd()
      .split("\n")
      .map((row): [string, number] => {
        const [account = "", amount = ""] = row.split("|")
        return [account, Number(amount.replace(" JPY", ""))]
      })
    expect(new Map(found)).toEqual(expected)
  })
})
