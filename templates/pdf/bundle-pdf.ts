import PDFDocument from "pdfkit"
import { paperFonts } from "#templates/pdf/paper-font.ts"
import { Pen } from "#templates/pdf/pen.ts"

/** A header of a bundle (束票) of 区分郵便物: its 郵便区番号, how many pieces, which of how many bundles. */
export type Bundle = Readonly<{
  zone: string
  pieces: number
  bundle: number
  bundles: number
  title: string
  sender: string
  shipsOn: string
}>

const mm = (length: number) => (length * 72) / 25.4
const [WIDTH, HEIGHT] = [105, 148.5]

/** Four headers a page (A6 each), to be cut and laid on the bundles. The same bundles and instant give the same bytes. */
export async function bundlePdf(bundles: readonly Bundle[], printedAt: Date): Promise<Buffer> {
  const dates = { CreationDate: printedAt, ModDate: printedAt }
  const document = new PDFDocument({
    ...{ size: "A4", margin: 0, autoFirstPage: false, lang: "ja" },
    info: { Title: "束票", Producer: "Teiki", Creator: "Teiki", ...dates },
  })
  const chunks: Uint8Array[] = []
  const collected = (async () => {
    for await (const chunk of document) if (chunk instanceof Uint8Array) chunks.push(chunk)
    return Buffer.concat(chunks)
  })()
  const pen = new Pen(document, paperFonts())
  bundles.forEach((bundle, at) => {
    if (at % 4 === 0) {
      document.addPage()
      pen.rule(0, mm(2 * WIDTH), mm(HEIGHT), 0.3, "#999999")
      document
        .lineWidth(0.3)
        .strokeColor("#999999")
        .moveTo(mm(WIDTH), 0)
        .lineTo(mm(WIDTH), mm(2 * HEIGHT))
        .stroke()
    }
    drawBundle(pen, bundle, (at % 2) * WIDTH, Math.floor((at % 4) / 2) * HEIGHT)
  })
  if (bundles.length === 0) {
    document.addPage()
    pen.text("該当なし", { x: 0, y: mm(140), width: mm(210), size: 12, align: "center" })
  }
  document.end()
  return collected
}

function drawBundle(pen: Pen, bundle: Bundle, left: number, top: number) {
  const place = { x: mm(left + 8), width: mm(WIDTH - 16) }
  pen.text("区分郵便物 束票", { ...place, y: mm(top + 14), size: 11, align: "center" })
  pen.text("郵便区番号", { ...place, y: mm(top + 30), size: 10, align: "center" })
  pen.text(bundle.zone, { ...place, y: mm(top + 64), size: 92, weight: "bold", align: "center" })
  pen.text(`${bundle.pieces}通`, { ...place, y: mm(top + 88), size: 30, weight: "bold", align: "center" })
  const count = `${bundle.bundle} / ${bundle.bundles} 束`
  pen.text(count, { ...place, y: mm(top + 101), size: 16, align: "center" })
  pen.rule(mm(left + 8), mm(left + WIDTH - 8), mm(top + 110), 0.5)
  pen.text(bundle.title, { ...place, y: mm(top + 119), size: 11, weight: "bold", whole: true })
  pen.text(`差出日 ${bundle.shipsOn}`, { ...place, y: mm(top + 126), size: 10 })
  pen.text(`差出人 ${bundle.sender}`, { ...place, y: mm(top + 133), size: 10, whole: true })
}

export const sample: readonly Bundle[] = [
  {
    zone: "060",
    pieces: 50,
    bundle: 1,
    bundles: 2,
    title: "月刊ガーデン 第521号",
    sender: "日本園芸出版株式会社",
    shipsOn: "2026-11-16",
  },
  {
    zone: "060",
    pieces: 7,
    bundle: 2,
    bundles: 2,
    title: "月刊ガーデン 第521号",
    sender: "日本園芸出版株式会社",
    shipsOn: "2026-11-16",
  },
  {
    zone: "101",
    pieces: 31,
    bundle: 1,
    bundles: 1,
    title: "月刊ガーデン 第521号",
    sender: "日本園芸出版株式会社",
    shipsOn: "2026-11-16",
  },
]
