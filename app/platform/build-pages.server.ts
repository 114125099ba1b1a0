import { existsSync, readdirSync, statSync } from "node:fs"
import path from "node:path"
import { pathToFileURL } from "node:url"
import type { ServerBuild } from "@remix-run/node"

const newestIn = (folder: string): number =>
  Math.max(
    0,
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(path.join(entry.parentPath, entry.name)).mtimeMs),
  )

/** What says how they are built, beside what they are made of. */
const settings = ["package.json", "package-lock.json", "remix.config.js", "vite.config.ts"] as const

/** Builds the pages unless the last build is newer than everything it is made of. */
export async function buildPages(): Promise<void> {
  const built = "build/server/index.js"
  const sources = Math.max(
    ...[newestIn("app"), newestIn("templates")],
    ...settings.map((file) => statSync(file).mtimeMs),
  )
  if (existsSync(built) && statSync(built).mtimeMs > sources) return
  const { build } = await import("vite")
  await build({ configFile: "vite.config.ts", logLevel: "warn" })
  await build({ configFile: "vite.config.ts", logLevel: "warn", build: { ssr: true } })
}

export const isServerBuild = (module: unknown): module is ServerBuild =>
  typeof module === "object" && module !== null && "routes" in module && "assets" in module

/** The built pages as Remix's request handler wants them. */
export async function loadBuild(): Promise<ServerBuild> {
  const module: unknown = await import(/* @vite-ignore */ pathToFileURL(path.resolve("build/server/index.js")).href)
  if (!isServerBuild(module)) throw new Error("build/server is no Remix build")
  return module
}
