import PDFDocument from "pdfkit"
import { paperFonts } from "#templates/pdf/paper-font.ts"
import { Pen } from "#templates/pdf/pen.ts"

/** 修了証: data in, one A4 page across out. */
export type Certificate = Readonly<{
  title: string
  serial: string
  name: string
  /** 上記の者は… */
  text: string
  facts: readonly (readonly [label: string, value: string])[]
  issuedOn: string
  issuer: string
  /** The page that proves it. */
  url: string
  /** 差替え marks a certificate that takes another's place. */
  mark: string
}>

const millimetre = 72 / 25.4
const mm = (length: number) => length * millimetre
const [pageWidth, pageHeight] = [mm(297), mm(210)]

/** An organization's design: the frame's colour, who signs, and the images of seal and signature as PNG. */
export type CertificateDesign = Readonly<{
  colour: string
  signer: string
  seal: Uint8Array | null
  signature: Uint8Array | null
}>

export const plainDesign: CertificateDesign = { colour: "#8a6d1f", signer: "", seal: null, signature: null }

/** A certificate as PDF; the same data, design and instant give the same bytes. */
export const certificatePdf = (
  certificate: Certificate,
  printedAt: Date,
  design: CertificateDesign = plainDesign,
): Promise<Buffer> => certificatesPdf([{ certificate, design }], printedAt)

/** Certificates as one PDF for printing, a page each. */
export async function certificatesPdf(
  pages: readonly Readonly<{ certificate: Certificate; design: CertificateDesign }>[],
  printedAt: Date,
): Promise<Buffer> {
  const [first] = pages
  const document = new PDFDocument({
    ...{ size: "A4", layout: "landscape", margin: 0, autoFirstPage: false, lang: "ja" },
    // No Helvetica: reading its measures would cost a tenth of a certificate.
    font: "",
    info: {
      Title: first && pages.length === 1 ? `${first.certificate.title} ${first.certificate.serial}` : "修了証",
      Producer: "Teiki",
      Creator: "Teiki",
      CreationDate: printedAt,
      ModDate: printedAt,
    },
  })
  const collected = collect(document)
  const pen = new Pen(document, paperFonts())
  const imageOf = imagesByName()
  for (const { certificate, design } of pages) {
    document.addPage()
    drawBorder(document, design.colour)
    drawText(pen, certificate, design.colour)
    drawIssuer(document, pen, { certificate, design, imageOf })
    drawProof(pen, certificate)
  }
  document.end()
  return collected
}

type ImageOf = (png: Uint8Array) => string

/** An image named by its bytes: the document draws the same name from one copy, on however many pages. */
function imagesByName(): ImageOf {
  const names = new Map<Uint8Array, string>()
  return (png) => {
    const name = names.get(png) ?? `data:image/png;base64,${Buffer.from(png).toString("base64")}`
    names.set(png, name)
    return name
  }
}

async function collect(document: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of document) if (chunk instanceof Uint8Array) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function drawBorder(document: PDFKit.PDFDocument, colour: string) {
  for (const [inset, width] of [
    [10, 2.4],
    [12.5, 0.6],
  ] as const) {
    document
      .lineWidth(width)
      .strokeColor(colour)
      .rect(mm(inset), mm(inset), pageWidth - mm(inset * 2), pageHeight - mm(inset * 2))
      .stroke()
  }
}

function drawText(pen: Pen, certificate: Certificate, colour: string) {
  const [x, width] = [mm(35), mm(227)]
  pen.text(`第 ${certificate.serial} 号`, { x, y: mm(26), width, size: 10, align: "right" })
  if (certificate.mark !== "") pen.text(certificate.mark, { x, y: mm(26), width, size: 10 })
  pen.text(Array.from(certificate.title).join("  "), {
    x,
    y: mm(48),
    width,
    size: 34,
    weight: "bold",
    align: "center",
    whole: true,
  })
  pen.text(certificate.name, { x, y: mm(74), width, size: 26, weight: "bold", align: "center", whole: true })
  pen.rule(mm(85), mm(212), mm(79), 0.5, colour)
  let y = mm(95)
  for (const line of pen.wrapped(certificate.text, 14, width)) {
    pen.text(line, { x, y, width, size: 14, align: "center" })
    y += mm(9)
  }
  y += mm(3)
  for (const [label, value] of certificate.facts) {
    pen.text(label, { x: mm(80), y, width: mm(35), size: 11.5 })
    for (const line of pen.wrapped(value, 12.5, mm(130), "bold")) {
      pen.text(line, { x: mm(117), y, width: mm(130), size: 12.5, weight: "bold" })
      y += mm(6.5)
    }
    y += mm(1.5)
  }
}

/** Date, issuer and who signs, with the seal over the end of the name as a seal is set in Japan. */
function drawIssuer(
  document: PDFKit.PDFDocument,
  pen: Pen,
  { certificate, design, imageOf }: { certificate: Certificate; design: CertificateDesign; imageOf: ImageOf },
) {
  const [x, width] = [mm(140), mm(110)]
  pen.text(certificate.issuedOn, { x, y: mm(158), width, size: 12, align: "right" })
  pen.text(certificate.issuer, { x, y: mm(168), width, size: 16, weight: "bold", align: "right", whole: true })
  if (design.signature !== null)
    document.image(imageOf(design.signature), mm(196), mm(171), {
      fit: [mm(48), mm(14)],
      align: "right",
      valign: "center",
    })
  if (design.signer !== "") {
    const y = design.signature === null ? mm(178) : mm(190)
    pen.text(design.signer, { x, y, width, size: 12, align: "right", whole: true })
  }
  if (design.seal !== null)
    document.image(imageOf(design.seal), mm(244), mm(160), { fit: [mm(24), mm(24)], align: "center", valign: "center" })
}

function drawProof(pen: Pen, certificate: Certificate) {
  const [x, y, size] = [mm(28), mm(160), mm(27)]
  pen.qr(certificate.url, { x, y, size })
  pen.text("この修了証は次のページで確認できます", { x: x + size + mm(4), y: mm(178), width: mm(80), size: 8.5 })
  pen.text(certificate.url, { x: x + size + mm(4), y: mm(183.5), width: mm(80), size: 8, whole: true })
}

export const sample: Certificate = {
  title: "修了証",
  serial: "2026-S000042",
  name: "髙﨑 𠮷右衛門 殿",
  text: "上記の者は、所定の講座を修了したことをここに証します。",
  facts: [
    ["講座名", "冬のバラ 剪定と誘引の実技"],
    ["受講日", "2026年12月10日"],
    ["受講時間", "5時間"],
  ],
  issuedOn: "2026年12月11日",
  issuer: "日本園芸出版株式会社",
  url: "https://teiki.example/v/engei/2026-S000042-7K3M9QXT",
  mark: "",
}
