import { mkdirSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import path from "node:path"
import sparticuz from "@sparticuz/chromium"
import { type Browser, chromium, type Page } from "playwright-core"

// Made for a sandboxed cloud, the package's flags switch off what a reader's browser has on.
const unwanted = new Set([
  "--disable-web-security",
  "--allow-running-insecure-content",
  "--single-process",
  "--no-zygote",
  "--in-process-gpu",
  "--ignore-gpu-blocklist",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
])

// Nothing here is drawn in three dimensions: pages are painted without an emulated graphics card, at half the work.
const plainPainting = ["--disable-gpu", "--disable-gpu-compositing", "--disable-software-rasterizer"]

// The font that our pages bring is the one installed here, and each page would parse its hundred parts again. Pictures are taken with it.
const plainFonts = process.env.TEIKI_PICTURES === undefined ? ["--disable-remote-fonts"] : []

/** The Chromium that npm brought, with the Japanese font of our papers for pages that bring none. */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const fonts = path.dirname(createRequire(import.meta.url).resolve("@expo-google-fonts/noto-sans-jp/package.json"))
  const folder = path.join(tmpdir(), "teiki-fonts")
  mkdirSync(folder, { recursive: true })
  const configuration = path.join(folder, "fonts.conf")
  writeFileSync(
    configuration,
    `<?xml version="1.0"?><fontconfig><dir>${fonts}</dir><cachedir>${folder}/cache</cachedir></fontconfig>`,
  )
  return chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: [...sparticuz.args.filter((flag) => !unwanted.has(flag)), ...plainPainting, ...plainFonts, ...more],
    env: { ...process.env, FONTCONFIG_FILE: configuration, FONTCONFIG_PATH: folder },
    headless: true,
  })
}

/** Notes every error that a page throws. That an answer is no longer read when a page is left is none, though the browser calls it one. */
export function notePageErrors(page: Page, complaints: string[]): void {
  page.on("pageerror", ({ message }) => {
    if (message !== "BodyStreamBuffer was aborted") complaints.push(message)
  })
}
