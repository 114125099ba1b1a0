import { describe, expect, test } from "vitest"
import { yayoiJournal } from "#app/ledger/journal-yayoi.ts"
import { encodeCp932 } from "#app/platform/cp932.server.ts"
import { journalText, sampleVouchers } from "#test/unit/sample-vouchers.ts"

// Written by hand after 弥生's description of the import format, not by the program.
const golden = [
  "2110,000001,,2026/11/16,前受金,GARDEN,,対象外,500,0,,,,対象外,0,0,月刊ガーデン 第521号 発送売上,,,3,,,0,0,no",
  "2100,000001,,2026/11/16,売掛金,GARDEN,,対象外,416,0,,,,対象外,0,0,月刊ガーデン 第521号 発送売上,,,3,,,0,0,no",
  "2101,000001,,2026/11/16,,,,対象外,0,0,売上高,GARDEN,,課税売上内10%,916,83,月刊ガーデン 第521号 発送売上,,,3,,,0,0,no",
  '2111,000002,,2026/11/17,未収入金(カード),,,対象外,11000,0,前受金,GARDEN,,対象外,11000,0,"入金 ""髙﨑"",分",,,3,,,0,0,no',
  // One line a side once the allowance has taken its tax with it.
  "2111,000003,,2026/11/20,売上値引,GARDEN,,課税売返内10%,916,83,普通預金,,,対象外,916,0,返金,,,3,,,0,0,no",
]
  .map((line) => `${line}\r\n`)
  .join("")

describe("弥生インポート形式", () => {
  test("is the file written by hand, byte for byte in CP932", () => {
    const { bytes, missing } = encodeCp932(journalText(yayoiJournal, sampleVouchers()))
    expect(missing).toEqual([])
    expect(new TextDecoder("shift_jis").decode(bytes)).toBe(golden)
    // 髙 and 﨑 as Windows writes them (IBM extension), CRLF, no BOM.
    expect(bytes.includes(Buffer.from([0xfb, 0xfc, 0xfa, 0xb1]))).toBe(true)
    expect(bytes.subarray(0, 4).toString("latin1")).toBe("2110")
    expect(bytes.subarray(-2).toString("latin1")).toBe("\r\n")
  })

  test("has 25 columns in every row, and each voucher balances", () => {
    const sums = new Map<string, number>()
    for (const line of journalText(yayoiJournal, sampleVouchers()).trimEnd().split("\r\n")) {
      const cells = cellsOf(line)
      expect(cells).toHaveLength(25)
      expect(cells[1]).toMatch(/^\d{6}$/)
      sums.set(cells[1] ?? "", (sums.get(cells[1] ?? "") ?? 0) + Number(cells[8]) - Number(cells[14]))
    }
    expect([...sums.values()]).toEqual([0, 0, 0])
  })

  test("摘要 is cut to 64 half-width characters, never inside one", () => {
    const [first] = sampleVouchers()
    if (!first) throw new Error("no sample")
    const long = { ...first, description: `A${"あ".repeat(40)}` }
    const description = cellsOf(journalText(yayoiJournal, [long]).split("\r\n")[0] ?? "")[16]
    expect(description).toBe(`A${"あ".repeat(31)}`)
    expect(encodeCp932(description ?? "").bytes.byteLength).toBe(63)
  })
})

/** RFC 4180 by a scanner of our own. */
function cellsOf(line: string): string[] {
  const cells: string[] = []
  for (const [, quoted, plain = ""] of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
  }
  return cells
}
