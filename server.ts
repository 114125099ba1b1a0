import { once } from "node:events"
import { buildPages, isServerBuild, loadBuild } from "#app/platform/build-pages.server.ts"
import { readSettings, type Settings, SettingsError } from "#app/platform/settings.server.ts"
import { startHouse } from "#app/platform/start-house.server.ts"
import { webServer } from "#app/platform/web-server.server.ts"
import { startWorker } from "#app/platform/worker.server.ts"

// `npm start` and `npm run dev`: everything in one process. What no setting names is embedded, except in production.

const dev = process.argv.includes("--dev")

async function makeApplication(settings: Settings) {
  if (!dev) {
    await buildPages()
    return webServer({ build: await loadBuild(), production: settings.production })
  }
  const { createServer } = await import("vite")
  const vite = await createServer({ configFile: "vite.config.ts", server: { middlewareMode: true } })
  return webServer({
    production: false,
    before: vite.middlewares,
    build: async () => {
      const module: unknown = await vite.ssrLoadModule("virtual:remix/server-build")
      if (!isServerBuild(module)) throw new Error("no Remix build")
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

const isPortTaken = (error: unknown): error is Error & { port: number } =>
  error instanceof Error && "code" in error && error.code === "EADDRINUSE" && "port" in error

try {
  await main()
} catch (caught) {
  const error = isPortTaken(caught)
    ? new SettingsError(
        `PORT: ${caught.port} is in use. Teiki takes PORT, the three after it and PORT + 100; set another.`,
      )
    : caught
  process.stderr.write(
    error instanceof SettingsError
      ? `\n${error.message}\n\n`
      : `${String(error instanceof Error ? error.stack : error)}\n`,
  )
  process.exit(1)
}
