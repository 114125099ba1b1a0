import axe from "axe-core"
import type { Page } from "playwright-core"

declare global {
  interface Window {
    axe?: typeof axe
  }
}

/**
 * What axe finds against a page: each rule with the markup of its first place. axe runs in the page itself, since its adapter for
 * Playwright hands it over anew and opens a tab of its own at every call, which takes ten times as long.
 */
export async function axeViolations(page: Page): Promise<string[]> {
  // What is still fading from one colour to another has the contrast of neither.
  await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== "running"))
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(axe.source)
  return page.evaluate(async () => {
    if (!window.axe) throw new Error("axe is not in the page")
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] })
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`)
  })
}
