import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs"

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
