import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"

const PREFIX = "/c/font/"
const folder = dirname(createRequire(import.meta.url).resolve("@fontsource-variable/noto-sans-jp/index.css"))

/** The style sheet of the page's font, and below it the font's files: a machine may have no Japanese font. */
export const FONT_STYLES = `${PREFIX}index.css`

/** A file of the font by its path on the server; nothing for any other path. */
export async function fontFile(path: string): Promise<{ type: string; content: Buffer } | undefined> {
  if (path === FONT_STYLES)
    return { type: "text/css; charset=utf-8", content: await readFile(join(folder, "index.css")) }
  const name = /^\/c\/font\/files\/(noto-sans-jp-[a-z0-9-]+\.woff2)$/.exec(path)?.[1]
  if (name === undefined) return undefined
  return { type: "font/woff2", content: await readFile(join(folder, "files", name)) }
}
