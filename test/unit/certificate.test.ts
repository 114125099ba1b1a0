import { afterAll, beforeAll, expect, test } from "vitest"
import type { Browser } from "playwright-core"
import { certificatePdf, sample } from "#templates/pdf/certificate-pdf.ts"
import { openBrowser } from "#test/support/browser.ts"
import { picturesOfPdfs } from "#test/screenshots/picture-of-pdf.ts"

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const at = new Date("2026-12-11T01:00:00Z")

/** Dark points of each picture in the band where the name stands. */
async function inkOfNames(names: readonly string[]): Promise<number[]> {
  const papers = await Promise.all(names.map((name) => certificatePdf({ ...sample, name }, at)))
  const pictures = await picturesOfPdfs(browser, papers, 1)
  const page = await browser.newPage()
  const inks = await page.evaluate(
    async (pngs) => {
      const inkOf = async (png: string) => {
        const image = new Image()
        image.src = `data:image/png;base64,${png}`
        await image.decode()
        const canvas = document.createElement("canvas")
        const [width, height] = [image.width, image.height]
        canvas.width = width
        canvas.height = height
        const context = canvas.getContext("2d")
        context?.drawImage(image, 0, 0)
        // The name's base line lies at 74 of 210 mm.
        const band = context?.getImageData(0, Math.round(height * 0.3), width, Math.round(height * 0.06)).data ?? []
        let dark = 0
        for (let at = 0; at < band.length; at += 4) if ((band[at] ?? 255) < 128) dark += 1
        return dark
      }
      return Promise.all(pngs.map(inkOf))
    },
    pictures.map((picture) => picture.toString("base64")),
  )
  await page.close()
  return inks
}

test("F10 I12 every sign of a name leaves ink on the certificate: 髙 﨑 𠮷 and others; the same data gives the same bytes", async () => {
  expect(await certificatePdf(sample, at)).toEqual(await certificatePdf(sample, at))
  const signs = ["髙", "﨑", "𠮷", "瀨", "德", "濵", "龍", "A"]
  const [empty = 0, ...inks] = await inkOfNames([" ", ...signs])
  expect(inks).toHaveLength(signs.length)
  for (const [at, sign] of signs.entries()) expect(inks[at], sign).toBeGreaterThan(empty + 20)
})
