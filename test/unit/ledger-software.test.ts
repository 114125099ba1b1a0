import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import path from "node:path"
import { initSync, validateMultiFile } from "@rustledger/wasm"
import { describe, expect, test } from "vitest"
import { beancountJournal } from "#app/ledger/journal-beancount.ts"
import { bugyoJournal } from "#app/ledger/journal-bugyo.ts"
import { freeeJournal } from "#app/ledger/journal-freee.ts"
import { moneyforwardJournal } from "#app/ledger/journal-moneyforward.ts"
import { yayoiOnlineJournal } from "#app/ledger/journal-yayoi.ts"
import { calendarDate, month } from "#app/values/calendar.ts"
import { isInstalled } from "#test/support/plain-text-ledgers.ts"
import { journalText, placesOf, sampleLine, sampleVouchers, voucher } from "#test/unit/sample-vouchers.ts"

// The files below were written by hand after the makers' descriptions of their formats, not by the program.

const file = (lines: readonly string[]) => lines.map((line) => `${line}\r\n`).join("")

const yayoiOnline = file([
  // Single entries only: the sale is shared out over its two sources, its tax 45 + 38 = 83.
  "2000,,,2026/11/16,前受金,GARDEN,,対象外,500,0,売上高,GARDEN,,課税売上内10%,500,45,月刊ガーデン 第521号 発送売上,,,0,,,0,0,no",
  "2000,,,2026/11/16,売掛金,GARDEN,,対象外,416,0,売上高,GARDEN,,課税売上内10%,416,38,月刊ガーデン 第521号 発送売上,,,0,,,0,0,no",
  '2000,,,2026/11/17,未収入金(カード),,,対象外,11000,0,前受金,GARDEN,,対象外,11000,0,"入金 ""髙﨑"",分",,,0,,,0,0,no',
  "2000,,,2026/11/20,売上値引,GARDEN,,課税売返内10%,916,83,普通預金,,,対象外,916,0,返金,,,0,,,0,0,no",
])

const moneyforward = file([
  "取引No,取引日,借方勘定科目,借方補助科目,借方部門,借方取引先,借方税区分,借方インボイス,借方金額(円),借方税額,貸方勘定科目,貸方補助科目,貸方部門,貸方取引先,貸方税区分,貸方インボイス,貸方金額(円),貸方税額,摘要,仕訳メモ,タグ,MF仕訳タイプ,決算整理仕訳,作成日時,作成者,最終更新日時,最終更新者",
  "1,2026/11/16,前受金,GARDEN,,,対象外,,500,0,売上高,GARDEN,,,課税売上 10%,,916,83,月刊ガーデン 第521号 発送売上,,,,,,,,",
  "1,2026/11/16,売掛金,GARDEN,,,対象外,,416,0,,,,,,,,,月刊ガーデン 第521号 発送売上,,,,,,,,",
  '2,2026/11/17,未収入金(カード),,,,対象外,,11000,0,前受金,GARDEN,,,対象外,,11000,0,"入金 ""髙﨑"",分",,,,,,,,',
  "3,2026/11/20,売上値引,GARDEN,,,課税売上-返還等 10%,,916,83,普通預金,,,,対象外,,916,0,返金,,,,,,,,",
])

const freee = file([
  "[表題行],日付,伝票番号,決算整理仕訳,借方勘定科目,借方科目コード,借方補助科目,借方取引先,借方取引先コード,借方部門,借方品目,借方メモタグ,借方セグメント1,借方セグメント2,借方セグメント3,借方金額,借方税区分,借方税額,貸方勘定科目,貸方科目コード,貸方補助科目,貸方取引先,貸方取引先コード,貸方部門,貸方品目,貸方メモタグ,貸方セグメント1,貸方セグメント2,貸方セグメント3,貸方金額,貸方税区分,貸方税額,摘要",
  "[明細行],2026/11/16,1,,前受金,,GARDEN,,,,,,,,,500,対象外,0,売上高,,GARDEN,,,,,,,,,916,課税売上10%,83,月刊ガーデン 第521号 発送売上",
  "[明細行],2026/11/16,1,,売掛金,,GARDEN,,,,,,,,,416,対象外,0,,,,,,,,,,,,,,,月刊ガーデン 第521号 発送売上",
  '[明細行],2026/11/17,2,,未収入金(カード),,,,,,,,,,,11000,対象外,0,前受金,,GARDEN,,,,,,,,,11000,対象外,0,"入金 ""髙﨑"",分"',
  "[明細行],2026/11/20,3,,売上値引,,GARDEN,,,,,,,,,916,課税売返10%,83,普通預金,,,,,,,,,,,916,対象外,0,返金",
])

const bugyo = file([
  "GL0010000,GL0010001,GL0010002,GL0010003,GL0010007,GL0010008,GL0010005,GL0010006,GL0010004,GL0012001,GL0012002,GL0012003,GL0012004,GL0012015,GL0012005,GL0012006,GL0012007,GL0012008,GL0012009,GL0012101,GL0012102,GL0013001,GL0013002,GL0013003,GL0013004,GL0013015,GL0013005,GL0013006,GL0013007,GL0013008,GL0013009,GL0013101,GL0013102,GL0011001,GL0011002,GL0011003",
  "*,2026/11/16,0,1,,,,,,,318,GARDEN,0000,0,,,0,,,500,0,,500,GARDEN,0060,0,10,,0,,,916,83,月刊ガーデン 第521号 発送売上,,",
  ",2026/11/16,0,1,,,,,,,131,GARDEN,0000,0,,,0,,,416,0,,,,,,,,,,,,,月刊ガーデン 第521号 発送売上,,",
  '*,2026/11/17,0,2,,,,,,,135,,0000,0,,,0,,,11000,0,,318,GARDEN,0000,0,,,0,,,11000,0,"入金 ""髙﨑"",分",,',
  "*,2026/11/20,0,3,,,,,,,501,GARDEN,0060,0,10,,0,,,916,83,,111,,0000,0,,,0,,,916,0,返金,,",
])

describe("E2 the month's vouchers for accounting software, against files written by hand", () => {
  test.each([
    ["弥生会計オンライン", yayoiOnlineJournal, yayoiOnline, 25],
    ["マネーフォワード クラウド会計", moneyforwardJournal, moneyforward, 27],
    ["freee 振替伝票", freeeJournal, freee, 33],
    ["勘定奉行クラウド", bugyoJournal, bugyo, 36],
  ] as const)("%s", (_name, form, golden, columns) => {
    expect(journalText(form, sampleVouchers())).toBe(golden)
    // Where nothing is quoted, the columns can be counted by their commas.
    const plain = golden.split("\r\n").filter((line) => line !== "" && !line.includes('"'))
    expect(plain.map((line) => line.split(",").length)).toEqual(plain.map(() => columns))
  })

  test("弥生会計オンライン: what nine digits cannot hold becomes several entries, with every yen and the tax of them", () => {
    const big = voucher(9, "2026-11-30", "大口", [
      sampleLine("bank", 2_200_000_001),
      sampleLine("sales", -2_000_000_001, { taxClass: "sales-10" }),
      sampleLine("output-tax", -200_000_000, { taxClass: "sales-10" }),
    ])
    const rows = journalText(yayoiOnlineJournal, [big])
      .trimEnd()
      .split("\r\n")
      .map((row) => row.split(","))
    const sum = (column: number) => rows.reduce((total, row) => total + Number(row[column]), 0)
    expect([rows.length, sum(8), sum(14), sum(15)]).toEqual([3, 2_200_000_001, 2_200_000_001, 200_000_000])
  })

  test("the reduced rate has its own class in each of them", () => {
    const reduced = voucher(5, "2026-11-16", "新聞", [
      sampleLine("bank", 1_080),
      sampleLine("sales", -1_000, { taxClass: "sales-8" }),
      sampleLine("output-tax", -80, { taxClass: "sales-8" }),
    ])
    expect(journalText(yayoiOnlineJournal, [reduced])).toContain("課税売上内軽減8%,1080,80")
    expect(journalText(moneyforwardJournal, [reduced])).toContain("課税売上 (軽)8%,,1080,80")
    expect(journalText(freeeJournal, [reduced])).toContain("1080,課税売上8%（軽）,80")
    expect(journalText(bugyoJournal, [reduced])).toContain("0060,1,8,,0,,,1080,80")
  })
})

const balances = [sampleLine("deferred", -10_000, { subAccount: "GARDEN" }), sampleLine("opening", 10_000)]
const vouchers = [
  ...sampleVouchers(),
  voucher(4, "2026-11-30", '摘要"; 註\n改行\\', [
    sampleLine("bank", 7, { subAccount: "みずほ 本店" }),
    sampleLine("suspense", -7),
  ]),
]
const beancount = journalText(
  beancountJournal({
    month: month("2026-11"),
    openedOn: calendarDate("2026-11-01"),
    organization: '日本園芸"出版"',
    places: placesOf(balances, vouchers),
  }),
  vouchers,
)

describe("E2 Beancount", () => {
  test("names begin with a digit or capital, entries balance, and the closing stands on the next morning", () => {
    for (const [, name = ""] of beancount.matchAll(/ open (\S+) JPY/g)) {
      expect(name).toMatch(/^(資産|負債|純資産|収益|費用)(:[A-Z0-9][\p{L}\p{Nd}-]*)+$/u)
    }
    expect(beancount).toContain("2026-12-01 balance 負債:318前受金:GARDEN -20500 JPY")
    expect(beancount).toContain("2026-12-01 balance 資産:135未収入金-カード 11000 JPY")
    for (const entry of beancount.split("\n\n").filter((part) => / \* /.test(part))) {
      const amounts = [...entry.matchAll(/ {2}(-?\d+) JPY/g)].map(([, amount]) => Number(amount))
      expect(
        amounts.reduce((sum, amount) => sum + amount, 0),
        entry,
      ).toBe(0)
    }
  })

  test.each(["Beancount in WebAssembly", ...["bean-check"].filter(isInstalled)])(
    "%s finds nothing to complain about, and does where a balance is wrong",
    (reader) => {
      const complaints = reader === "bean-check" ? byBeanCheck : byRustledger
      expect(complaints(beancount)).toEqual([])
      expect(complaints(beancount.replace("-20500 JPY", "-20501 JPY"))).toEqual([
        expect.stringMatching(/Balance failed/),
      ])
    },
  )
})

const rustledger = createRequire(import.meta.url).resolve("@rustledger/wasm/rustledger_wasm_bg.wasm")

function byRustledger(text: string): string[] {
  initSync({ module: readFileSync(rustledger) })
  return validateMultiFile({ "books.beancount": text }, "books.beancount").errors.map(({ message }) => message)
}

/** What the first implementation says, one complaint a line of its own. */
function byBeanCheck(text: string): string[] {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "teiki-beancount-")), "books.beancount")
  writeFileSync(file, text)
  const { status, stderr } = spawnSync("bean-check", ["--no-cache", file], { encoding: "utf8" })
  const found = stderr.split("\n").filter((line) => line.startsWith(file))
  expect(status === 0).toBe(found.length === 0)
  return found
}
