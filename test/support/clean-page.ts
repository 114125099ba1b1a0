import type { Page } from "playwright-core"
import { expect } from "vitest"
import { axeViolations } from "#test/support/axe.ts"

/** On a phone and on a desk axe finds nothing, and nothing stands beyond the page; SHOTS=DIR keeps pictures to look at. */
export async function expectCleanPage(page: Page, what: string): Promise<void> {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 })
    expect(await axeViolations(page), `${what} at ${width}`).toEqual([])
    const fits = await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)
    expect(fits, `${what} at ${width}`).toBe(true)
    const folder = process.env["SHOTS"]
    if (folder !== undefined) await page.screenshot({ path: `${folder}/${what.replaceAll(" ", "-")}-${width}.png`, fullPage: true }) // prettier-ignore
  }
}
