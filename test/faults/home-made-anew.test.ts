import { mkdtempSync, realpathSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import pg from "pg"
import { afterAll, expect, test } from "vitest"
import { discardHome, useEmbeddedPostgres } from "#app/platform/embedded-postgres.server.ts"

const home = mkdtempSync(path.join(tmpdir(), "teiki-anew-"))
afterAll(() => {
  discardHome(home)
})

/** Starts the home's database, says whether it has the table that an earlier start has made, and makes it where it has none. */
async function knowsItself(): Promise<boolean> {
  const { url, leave } = await useEmbeddedPostgres({ home, durable: false })
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ known: boolean }>("select to_regclass('kept') is not null as known")
  await client.query("create table if not exists kept ()")
  await client.end()
  await leave()
  return rows[0]?.known ?? false
}

test("a home keeps its database, and one that is made anew at the same place has another: the old one's secrets are gone", async () => {
  expect(await knowsItself()).toBe(false)
  expect(await knowsItself()).toBe(true)
  const old = realpathSync(path.join(home, "postgres"))
  // As a clone is thrown away: what root keeps elsewhere stays there.
  rmSync(home, { recursive: true })
  expect(await knowsItself()).toBe(false)
  expect(await knowsItself()).toBe(true)
  if (!old.startsWith(realpathSync(home))) rmSync(path.dirname(old), { recursive: true })
})
