import path from "node:path"
import type { Knex } from "knex"
import pg from "pg"
import { type Clock, systemClock } from "#app/platform/clock.server.ts"
import { openDatabase } from "#app/platform/database.server.ts"
import { type DatabaseUrls, databaseUrls } from "#app/platform/migrate.server.ts"
import { keyFor, type Settings } from "#app/platform/settings.server.ts"

/** What a running process has open: made once at start, closed once at the end. */
export type House = Readonly<{
  settings: Settings
  urls: DatabaseUrls
  database: Knex
  clock: Clock
  filesFolder: string
  queue: pg.Pool
}>

// The server's own modules and Remix's bundle are two module graphs in one process; the house is one for both.
declare global {
  var teikiHouse: House | undefined
}

/** Opens the house on a database whose owner's address is given. */
export function openHouse(settings: Settings, ownerUrl: string, clock: Clock = systemClock): House {
  const urls = databaseUrls(ownerUrl, rolePassword(settings))
  const opened: House = {
    settings,
    urls,
    database: openDatabase(urls.app, 20),
    clock,
    filesFolder: path.join(settings.home, "files"),
    queue: openQueue(urls.worker),
  }
  globalThis.teikiHouse = opened
  return opened
}

/** The open house; a call before the start or after the end is a programming error. */
export function house(): House {
  const opened = globalThis.teikiHouse
  if (!opened) throw new Error("the house is not open")
  return opened
}

export async function closeHouse(): Promise<void> {
  const opened = globalThis.teikiHouse
  globalThis.teikiHouse = undefined
  await opened?.database.destroy()
  await opened?.queue.end()
}

/** The password of the database's roles, derived from the house's secret. */
export const rolePassword = (settings: Settings): string => keyFor(settings, "database-roles").toString("hex")

/** A small pool as the worker's role, for the queue alone. */
function openQueue(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 4, allowExitOnIdle: true })
  // A connection lost while idle shows itself at the next query; without handlers it would end the process.
  pool.on("error", () => undefined)
  pool.on("connect", (client) => client.on("error", () => undefined))
  return pool
}
