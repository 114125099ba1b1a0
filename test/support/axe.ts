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
    const resultTypes: axe.RunOptions["resultTypes"] = ["violations"]
    const contrast = "color-contrast"
    const said = ({ violations }: axe.AxeResults) => violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`)

    // Contrast is nine tenths of axe's work. Texts whose attributes and neighbourhood are the same up to the body have the same colours: the
    // hundredth row of a table is looked at like the first, once.
    const unlike = new Set([
      "id",
      "href",
      "for",
      "name",
      "value",
      "title",
      "aria-label",
      "aria-labelledby",
      "aria-describedby",
    ])
    const looks = new Map<Element, string>()
    const lookOf = (element: Element): string => {
      const known = looks.get(element)
      if (known !== undefined) return known
      const attributes = Array.from(element.attributes, ({ name, value }) =>
        unlike.has(name) ? "" : `${name}=${value}`,
      )
      const at = element.parentElement ? Array.prototype.indexOf.call(element.parentElement.children, element) : 0
      const place = `${at % 2}${element.nextElementSibling === null ? "last" : ""}${at === 0 ? "first" : ""}`
      const own = `${element.tagName} ${attributes.join(" ")} ${place}`
      const look = element.parentElement ? `${lookOf(element.parentElement)} > ${own}` : own
      looks.set(element, look)
      return look
    }
    const texts = new Map<string, Element>()
    for (const element of document.body.querySelectorAll("*")) {
      const hasText = Array.from(element.childNodes).some(
        ({ nodeType, textContent }) => nodeType === 3 && textContent?.trim(),
      )
      if (hasText && element.checkVisibility() && !texts.has(lookOf(element))) texts.set(lookOf(element), element)
    }

    const everywhere = await window.axe.run(document, { resultTypes, rules: { [contrast]: { enabled: false } } })
    const coloured = await window.axe.run({ include: [...texts.values()] }, { resultTypes, runOnly: contrast })
    return [...said(everywhere), ...said(coloured)]
  })
}
