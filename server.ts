import { existsSync, readdirSync, statSync } from "node:fs"
import { once } from "node:events"
import path from "node:path"
import { pathToFileURL } from "node:url"
import type { ServerBuild } from "@remix-run/node"
import { log } from "#app/platform/log.server.ts"
import { readSettings, type Settings, SettingsError } from "#app/platform/settings.server.ts"
import { startHouse } from "#app/platform/start-house.server.ts"
import { webServer } from "#app/platform/web-server.server.ts"
import { startWorker } from "#app/platform/worker.server.ts"

// `npm start` and `npm run dev`: everything in one process. What no setting names is embedded, except in production.

const dev = process.argv.includes("--dev")

const newestIn = (folder: string): number =>
  Math.max(
    0,
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(path.join(entry.parentPath, entry.name)).mtimeMs),
  )

/** Builds the pages unless the last build is newer than everything it is made of. */
async function ensureBuild() {
  const built = "build/server/index.js"
  const sources = Math.max(newestIn("app"), newestIn("templates"), statSync("package.json").mtimeMs)
  if (existsSync(built) && statSync(built).mtimeMs > sources) return
  log("info", "building the pages")
  const { build } = await import("vite")
  await build({ configFile: "vite.config.ts", logLevel: "warn" })
  await build({ configFile: "vite.config.ts", logLevel: "warn", build: { ssr: true } })
}

const isServerBuild = (module: object): module is ServerBuild => "routes" in module && "assets" in module

async function loadBuild(): Promise<ServerBuild> {
  const module: unknown = await import(pathToFileURL(path.resolve("build/server/index.js")).href)
  if (typeof module !== "object" || module === null || !isServerBuild(module))
    throw new Error("build/server is no Remix build")
  return module
}

async function makeApplication(settings: Settings) {
  if (!dev) {
    await ensureBuild()
    return webServer({ build: await loadBuild(), production: settings.production })
  }
  const { createServer } = await import("vite")
  const vite = await createServer({ configFile: "vite.config.ts", server: { middlewareMode: true } })
  return webServer({
    production: false,
    before: vite.middlewares,
    build: async () => {
      const module: unknown = await vite.ssrLoadModule("virtual:remix/server-build")
      if (typeof module !== "object" || module === null || !isServerBuild(module)) throw new Error("no Remix build")
      return module
    },
  })
}

async function main() {
  const settings = readSettings()
  const application = makeApplication(settings)
  const open = await startHouse(settings)
  const closers: (() => Promise<void>)[] = []
  if (!settings.production) {
    const { startEmbeddedParts } = await import("#test/support/embedded-parts/start-embedded-parts.ts")
    closers.push(await startEmbeddedParts(settings))
  }
  const worker = await startWorker()
  const server = (await application).listen(settings.port, settings.production ? "0.0.0.0" : "127.0.0.1")
  await once(server, "listening")
  process.stdout.write(`\n  Teiki  ${settings.url}\n\n`)
  const stop = async () => {
    server.closeAllConnections()
    server.close()
    await worker.stop()
    for (const close of closers) await close()
    await open.leave()
  }
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
}

try {
  await main()
} catch (error) {
  process.stderr.write(
    error instanceof SettingsError
      ? `\n${error.message}\n\n`
      : `${String(error instanceof Error ? error.stack : error)}\n`,
  )
  process.exit(1)
}
