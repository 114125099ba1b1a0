import PDFDocument from "pdfkit"
import { type Bar, customerBars, customerBarcodeText } from "#app/values/customer-barcode.ts"
import { paperFonts } from "#templates/pdf/paper-font.ts"
import { Pen } from "#templates/pdf/pen.ts"

/** An address label: where, to whom, and what the packers need to know (copies, member, inserts). */
export type AddressLabel = Readonly<{
  postalCode: string
  /** The address below the town's prefecture and city is what カスタマバーコード is made of. */
  region: string
  street: string
  building: string
  company: string
  department: string
  name: string
  remark: string
}>

/** A4 sheets of labels as shops sell them, in millimetres. A sheet of 24 is too narrow for the barcode. */
export const labelSheets = {
  "10": { columns: 2, rows: 5, width: 86.4, height: 50.8, left: 18.6, top: 21.5, barcode: true },
  "12": { columns: 2, rows: 6, width: 86.4, height: 42.3, left: 18.6, top: 21.6, barcode: true },
  "24": { columns: 3, rows: 8, width: 66, height: 33.9, left: 6, top: 12.9, barcode: false },
} as const

export type LabelSheet = keyof typeof labelSheets

const mm = (length: number) => (length * 72) / 25.4
const PADDING = 4
const MOST_LINES = 5
/** What is wider than the label by no more than this is set smaller. */
const SLIGHTLY_WIDER = 1.15
// カスタマバーコード for type of 9 points: pitch 1.2, width 0.6, heights 3.6, 2.4 and 1.2 mm at 10 points.
const SCALE = 0.9
const PITCH = 1.2 * SCALE

/**
 * Labels as pages of a sheet, page by page: memory does not grow with them. The same labels and instant give the same bytes.
 * Characters without a glyph stand as 〓; long lines are set smaller rather than cut.
 */
export async function* labelSheetPdf(
  labels: AsyncIterable<AddressLabel>,
  sheet: LabelSheet,
  printedAt: Date,
): AsyncGenerator<Uint8Array> {
  const dates = { CreationDate: printedAt, ModDate: printedAt }
  const document = new PDFDocument({
    ...{ size: "A4", margin: 0, autoFirstPage: false, lang: "ja" },
    info: { Title: "宛名ラベル", Producer: "Teiki", Creator: "Teiki", ...dates },
  })
  const pen = new Pen(document, paperFonts())
  const perPage = labelSheets[sheet].columns * labelSheets[sheet].rows
  let at = 0
  for await (const label of labels) {
    if (at % perPage === 0) {
      yield* pending(document)
      document.addPage()
    }
    drawLabel(document, pen, label, { sheet, at: at % perPage })
    at += 1
  }
  if (at === 0) {
    document.addPage()
    pen.text("該当なし", { x: 0, y: mm(140), width: mm(210), size: 12, align: "center" })
  }
  document.end()
  for await (const chunk of document) if (chunk instanceof Uint8Array) yield chunk
}

/** What pdfkit has finished so far. */
function* pending(document: PDFKit.PDFDocument): Generator<Uint8Array> {
  for (let chunk: unknown = document.read(); chunk !== null; chunk = document.read()) {
    if (chunk instanceof Uint8Array) yield chunk
  }
}

function drawLabel(
  document: PDFKit.PDFDocument,
  pen: Pen,
  label: AddressLabel,
  place: { sheet: LabelSheet; at: number },
) {
  const sheet = labelSheets[place.sheet]
  const left = sheet.left + (place.at % sheet.columns) * sheet.width + PADDING
  const top = sheet.top + Math.floor(place.at / sheet.columns) * sheet.height
  const width = mm(sheet.width - 2 * PADDING)
  const [small, large] = sheet.barcode ? [8.5, 12] : [7.5, 10]
  const step = sheet.barcode ? 4.2 : 3.7
  const lines = [label.region + label.street, label.building, label.company, label.department]
  const code = label.postalCode === "" ? "" : `〒${label.postalCode}`
  pen.text(code, { x: mm(left), y: mm(top + 6), width, size: small + 1, weight: "bold" })
  let y = top + 6 + step
  const folded = foldedLines(pen, lines, { width, size: small })
  for (const line of folded) {
    pen.text(line, { x: mm(left), y: mm(y), width, size: small, whole: true })
    y += step
  }
  pen.text(label.name, {
    x: mm(left + 2),
    y: mm(y + 1.6),
    width: width - mm(2),
    size: large,
    weight: "bold",
    whole: true,
  })
  // A full label has no room below the name; the remark stands beside the postal code then.
  const foot = folded.length < MOST_LINES ? top + sheet.height - (sheet.barcode ? 8 : 2.6) : top + 6
  pen.text(label.remark, { x: mm(left), y: mm(foot), width, size: 6.5, align: "right" })
  const barcode = sheet.barcode ? customerBarcodeText(label.postalCode, `${label.street} ${label.building}`) : null
  if (barcode !== null) drawBars(document, customerBars(barcode), left, top + sheet.height - 3)
}

/** Lines that would become too small on one line are folded, as far as the label has room: five lines. */
function foldedLines(pen: Pen, lines: readonly string[], { width, size }: { width: number; size: number }): string[] {
  const given = lines.filter((line) => line !== "")
  let room = MOST_LINES - given.length
  return given.flatMap((line) => {
    if (room <= 0 || pen.widthOf(line, size) <= width * SLIGHTLY_WIDER) return [line]
    const folded = pen.folded(line, size, width, 2)
    room -= folded.length - 1
    return folded
  })
}

/** Bars on a line whose middle is the timing bar's; `bottom` is where a long bar ends, in millimetres. */
function drawBars(document: PDFKit.PDFDocument, bars: readonly Bar[], left: number, bottom: number) {
  const third = 1.2 * SCALE
  document.fillColor("black")
  bars.forEach((bar, at) => {
    const from = bar === "1" || bar === "2" ? 3 : 2
    const to = bar === "1" || bar === "3" ? 0 : 1
    document.rect(mm(left + at * PITCH), mm(bottom - from * third), mm(0.6 * SCALE), mm((from - to) * third))
  })
  document.fill()
}

export const sample: readonly AddressLabel[] = [
  {
    ...{
      postalCode: "101-0051",
      region: "東京都千代田区",
      street: "神田神保町一丁目105番地",
      building: "神保町三井ビルディング12F",
    },
    ...{
      company: "一般社団法人日本庭園協会",
      department: "編集部",
      name: "髙﨑 𠮷右衛門 様",
      remark: "M000001 2部 A+B",
    },
  },
  {
    ...{ postalCode: "060-0906", region: "北海道札幌市東区", street: "北六条東4丁目", building: "" },
    ...{ company: "", department: "", name: "田中 花子 様", remark: "M000002" },
  },
]
