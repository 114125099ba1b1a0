import { describe, expect, test } from "vitest"
import { hledgerJournal } from "#app/ledger/journal-hledger.ts"
import { calendarDate, month } from "#app/values/calendar.ts"
import { balancesBy, journalPrograms, readNaively } from "#test/support/plain-text-ledgers.ts"
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

  test.each(journalPrograms)("%s reads it pedantically and finds the same balances", (program) => {
    expect(balancesBy(program, journal())).toEqual(expected)
    const wrong = journal().replace("-11000 JPY", "-11001 JPY")
    expect(() => balancesBy(program, wrong)).toThrow()
  })
})
