import { mkdirSync } from "node:fs"
import type { Page } from "playwright-core"
import { expect } from "vitest"
import { axeViolations } from "#test/support/axe.ts"

/** Where a person wants to look at what was made: TEIKI_PICTURES=DIR keeps pictures of pages and papers there. */
export const pictureFolder = process.env.TEIKI_PICTURES

export async function keepPicture(page: Page, name: string): Promise<void> {
  if (pictureFolder === undefined) return
  mkdirSync(pictureFolder, { recursive: true })
  await page.screenshot({ path: `${pictureFolder}/${name.replaceAll(/[\s/?&:]+/g, "-")}.png`, fullPage: true })
}

/** On a desk and on a phone axe finds nothing, and nothing stands beyond the page. */
export async function expectCleanPage(page: Page, what: string): Promise<void> {
  const given = page.viewportSize() ?? { width: 1280, height: 844 }
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 })
    expect(await axeViolations(page), `${what} at ${width}`).toEqual([])
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(beyond, `${what} at ${width} is wider than the screen`).toBeLessThanOrEqual(0)
    await keepPicture(page, `${what}-${width}`)
  }
  await page.setViewportSize(given)
}
