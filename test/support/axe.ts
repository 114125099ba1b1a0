import axe from "axe-core"
import type { Page } from "playwright-core"

declare global {
  interface Window {
    axe?: typeof axe
  }
}

/** What texts looked like whose contrast axe has found good, on any page of this run. */
const goodLooks = new Set<string>()

/**
 * What axe finds against a page: each rule with the markup of its first place. axe runs in the page itself, since its adapter for
 * Playwright hands it over anew and opens a tab of its own at every call, which takes ten times as long.
 *
 * Contrast is nine tenths of axe's work, and is judged once for each look: texts of the same size and colour on the same ground are alike,
 * whether they stand in the hundredth row of a table or on the next page.
 */
export async function axeViolations(page: Page): Promise<string[]> {
  // What is still fading from one colour to another has the contrast of neither.
  await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== "running"))
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(axe.source)
  const { found, looks } = await page.evaluate(
    async (known) => {
      if (!window.axe) throw new Error("axe is not in the page")
      const resultTypes: axe.RunOptions["resultTypes"] = ["violations"]
      const contrast = "color-contrast"
      const said = ({ violations }: axe.AxeResults) =>
        violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`)

      // The grounds on which an element stands, from its own to the page's.
      const grounds = new Map<Element, string>()
      const groundOf = (element: Element): string => {
        const known = grounds.get(element)
        if (known !== undefined) return known
        const { backgroundColor, backgroundImage, opacity, position, filter } = getComputedStyle(element)
        const image = backgroundImage === "none" ? "" : backgroundImage
        const place = position === "static" || position === "relative" ? "" : `${position} ${element.className}`
        const own = [backgroundColor, image, opacity, place, filter].join(" ").replace("rgba(0, 0, 0, 0)  1  none", "")
        const below = element.parentElement ? groundOf(element.parentElement) : ""
        const ground = own === "" ? below : `${below}|${own}`
        grounds.set(element, ground)
        return ground
      }
      const lookOf = (element: Element): string => {
        const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element)
        const isOff = element.closest(":disabled, [aria-disabled=true]") !== null
        return [color, fontSize, fontWeight, textShadow, isOff, groundOf(element)].join(" ")
      }
      const isKnown = new Set(known)
      const texts = new Map<string, Element>()
      for (const element of document.body.querySelectorAll("*")) {
        const hasText = Array.from(element.childNodes).some(
          ({ nodeType, textContent }) => nodeType === 3 && textContent?.trim(),
        )
        if (!hasText || !element.checkVisibility()) continue
        const look = lookOf(element)
        if (!isKnown.has(look) && !texts.has(look)) texts.set(look, element)
      }

      const everywhere = await window.axe.run(document, { resultTypes, rules: { [contrast]: { enabled: false } } })
      if (texts.size === 0) return { found: said(everywhere), looks: [] }
      const coloured = await window.axe.run(
        { include: [...texts.values()] },
        { resultTypes: ["violations", "passes"], runOnly: contrast, elementRef: true },
      )
      // What lies under something else is judged neither good nor bad, and looked at again.
      const good = new Set(
        coloured.passes.flatMap(({ nodes }) => nodes.map(({ element }): Element | undefined => element)),
      )
      return {
        found: [...said(everywhere), ...said(coloured)],
        looks: [...texts].flatMap(([look, element]) => (good.has(element) ? [look] : [])),
      }
    },
    [...goodLooks],
  )
  for (const look of looks) goodLooks.add(look)
  return found
}
