import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs"
import { z } from "zod"
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader"

/** The text of each page of a PDF, as it can be selected. */
export async function pagesOfPdf(pdf: Buffer): Promise<string[]> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise
  const pages = Array.from({ length: document.numPages }, (_, at) => document.getPage(at + 1))
  return Promise.all(
    pages.map(async (page) => {
      const { items } = await (await page).getTextContent()
      return items.map((item) => ("str" in item ? item.str : "")).join("")
    }),
  )
}

// pdf.js does not say what its canvas of Node gives.
const drawing = z.object({ context: z.custom<CanvasRenderingContext2D>((given) => typeof given === "object") })
const createOf = (factory: unknown) =>
  z.object({ create: z.custom<(...sizes: number[]) => unknown>() }).loose().parse(factory).create

/** A page (the first is 1) as the dots of a picture: red, green, blue and opacity of each. */
export async function dotsOfPage(
  pdf: Buffer,
  number: number,
  dotsAnInch: number,
): Promise<{ data: Uint8ClampedArray; width: number; height: number }> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise
  const page = await document.getPage(number)
  const viewport = page.getViewport({ scale: dotsAnInch / 72 })
  const [width, height] = [Math.round(viewport.width), Math.round(viewport.height)]
  const canvas: unknown = Reflect.apply(createOf(document.canvasFactory), document.canvasFactory, [width, height])
  const { context } = drawing.parse(canvas)
  await page.render({ canvas: null, canvasContext: context, viewport }).promise
  return { data: context.getImageData(0, 0, width, height).data, width, height }
}

/** How many dots of a page (the first is 1) are dark when it is drawn at 144 dpi. */
export async function darkDotsOfPage(pdf: Buffer, number: number): Promise<number> {
  const { data } = await dotsOfPage(pdf, number, 144)
  let dark = 0
  for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 100) dark += 1
  return dark
}

// Node has no class of its own for it.
const picture = z.custom<ImageData>((given) => typeof given === "object")

/** What the QR codes of a page say when it is printed at 200 dpi, by the decoder of the door's camera; from the top to the foot. */
export const codesOfPage = async (pdf: Buffer, number: number): Promise<string[]> =>
  (await symbolsOfPage(pdf, number, { formats: ["QRCode"], dotsAnInch: 200 })).map(({ text }) => text)

/** The symbols of a page as it is printed, from the top to the foot: what they say, and how wide they are in millimetres. */
export async function symbolsOfPage(
  pdf: Buffer,
  number: number,
  how: Readonly<{ formats: ("QRCode" | "Code128")[]; dotsAnInch: number }>,
): Promise<{ text: string; identifier: string; millimetres: number }[]> {
  const file = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm")
  const wasmBinary = new Uint8Array(readFileSync(file)).buffer
  prepareZXingModule({ overrides: { wasmBinary } })
  const { data, width, height } = await dotsOfPage(pdf, number, how.dotsAnInch)
  const found = await readBarcodes(picture.parse({ data, width, height, colorSpace: "srgb" }), {
    ...{ formats: how.formats, maxNumberOfSymbols: 255 },
  })
  return found
    .toSorted((a, b) => a.position.topLeft.y - b.position.topLeft.y)
    .map(({ text, symbologyIdentifier, position }) => ({
      ...{ text, identifier: symbologyIdentifier },
      millimetres: ((position.topRight.x - position.topLeft.x) * 25.4) / how.dotsAnInch,
    }))
}
