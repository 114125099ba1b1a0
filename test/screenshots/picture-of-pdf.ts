import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import type { Browser } from "playwright-core"
import { z } from "zod"

const require = createRequire(import.meta.url)
const script = (name: string) => readFile(require.resolve(`pdfjs-dist/build/${name}`), "utf8")

// Runs in the page: draws the first pages of the PDF, one canvas each.
const draw = `
  const pdfjs = await import("/pdf.mjs")
  pdfjs.GlobalWorkerOptions.workerSrc = "/pdf.worker.mjs"
  const document_ = await pdfjs.getDocument({ url: "/paper.pdf" }).promise
  const drawn = Math.min(document_.numPages, window.most)
  for (let number = 1; number <= drawn; number += 1) {
    const page = await document_.getPage(number)
    const viewport = page.getViewport({ scale: 1.5 })
    const canvas = document.createElement("canvas")
    canvas.width = viewport.width
    canvas.height = viewport.height
    document.body.append(canvas)
    await page.render({ canvas, canvasContext: canvas.getContext("2d"), viewport }).promise
  }
  document.title = "drawn " + drawn`

/** The first pages of a PDF as PNG pictures, drawn by pdf.js in a browser. */
export async function pictureOfPdf(browser: Browser, pdf: Uint8Array, most: number): Promise<Buffer[]> {
  const page = await browser.newPage()
  const files: Record<string, { body: string | Buffer; contentType: string }> = {
    "/": {
      body: `<body><script>window.most=${most}</script><script type="module">${draw}</script>`,
      contentType: "text/html",
    },
    "/pdf.mjs": { body: await script("pdf.mjs"), contentType: "text/javascript" },
    "/pdf.worker.mjs": { body: await script("pdf.worker.mjs"), contentType: "text/javascript" },
    "/paper.pdf": { body: Buffer.from(pdf), contentType: "application/pdf" },
  }
  await page.route("http://paper.local/**", (route) => {
    const file = files[new URL(route.request().url()).pathname]
    return file ? route.fulfill(file) : route.abort()
  })
  await page.goto("http://paper.local/")
  await page.waitForFunction(() => document.title.startsWith("drawn"))
  const drawn = z.coerce.number().parse((await page.title()).replace("drawn ", ""))
  const pictures: Buffer[] = []
  for (let at = 0; at < drawn; at += 1) pictures.push(await page.locator("canvas").nth(at).screenshot())
  await page.close()
  return pictures
}
