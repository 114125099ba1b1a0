import PDFDocument from "pdfkit"
import { drawable, type PaperFonts, paperFonts } from "#templates/pdf/paper-font.ts"
import { drawHeader, drawFooter } from "#templates/pdf/paper-frame.ts"
import { type Layout, layoutOf, pagesOf } from "#templates/pdf/paper-layout.ts"
import { drawColumnHeadings, drawRow } from "#templates/pdf/paper-table.ts"
import { Pen } from "#templates/pdf/pen.ts"
import type { Paper } from "#templates/paper.ts"

/**
 * A paper as PDF (帳票): A4, header and column headings on each page, 確認印 on the first, n/N. The same paper gives the same
 * bytes: dates and the file's id come from `printedAt`.
 */
export async function paperPdf(paper: Paper): Promise<Buffer> {
  const layout = layoutOf(paper)
  const document = new PDFDocument({
    size: [...layout.page],
    margin: 0,
    autoFirstPage: false,
    lang: "ja",
    displayTitle: true,
    info: {
      Title: `${paper.title} ${paper.period}`,
      Author: paper.organization,
      Subject: paper.number,
      Producer: "Teiki",
      Creator: "Teiki",
      CreationDate: paper.printedAt,
      ModDate: paper.printedAt,
    },
  })
  const collected = collect(document)
  const pen = new Pen(document, paperFonts())
  const pages = pagesOf(withWholeNotes(pen, paper.rows, layout), layout.rowsPerPage)
  pages.forEach((rows, at) => {
    document.addPage()
    drawHeader(pen, paper, layout, at === 0)
    drawBody(pen, rows, layout)
    drawFooter(pen, paper, layout, { page: at + 1, pages: pages.length })
  })
  document.end()
  return collected
}

/** Notes that are longer than the paper is wide go on in rows of their own: words of people are not cut. */
const withWholeNotes = (pen: Pen, rows: Paper["rows"], { left, right, textSize }: Layout): Paper["rows"] =>
  rows.flatMap((row) => {
    const [text, ...others] = row.cells
    const isLong = row.kind === "note" && typeof text === "string" && others.every((cell) => (cell ?? "") === "")
    if (!isLong) return [row]
    const lines = pen.wrapped(text, textSize, right - left - 8)
    return lines.map((line) => ({ ...row, cells: [line] }))
  })

function drawBody(pen: Pen, rows: Paper["rows"], layout: Layout) {
  const top = layout.top + layout.headerHeight
  drawColumnHeadings(pen, layout, top)
  const first = top + layout.headingHeight
  rows.forEach((row, at) => {
    drawRow(pen, row, layout, first + at * layout.rowHeight)
  })
  if (rows.length > 0) return
  pen.text("該当なし", { x: layout.left, y: first + 30, width: layout.right - layout.left, align: "center", size: 10 })
}

async function collect(document: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of document) if (chunk instanceof Uint8Array) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The characters of a paper that the fonts cannot draw and that stand as 〓 in its PDF. */
export function charactersWithoutGlyph(paper: Paper, fonts: PaperFonts = paperFonts()): readonly string[] {
  const texts = [
    ...[paper.title, paper.organization, paper.period, paper.footer, paper.printedBy, ...paper.conditions],
    ...paper.rows.flatMap(({ cells }) => cells.filter((cell) => typeof cell === "string")),
  ]
  const missing = texts.flatMap((text) => Array.from(text).filter((sign) => sign !== "〓" && isMissing(sign, fonts)))
  return [...new Set(missing)].sort()
}

const isMissing = (sign: string, fonts: PaperFonts) => drawable(sign, fonts.regular) === "〓"
