import { expect, test } from "vitest"
import { certificatePdf, sample } from "#templates/pdf/certificate-pdf.ts"
import { dotsOfPage } from "#test/support/pages-of-pdf.ts"

const at = new Date("2026-12-11T01:00:00Z")

/** Dark points in the band where a name stands. */
async function inkOfName(name: string): Promise<number> {
  const { data, width, height } = await dotsOfPage(await certificatePdf({ ...sample, name }, at), 1, 108)
  // The name's base line lies at 74 of 210 mm.
  const [top, bottom] = [0.3, 0.36].map((share) => Math.round(height * share) * width * 4)
  const band = data.subarray(top, bottom)
  return band.filter((value, place) => place % 4 === 0 && value < 128).length
}

test("F10 I12 every sign of a name leaves ink on the certificate: 髙 﨑 𠮷 and others; the same data gives the same bytes", async () => {
  expect(await certificatePdf(sample, at)).toEqual(await certificatePdf(sample, at))
  const signs = ["髙", "﨑", "𠮷", "瀨", "德", "濵", "龍", "A"]
  const empty = await inkOfName(" ")
  for (const sign of signs) expect(await inkOfName(sign), sign).toBeGreaterThan(empty + 20)
})
