import { inflateSync } from "node:zlib"
import { describe, expect, test } from "vitest"
import type { Paper } from "#templates/paper.ts"
import { fitted, paperFonts } from "#templates/pdf/paper-font.ts"
import { layoutOf, pagesOf } from "#templates/pdf/paper-layout.ts"
import { charactersWithoutGlyph, paperPdf } from "#templates/pdf/paper-pdf.ts"
import { darkDotsOfPage, pagesOfPdf } from "#test/support/pages-of-pdf.ts"
import { samplePaper } from "#test/unit/sample-paper.ts"

/** The text that a PDF's fonts map their drawn glyphs back to (ToUnicode), read without any tool. */
function charactersDrawn(pdf: Buffer): Set<string> {
  const found = new Set<string>()
  const text = pdf.toString("latin1")
  for (const match of text.matchAll(/stream\n/g)) {
    const start = match.index + match[0].length
    const end = text.indexOf("\nendstream", start)
    const cmap = inflated(pdf.subarray(start, end))
    if (!cmap.includes("beginbfrange")) continue
    for (const [, hex = ""] of cmap.matchAll(/<([0-9a-fA-F]{4}(?: ?[0-9a-fA-F]{4})?)>/g)) {
      found.add(Buffer.from(hex.replace(" ", ""), "hex").swap16().toString("utf16le"))
    }
  }
  return found
}

function inflated(bytes: Buffer): string {
  try {
    return inflateSync(bytes).toString("latin1")
  } catch {
    return "" // not a deflated stream
  }
}

describe("a paper as PDF", () => {
  test("is the same bytes each time, and others for another instant", async () => {
    const first = await paperPdf(samplePaper())
    const second = await paperPdf(samplePaper())
    expect(first.equals(second)).toBe(true)
    const later: Paper = { ...samplePaper(), printedBy: "別の担当" }
    expect(first.equals(await paperPdf(later))).toBe(false)
  })

  test("says of a glyph that two characters share the one of its own text, whatever was drawn before", () => {
    const spoken = (text: string) => {
      const { glyphs } = paperFonts().regular.font.layout(text)
      return String.fromCodePoint(...glyphs.flatMap(({ codePoints }) => codePoints))
    }
    for (const text of ["〜", "～", "一", "⼀", "令", "\uF9A8", "辻", "辻\u{E0100}"]) expect(spoken(text)).toBe(text)
  })

  test("draws 髙, 﨑 and 𠮷 as themselves, in both weights", async () => {
    for (const { font } of Object.values(paperFonts())) {
      for (const sign of "髙﨑𠮷㈱①〜▲") {
        const glyph = font.glyphForCodePoint(sign.codePointAt(0) ?? 0)
        expect(glyph.id, sign).not.toBe(0)
        expect(glyph.path.commands.length, sign).toBeGreaterThan(3)
      }
    }
    const drawn = charactersDrawn(await paperPdf(samplePaper(3)))
    for (const sign of "髙﨑𠮷▲") expect(drawn, sign).toContain(sign)
  })

  test("sets smaller what is too long for its column, in two lines where rows are high, and cuts only what is longer still", async () => {
    const drawnOf = async (signs: number, isLong: boolean) => {
      const { columns, ...paper } = samplePaper(0)
      const text = Array.from({ length: signs }, (_, at) => "株式会社東日本環境設計"[at % 11]).join("")
      const wide = columns.map((column, at) => (at === 1 ? { ...column, isLong } : column))
      const drawn = charactersDrawn(
        await paperPdf({ ...paper, columns: wide, rows: [{ kind: "row", cells: ["K", text, 1, 1] }] }),
      )
      return drawn.has("…")
    }
    expect(await drawnOf(42, false)).toBe(false)
    expect(await drawnOf(60, false)).toBe(true)
    expect(await drawnOf(84, true)).toBe(false)
    expect(await drawnOf(240, true)).toBe(true)
  })

  test("marks what the font lacks with 〓 and names it", async () => {
    const paper: Paper = { ...samplePaper(0), rows: [{ kind: "row", cells: ["𓀀村", null, 1, 1] }] }
    expect(charactersWithoutGlyph(paper)).toEqual(["𓀀"])
    expect(charactersWithoutGlyph(samplePaper())).toEqual([])
    expect(charactersDrawn(await paperPdf(paper))).toContain("〓")
  })

  test("leaves ink where the old forms stand", async () => {
    const name: Paper = { ...samplePaper(0), rows: [{ kind: "row", cells: ["髙﨑𠮷", null, null, null] }] }
    const blank: Paper = { ...samplePaper(0), rows: [{ kind: "row", cells: [null, null, null, null] }] }
    const [inked, empty] = [await ink(name), await ink(blank)]
    // Three characters of 7.6 pt at 144 dpi: some 60 dark dots each.
    expect(inked - empty).toBeGreaterThan(150)
  })

  test("says the period, the state, 該当なし and n/N in its text", async () => {
    const [none, ...more] = await pagesOfPdf(await paperPdf(samplePaper(0)))
    expect(more).toEqual([])
    for (const words of ["該当なし", "未締", "見本元帳", "所属長", "保存期限"]) expect(none).toContain(words)
    const pages = await pagesOfPdf(await paperPdf(samplePaper()))
    const full = pages.join("\n")
    expect(none).toMatch(/ 1 ?\/ ?1$/)
    expect(pages.map((page) => page.slice(-5))).toEqual(["1 / 3", "2 / 3", "3 / 3"])
    expect(full).toContain("GARDEN 月刊ガーデン(続き)")
    expect(full).toContain("1,234,567")
    expect(full).toContain("▲89")
    expect(full.match(/契約番号/g)).toHaveLength(3)
    expect(full.match(/所属長/g)).toHaveLength(1)
  })
})

const ink = async (paper: Paper): Promise<number> => darkDotsOfPage(await paperPdf(paper), 1)

describe("pages of a paper", () => {
  const { rows } = samplePaper(60)

  test("keep every row once and in order", () => {
    for (const perPage of [3, 7, 20, 31, 61, 62, 63, 64, 65]) {
      const printed = pagesOf(rows, perPage).flat()
      expect(printed.filter((row) => !JSON.stringify(row).includes("続き"))).toEqual(rows)
    }
  })

  test("never end with a group's heading nor begin with a bare sum, and hold no more than fits", () => {
    for (const perPage of [3, 7, 20, 31, 61, 62, 63, 64, 65]) {
      const pages = pagesOf(rows, perPage)
      for (const page of pages) expect(page.length).toBeLessThanOrEqual(perPage)
      for (const page of pages.slice(0, -1)) expect(page.at(-1)?.kind, `${perPage} a page`).not.toBe("group")
      for (const page of pages.slice(1)) expect(["row", "group"], `${perPage} a page`).toContain(page[0]?.kind)
    }
  })

  test("columns share the width exactly and texts are cut inside it", () => {
    const layout = layoutOf(samplePaper())
    const last = layout.columns.at(-1)
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeCloseTo(layout.right)
    const face = paperFonts().regular
    const cut = fitted("一般社団法人日本庭園協会 西日本支部", face, 8, 60)
    expect(cut.endsWith("…")).toBe(true)
    expect(face.widthOf(cut, 8)).toBeLessThanOrEqual(60)
    expect(fitted("短い", face, 8, 60)).toBe("短い")
  })
})
