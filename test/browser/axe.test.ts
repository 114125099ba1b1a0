import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { axeViolations } from "#test/support/axe.ts"
import { openBrowser } from "#test/support/browser.ts"

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const pageOf = (rows: string, style = "") =>
  `<!doctype html><html lang="ja"><head><title>題</title><style>body { color: #222; background: #fff } .pale { color: #bbb } ${style}</style></head>
  <body><main><h1>題</h1><table><tbody>${rows}</tbody></table></main></body></html>`
const row = (attributes = "") => `<tr><td ${attributes}>本文</td></tr>`
const many = Array.from({ length: 40 }, () => row()).join("")

test("axe is asked once for what looks alike, and still finds the one text that differs, and any other fault", async () => {
  const page = await browser.newPage()
  const found = async (html: string) => {
    await page.setContent(html)
    return (await axeViolations(page)).map((line) => line.split(":")[0])
  }
  expect(await found(pageOf(many))).toEqual([])
  for (const pale of ['class="pale"', 'style="color: #bbb"']) {
    expect(await found(pageOf(many + row(pale) + many)), pale).toEqual(["color-contrast"])
  }
  // By its place alone.
  expect(await found(pageOf(many, "tr:nth-child(even) { color: #bbb }"))).toEqual(["color-contrast"])
  expect(await found(pageOf(many, "tr:last-child { color: #bbb }"))).toEqual(["color-contrast"])
  expect(await found(pageOf(`${many}<tr><td><input></td></tr>`))).toEqual(["label"])
  // On a ground of its own, though the same letters were good elsewhere; and what is switched off tells nothing of what is not.
  expect(await found(pageOf(many, "main { background: #333 }"))).toEqual(["color-contrast"])
  const pale = 'style="color: #bbb; background: #fff"'
  expect(await found(pageOf(`<tr><td><button disabled ${pale}>本文</button></td></tr>`))).toEqual([])
  expect(await found(pageOf(`<tr><td><button ${pale}>本文</button></td></tr>`))).toEqual(["color-contrast"])
  await page.close()
})
