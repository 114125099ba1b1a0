import { createHash } from "node:crypto"
import { FONT_STYLES } from "./font-file.ts"
import type { PageWords } from "./page-words.ts"

const STYLE = `
:root { color-scheme: light; --ink: #1d2433; --soft: #556072; --line: #cfd6e0; --paper: #fff; --ground: #f4f6f9; --accent: #2f4f8f }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.6 "Noto Sans JP Variable", system-ui, sans-serif }
.banner { background: #ffe9a8; color: #4a3500; padding: .6rem 1rem; text-align: center }
.banner strong { letter-spacing: .04em }
.banner span { display: block; font-size: .875rem }
main { max-width: 58rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; display: grid; gap: 1.25rem }
main.narrow { max-width: 32rem }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0; grid-column: 1 / -1 }
h2 { font-size: 1.0625rem; margin: 0 0 .75rem }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; align-self: start; min-width: 0 }
.lines { list-style: none; margin: 0; padding: 0 }
.lines li { display: flex; justify-content: space-between; gap: 1rem; padding: .6rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
.lines small { display: block; color: var(--soft); font-size: .875rem }
.yen { white-space: nowrap; font-variant-numeric: tabular-nums }
.total { display: flex; justify-content: space-between; margin: .75rem 0 0; font-size: 1.25rem; font-weight: 700 }
fieldset { border: 0; margin: 0 0 1.25rem; padding: 0; min-width: 0 }
legend, .label { font-weight: 600; padding: 0; margin-bottom: .4rem; display: block }
.choice { display: flex; gap: .75rem; align-items: center; min-height: 3rem; padding: .5rem .75rem; border: 1px solid #8490a3; margin-top: -1px; cursor: pointer }
.choice:first-of-type { border-radius: .5rem .5rem 0 0 }
.choice:last-of-type { border-radius: 0 0 .5rem .5rem }
.choice:has(:checked) { background: #eaf0fb }
.choice input { width: 1.15rem; height: 1.15rem; margin: 0; flex: none; accent-color: var(--accent) }
.choice small { color: var(--soft); font-size: .875rem; margin-left: auto; white-space: nowrap; font-variant-numeric: tabular-nums }
input[type=email] { width: 100%; font: inherit; padding: .6rem .75rem; border: 1px solid #8490a3; border-radius: .5rem; margin-bottom: 1.25rem; background: #fff; color: inherit }
button, .back { display: block; width: 100%; min-height: 3rem; padding: .7rem 1rem; font: inherit; font-weight: 600; text-align: center; border-radius: .5rem; cursor: pointer }
button { border: 1px solid var(--accent); background: var(--accent); color: #fff }
button:hover { background: #243f75 }
button.quiet { background: #fff; color: var(--accent); margin-top: .75rem }
button.quiet:hover { background: #eaf0fb }
.back { color: var(--accent); margin-top: .75rem }
:focus-visible { outline: 3px solid #b3541e; outline-offset: 2px }
.choice:focus-within { outline: 3px solid #b3541e; outline-offset: -1px }
.choice input:focus-visible { outline: none }
.alert { background: #fdecea; color: #7a1c12; border: 1px solid #d9897f; border-radius: .5rem; padding: .75rem 1rem; margin: 0 0 1.25rem }
@media (min-width: 48rem) { main:not(.narrow) { grid-template-columns: 1fr 1fr; padding-top: 2.5rem } }
`

const hash = createHash("sha256").update(STYLE).digest("base64")

/** No script runs on the page, and nothing but its own font is loaded. */
export const CONTENT_SECURITY_POLICY = `default-src 'none'; style-src 'self' 'sha256-${hash}'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'`

/** Text made harmless inside HTML and its attributes. */
export const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`)

interface Page {
  /** What the browser's tab and a screen reader say first, when it isn't the heading. */
  title?: string
  heading: string
  main: string
  className?: string
}

/** A whole page under the simulator's banner. */
export function htmlPage(words: PageWords, { heading, title = heading, main, className = "" }: Page): string {
  return `<!doctype html>
<html lang="${words.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)} · ${escaped(words.banner)}</title>
<link rel="stylesheet" href="${FONT_STYLES}">
<style>${STYLE}</style>
</head>
<body>
<header class="banner"><strong>${escaped(words.banner)}</strong><span>${escaped(words.bannerNote)}</span></header>
<main class="${className}">
<h1>${escaped(heading)}</h1>
${main}
</main>
</body>
</html>
`
}
