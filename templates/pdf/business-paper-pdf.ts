import PDFDocument from "pdfkit"
import { formatYen } from "#app/values/yen.ts"
import { type BusinessPaper, isReduced, paperWords } from "#templates/pdf/business-paper.ts"
import { drawEnvelope } from "#templates/pdf/envelope.ts"
import { paperFonts } from "#templates/pdf/paper-font.ts"
import { Pen } from "#templates/pdf/pen.ts"
import { drawSlipPage } from "#templates/pdf/slip-page.ts"

const mm = (length: number) => (length * 72) / 25.4
const left = mm(20)
const right = mm(190)
const FOOT = mm(272)

const columns = [
  { key: "description", x: left, width: mm(66), align: "left" },
  { key: "supplied", x: left + mm(67), width: mm(42), align: "left" },
  { key: "quantity", x: left + mm(109), width: mm(11), align: "right" },
  { key: "unit", x: left + mm(120), width: mm(20), align: "right" },
  { key: "rate", x: left + mm(141), width: mm(9), align: "right" },
  { key: "amount", x: left + mm(150), width: mm(20), align: "right" },
] as const

type Sheet = { pen: Pen; words: (typeof paperWords)["ja" | "en"]; paper: BusinessPaper; nextPage: () => void }

/** 請求書・領収書・適格返還請求書 as PDF for a window envelope (A4): the same paper and instant give the same bytes. */
export const businessPaperPdf = (paper: BusinessPaper, issuedAt: Date): Promise<Buffer> =>
  businessPapersPdf([paper], issuedAt)

/** The same for many papers in one file for printing, each with its own page numbers. */
export async function businessPapersPdf(papers: readonly BusinessPaper[], issuedAt: Date): Promise<Buffer> {
  const [first] = papers
  const document = new PDFDocument({
    ...{ size: "A4", margin: 0, autoFirstPage: false, bufferPages: true, lang: first?.locale ?? "ja" },
    displayTitle: true,
    info: {
      Title: first && papers.length === 1 ? `${paperWords[first.locale][first.kind]} ${first.number}` : "書類",
      Author: first?.issuer.name ?? "",
      ...{ Producer: "Teiki", Creator: "Teiki", CreationDate: issuedAt, ModDate: issuedAt },
    },
  })
  const chunks: Uint8Array[] = []
  const collected = (async () => {
    for await (const chunk of document) if (chunk instanceof Uint8Array) chunks.push(chunk)
    return Buffer.concat(chunks)
  })()
  const pen = new Pen(document, paperFonts())
  for (const paper of papers) drawPaper(document, pen, paper)
  document.end()
  return collected
}

function drawPaper(document: PDFKit.PDFDocument, pen: Pen, paper: BusinessPaper) {
  const sheet: Sheet = { pen, words: paperWords[paper.locale], paper, nextPage: () => void document.addPage() }
  const from = document.bufferedPageRange().count
  document.addPage()
  drawHead(sheet)
  drawLines(sheet, drawTop(sheet))
  if (paper.slip) {
    document.addPage()
    drawSlipPage(pen, paper, paper.slip)
  }
  const pages = document.bufferedPageRange().count - from
  for (let at = 0; at < pages; at += 1) {
    document.switchToPage(from + at)
    pen.text(`${paper.number}  ${at + 1}/${pages}`, {
      x: left,
      y: mm(287),
      width: right - left,
      size: 8,
      align: "right",
    })
  }
}

/** The head of a window envelope; the registration number (登録番号) stands below who issues it. */
function drawHead({ pen, words, paper }: Sheet) {
  const { addressee, issuer } = paper
  const registration =
    issuer.registrationNumber === null ? [] : [`${words.registrationNumber} ${issuer.registrationNumber}`]
  drawEnvelope(pen, {
    addressee,
    reference: [`${words.number} ${paper.number}`, `${words.issuedOn} ${paper.issuedOn}`],
    issuer: { name: issuer.name, lines: [...issuer.lines, ...registration] },
  })
}

/** Title, the amount in large figures, when and where to pay; gives where the table begins. */
function drawTop({ pen, words, paper }: Sheet): number {
  const width = right - left
  pen.text(words[paper.kind], { x: left, y: mm(88), width, size: 18, weight: "bold", align: "center" })
  if (paper.copyNo > 0) {
    pen.box(mm(160), mm(81), mm(30), mm(9), 1)
    pen.text(paper.revisedOn === undefined ? words.reissued : words.revised, {
      x: mm(160),
      y: mm(87),
      width: mm(30),
      size: 11,
      weight: "bold",
      align: "center",
    })
  }
  pen.text(words[`lead-${paper.kind}`], { x: left, y: mm(97), width, size: 10 })
  pen.box(left, mm(101), mm(88), mm(14), 1)
  pen.text(words[`total-${paper.kind}`], { x: left + mm(3), y: mm(109.5), width: mm(28), size: 10, whole: true })
  const amount = {
    x: left + mm(28),
    y: mm(110.3),
    width: mm(44),
    size: 17,
    align: "right",
    weight: "bold",
    whole: true,
  } as const
  pen.text(`¥${formatYen(paper.totalYen)}`, amount)
  pen.text(words.taxIncluded, { x: left + mm(73), y: mm(109.5), width: mm(15), size: 8.5 })
  const facts: (readonly [string, string])[] = [...paper.facts]
  if (paper.revisedOn !== undefined) facts.unshift([words.revisedOn, paper.revisedOn])
  if (paper.dueOn !== null) facts.unshift([words.dueOn, paper.dueOn])
  paper.bankAccount.forEach((line, at) => facts.push([at === 0 ? words.bankAccount : "", line]))
  let y = mm(104.5)
  for (const [label, value] of facts) {
    pen.text(label, { x: left + mm(92), y, width: mm(22), size: 9, whole: true })
    for (const line of pen.wrapped(value, 9, mm(55))) {
      pen.text(line, {
        x: left + mm(115),
        y,
        width: mm(55),
        size: 9,
        weight: label === words.dueOn ? "bold" : "regular",
      })
      y += mm(4.8)
    }
  }
  return Math.max(mm(121), y + mm(2))
}

function drawHeadings({ pen, words }: Sheet, top: number): number {
  pen.fill(left, top, right - left, mm(7), "#ececec")
  pen.rule(left, right, top, 0.8)
  pen.rule(left, right, top + mm(7), 0.8)
  for (const { key, x, width, align } of columns) {
    pen.text(words[key], {
      x: x + mm(1),
      y: top + mm(4.8),
      width: width - mm(1.5),
      size: 8.5,
      align,
      weight: "bold",
      whole: true,
    })
  }
  return top + mm(7)
}

function drawLines(sheet: Sheet, top: number) {
  const { pen, words, paper } = sheet
  let y = drawHeadings(sheet, top)
  for (const line of paper.lines) {
    const texts = pen.wrapped(line.description, 9, columns[0].width - mm(2))
    const periods = pen.wrapped(line.supplied, 7.5, columns[1].width - mm(2))
    const height = Math.max(texts.length, periods.length) * mm(4.6) + mm(2)
    if (y + height > FOOT) {
      pen.text(words.continued, { x: left, y: y + mm(4.5), width: right - left, size: 8, align: "right" })
      sheet.nextPage()
      y = drawHeadings(sheet, mm(20))
    }
    texts.forEach((text, at) => {
      pen.text(text, { x: left + mm(1), y: y + mm(4.5 + at * 4.6), width: columns[0].width - mm(1.5), size: 9 })
    })
    periods.forEach((text, at) => {
      pen.text(text, {
        x: columns[1].x + mm(1),
        y: y + mm(4.5 + at * 4.6),
        width: columns[1].width - mm(1.5),
        size: 7.5,
      })
    })
    const rate =
      line.ratePercent === 0 ? words.outside : `${line.ratePercent}%${isReduced(line.ratePercent) ? "※" : ""}`
    const figures = [String(line.quantity), formatYen(line.unitYen), rate, formatYen(line.amountYen)]
    columns.slice(2).forEach((column, at) => {
      const place = { x: column.x + mm(1), width: column.width - mm(1.5), y: y + mm(4.5), size: at === 2 ? 8 : 9 }
      pen.text(figures[at] ?? "", { ...place, align: "right", whole: true })
    })
    y += height
    pen.rule(left, right, y, 0.25, "#bdbdbd")
  }
  drawSums(sheet, y)
}

/** Total, the sums and taxes by rate, notes; all together on one page. */
function drawSums(sheet: Sheet, from: number) {
  const { pen, words, paper } = sheet
  const notes = [...paper.notes.flatMap((note) => pen.wrapped(note, 8.5, mm(78)))]
  if (paper.lines.some(({ ratePercent }) => isReduced(ratePercent))) notes.unshift(words.reducedNote)
  let y = from
  if (y + mm(12) + Math.max(paper.rates.length * mm(6), notes.length * mm(4.6)) > FOOT) {
    sheet.nextPage()
    y = mm(20)
  }
  const place = { x: left + mm(88), width: mm(82) - mm(0.5) }
  pen.fill(place.x, y, mm(82), mm(8), "#ececec")
  pen.text(words.total, { x: place.x + mm(2), y: y + mm(5.5), width: mm(30), size: 10, weight: "bold" })
  pen.text(`${formatYen(paper.totalYen)}${words.yen}`, {
    ...place,
    y: y + mm(5.5),
    size: 10,
    weight: "bold",
    align: "right",
    whole: true,
  })
  pen.rule(place.x, right, y, 0.9)
  pen.rule(place.x, right, y + mm(8), 0.9)
  notes.forEach((note, at) => {
    pen.text(note, { x: left, y: y + mm(5 + at * 4.6), width: mm(82), size: 8.5 })
  })
  y += mm(8)
  for (const { ratePercent, grossYen, taxYen } of paper.rates) {
    const name =
      ratePercent === 0 ? words.outside : `${ratePercent}%${words.ratePart}${isReduced(ratePercent) ? "※" : ""}`
    pen.text(name, { x: place.x + mm(2), y: y + mm(4.4), width: mm(22), size: 8.5 })
    pen.text(`${formatYen(grossYen)}${words.yen}`, {
      x: place.x + mm(20),
      y: y + mm(4.4),
      width: mm(24),
      size: 8.5,
      align: "right",
      whole: true,
    })
    const tax = ratePercent === 0 ? "" : `${words.tax} ${formatYen(taxYen)}${words.yen}`
    pen.text(tax, { ...place, y: y + mm(4.4), size: 8.5, align: "right", whole: true })
    y += mm(6)
    pen.rule(place.x, right, y, 0.25, "#bdbdbd")
  }
}
