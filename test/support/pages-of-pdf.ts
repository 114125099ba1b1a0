import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs"
import { z } from "zod"

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

/** How many dots of a page (the first is 1) are dark when it is drawn at 144 dpi. */
export async function darkDotsOfPage(pdf: Buffer, number: number): Promise<number> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise
  const page = await document.getPage(number)
  const viewport = page.getViewport({ scale: 2 })
  const canvas: unknown = Reflect.apply(createOf(document.canvasFactory), document.canvasFactory, [
    viewport.width,
    viewport.height,
  ])
  const { context } = drawing.parse(canvas)
  await page.render({ canvas: null, canvasContext: context, viewport }).promise
  const { data } = context.getImageData(0, 0, viewport.width, viewport.height)
  let dark = 0
  for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 100) dark += 1
  return dark
}
