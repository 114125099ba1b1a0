import PDFDocument from "pdfkit"
import { paperFonts } from "#templates/pdf/paper-font.ts"
import { Pen } from "#templates/pdf/pen.ts"

/** A letter for a window envelope (窓空き封筒, A4 folded in three): data in, one page out. */
export type Letter = Readonly<{
  locale?: "ja" | "en"
  address: Readonly<{ postalCode: string; lines: readonly string[]; name: string }>
  sender: readonly string[]
  /** Number and date, top right. */
  reference: readonly string[]
  title: string
  greeting: string
  paragraphs: readonly string[]
  /** A value may have several lines. */
  table: readonly (readonly [label: string, value: string])[]
  /** The page that goes on with the work, as a QR code and in letters. */
  link: Readonly<{ url: string; caption: string }> | null
  footer: string
}>

const millimetre = 72 / 25.4
const mm = (length: number) => length * millimetre
const left = mm(25)
const width = mm(160)

/** Letters as one PDF for printing, a page each; the same letters and instant give the same bytes. */
export async function letterPdf(letters: readonly Letter[], printedAt: Date): Promise<Buffer> {
  const document = new PDFDocument({
    ...{ size: "A4", margin: 0, autoFirstPage: false, lang: letters[0]?.locale ?? "ja" },
    info: {
      Title: letters[0]?.title ?? "",
      Producer: "Teiki",
      Creator: "Teiki",
      CreationDate: printedAt,
      ModDate: printedAt,
    },
  })
  const chunks: Uint8Array[] = []
  const collected = (async () => {
    for await (const chunk of document) if (chunk instanceof Uint8Array) chunks.push(chunk)
    return Buffer.concat(chunks)
  })()
  const pen = new Pen(document, paperFonts())
  for (const letter of letters) {
    document.addPage()
    drawHead(pen, letter)
    const below = drawBody(pen, letter)
    if (letter.link) drawLink(pen, letter.link, below + mm(6))
    pen.text(letter.footer, { x: left, y: mm(284), width, size: 8, whole: true })
  }
  document.end()
  return collected
}

function drawHead(pen: Pen, letter: Letter) {
  drawAddress(pen, letter.address)
  letter.reference.forEach((line, at) => {
    pen.text(line, { x: mm(125), y: mm(20 + at * 5), width: mm(65), size: 9, align: "right" })
  })
  let y = mm(40)
  for (const [at, line] of letter.sender.entries()) {
    const weight = at === 0 ? "bold" : "regular"
    for (const part of pen.wrapped(line, 9.5, mm(65), weight)) {
      pen.text(part, { x: mm(125), y, width: mm(65), size: 9.5, weight })
      y += mm(5)
    }
  }
  // Fold marks of a letter folded in three.
  for (const fold of [99, 198]) pen.rule(0, mm(5), mm(fold), 0.4, "#999999")
}

/** What shows in the window: long lines are folded, and set smaller where the window is not high enough. */
function drawAddress(pen: Pen, { postalCode, lines, name }: Letter["address"]) {
  const window = { x: mm(22), width: mm(85) }
  const set = (size: number) => ({
    size,
    lines: lines.flatMap((line) => pen.folded(line, size, window.width, 4)),
    names: pen.wrapped(name, size + 2.5, window.width, "bold"),
  })
  const large = set(10.5)
  const { size, ...text } = large.lines.length + large.names.length > 7 ? set(8.5) : large
  const step = mm(size * 0.524)
  let y = mm(24)
  if (postalCode !== "") pen.text(`〒${postalCode}`, { ...window, y, size })
  y += step + mm(0.5)
  for (const line of text.lines) {
    pen.text(line, { ...window, y, size })
    y += step
  }
  y += mm(3)
  for (const line of text.names) {
    pen.text(line, { ...window, y, size: size + 2.5, weight: "bold" })
    y += mm((size + 2.5) * 0.524)
  }
}

function drawBody(pen: Pen, letter: Letter): number {
  pen.text(letter.title, { x: left, y: mm(88), width, size: 16, weight: "bold", align: "center" })
  let y = mm(103)
  for (const line of pen.wrapped(letter.greeting, 11, width)) {
    pen.text(line, { x: left, y, width, size: 11 })
    y += mm(6)
  }
  y += mm(2)
  for (const paragraph of letter.paragraphs) {
    for (const line of pen.wrapped(paragraph, 10.5, width)) {
      pen.text(line, { x: left, y, width, size: 10.5 })
      y += mm(6)
    }
    y += mm(2)
  }
  y += mm(2)
  for (const [label, value] of letter.table) {
    pen.rule(left, left + width, y, 0.4, "#888888")
    pen.text(label, { x: left + mm(2), y: y + mm(5.5), width: mm(45), size: 10 })
    const room = width - mm(52)
    const lines = value.split("\n").flatMap((line) => pen.wrapped(line, 10.5, room, "bold"))
    for (const [at, line] of lines.entries()) {
      pen.text(line, { x: left + mm(50), y: y + mm(5.5 + at * 5.5), width: room, size: 10.5, weight: "bold" })
    }
    y += mm(8 + (lines.length - 1) * 5.5)
  }
  pen.rule(left, left + width, y, 0.4, "#888888")
  return y
}

function drawLink(pen: Pen, link: NonNullable<Letter["link"]>, y: number) {
  const size = mm(32)
  pen.qr(link.url, { x: left, y, size })
  const beside = { x: left + size + mm(8), width: width - size - mm(8) }
  pen.text(link.caption, { ...beside, y: y + mm(10), size: 11, weight: "bold" })
  pen.text(link.url, { ...beside, y: y + mm(18), size: 9, whole: true })
}

export const sample: readonly Letter[] = [
  {
    address: {
      postalCode: "101-0051",
      lines: ["東京都千代田区神田神保町1-105", "神保町三井ビルディング12階", "一般社団法人日本庭園協会 編集部"],
      name: "髙﨑 𠮷右衛門 様",
    },
    sender: ["日本園芸出版株式会社 読者係", "〒101-0051 東京都千代田区神田神保町1-1", "電話 03-0000-0521"],
    reference: ["契約番号 K000001", "2026年11月20日"],
    title: "継続のご案内",
    greeting: "いつもご愛読いただき、ありがとうございます。",
    paragraphs: [
      "「月刊ガーデン」のご契約が、第524号で満了いたします。引き続きお届けするため、ご継続のお手続きをお願いいたします。",
    ],
    table: [
      ["満了", "2027年3月号(第524号)"],
      ["ご継続のプラン", "1年12冊 13,200円(税込)"],
    ],
    link: {
      url: "https://teiki.example/o/engei/renew/abcdefghijklmnopqrstuvwxyz012345",
      caption: "ご継続はこちらから",
    },
    footer: "ご不明な点は読者係までお問い合わせください。",
  },
]
