import ExcelJS from "exceljs"
import { describe, expect, test } from "vitest"
import { controlTotals, paperCsv } from "#templates/paper.ts"
import { paperXlsx } from "#templates/paper-xlsx.ts"
import { samplePaper } from "#test/unit/sample-paper.ts"

async function read(bytes: Buffer): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook()
  const exact = new ArrayBuffer(bytes.byteLength)
  new Uint8Array(exact).set(bytes)
  await book.xlsx.load(exact)
  return book
}

const FIRST = 7

describe("a paper as XLSX", () => {
  test("is the same bytes each time", async () => {
    const first = await paperXlsx(samplePaper())
    await new Promise((resolve) => setTimeout(resolve, 2_100)) // ZIP dates count in steps of two seconds
    expect(first.equals(await paperXlsx(samplePaper()))).toBe(true)
  })

  test("holds the paper's cells, numbers as numbers, header frozen, A4, print area", async () => {
    const paper = samplePaper()
    const book = await read(await paperXlsx(paper))
    const sheet = book.getWorksheet("見本元帳")
    if (!sheet) throw new Error("no sheet")
    paper.rows.forEach((row, at) => {
      const cells = paper.columns.map((_, place) => sheet.getCell(FIRST + at, place + 1).value)
      expect(cells).toEqual(paper.columns.map((_, place) => row.cells[place] ?? null))
    })
    expect(sheet.getCell(FIRST + 1, 3).numFmt).toBe("#,##0;▲#,##0;0")
    expect(sheet.views[0]).toMatchObject({ state: "frozen", ySplit: 6 })
    expect(sheet.pageSetup).toMatchObject({ paperSize: 9, orientation: "landscape", fitToWidth: 1 })
    expect(sheet.pageSetup.printArea).toBe(`A1:D${FIRST - 1 + paper.rows.length}`)
  })

  test("明細 has every plain row with its group, and the control totals", async () => {
    const paper = samplePaper(4)
    const raw = (await read(await paperXlsx(paper))).getWorksheet("明細")
    if (!raw) throw new Error("no raw rows")
    expect(raw.getCell(2, 1).value).toBe("GARDEN 月刊ガーデン")
    expect(raw.getCell(6, 2).value).toBe("=1+1")
    expect(raw.getCell(6, 1).value).toBe("TSURI")
    const { rows, sums } = controlTotals(paper)
    expect(rows).toBe(5)
    expect(raw.getCell(8, 2).value).toBe("明細 5行")
    expect(raw.getCell(8, 4).value).toBe(sums["入金"])
    expect(sums).toEqual({ 入金: 10_000 + 1_234_567, 増減: -10 - 89 })
  })

  test("says 該当なし for no rows", async () => {
    const sheet = (await read(await paperXlsx(samplePaper(0)))).getWorksheet("見本元帳")
    expect(sheet?.getCell(FIRST, 1).value).toBe("該当なし")
  })
})

test("a paper as CSV quotes by RFC 4180 and defuses formulas", () => {
  const lines = paperCsv({ ...samplePaper(), rows: samplePaper().rows.slice(-2) }).split("\r\n")
  expect(lines[0]).toBe("契約番号,氏名,入金(円),増減(円)")
  expect(lines[1]).toBe(`'=1+1,"い""ろ,は",1234567,-89`)
  expect(lines[2]).toBe("合計,,3,4")
})
