import PDFDocument from "pdfkit"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { create } from "fontkit"
import { median, secondsOf } from "#test/bench/bench-house.ts"
import type { Figure } from "#test/bench/run-bench.ts"
import { certificatePdf, sample } from "#templates/pdf/certificate-pdf.ts"

const COUNT = 1_000
const PAIRS = 3
const at = new Date("2026-12-11T01:00:00Z")

const files = ["400Regular/NotoSansJP_400Regular.ttf", "700Bold/NotoSansJP_700Bold.ttf"]

/** A page with the same words and nothing measured or fitted, by bare pdfkit, with fonts that were parsed once. */
async function bareCertificate(fonts: readonly ReturnType<typeof create>[], no: number): Promise<Buffer> {
  const document = new PDFDocument({ size: "A4", layout: "landscape", margin: 0 })
  const chunks: Uint8Array[] = []
  const collected = (async () => {
    for await (const chunk of document) if (chunk instanceof Uint8Array) chunks.push(chunk)
    return Buffer.concat(chunks)
  })()
  const [regular, bold] = fonts
  if (!regular || !bold) throw new Error("two fonts are needed")
  document.registerFont("regular", regular).registerFont("bold", bold)
  document.rect(28, 28, 786, 539).stroke()
  const put = (text: string, y: number, size: number, font: string) =>
    document.font(font, size).text(text, 100, y, { lineBreak: false })
  put(`第 2026-S${no} 号`, 70, 10, "regular")
  put(sample.title, 130, 34, "bold")
  put(sample.name, 200, 26, "bold")
  put(sample.text, 260, 14, "regular")
  sample.facts.forEach(([label, value], row) => {
    put(label, 300 + row * 22, 11.5, "regular")
    put(value, 300 + row * 22, 12.5, "bold")
  })
  put(sample.issuedOn, 450, 12, "regular")
  put(sample.issuer, 480, 16, "bold")
  put(sample.url, 520, 8, "regular")
  document.end()
  return collected
}

/** P8: 1,000 certificates as the product draws them (QR code, measured texts) ÷ bare pdfkit with a font parsed once, pairwise. */
export async function benchCertificates(): Promise<Figure[]> {
  const require = createRequire(import.meta.url)
  const fonts = files.map((file) => create(readFileSync(require.resolve(`@expo-google-fonts/noto-sans-jp/${file}`))))
  const ours = () => each((no) => certificatePdf({ ...sample, serial: `2026-S${no}` }, at))
  const theirs = () => each((no) => bareCertificate(fonts, no))
  await certificatePdf(sample, at)
  await bareCertificate(fonts, 0)
  const [mine, bare]: [number[], number[]] = [[], []]
  for (let pair = 0; pair < PAIRS; pair += 1) {
    mine.push(await secondsOf(ours))
    bare.push(await secondsOf(theirs))
  }
  const [seconds, baseline] = [median(mine), median(bare)]
  const note = `${(COUNT / seconds).toFixed(0)} certificates a second`
  return [{ name: "P8", size: COUNT, seconds, baseline, ratio: seconds / baseline, note }]
}

async function each(draw: (no: number) => Promise<Buffer>): Promise<void> {
  for (let no = 1; no <= COUNT; no += 1) await draw(no)
}
