import { mkdirSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import path from "node:path"
import sparticuz from "@sparticuz/chromium"
import { type Browser, chromium } from "playwright-core"

// Made for a sandboxed cloud, the package's flags switch off what a reader's browser has on.
const unwanted = new Set([
  "--disable-web-security",
  "--allow-running-insecure-content",
  "--single-process",
  "--no-zygote",
])

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
    args: [...sparticuz.args.filter((flag) => !unwanted.has(flag)), ...more],
    env: { ...process.env, FONTCONFIG_FILE: configuration, FONTCONFIG_PATH: folder },
    headless: true,
  })
}
