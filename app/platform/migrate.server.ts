import { readdir, readFile } from "node:fs/promises"
import path from "node:path"
import { runMigrations } from "graphile-worker"
import type { Knex } from "knex"
import pg from "pg"
import { openDatabase, urlAs } from "#app/platform/database.server.ts"

const folder = path.resolve("db/migrations")

/** The addresses of one database: the owner migrates, the app's role owns nothing, the worker's role owns the queue. */
export type DatabaseUrls = Readonly<{ owner: string; app: string; worker: string }>

/** Derives the three roles' addresses from the owner's; their passwords come from the house's secret. */
export function databaseUrls(ownerUrl: string, password: string, database?: string): DatabaseUrls {
  const target = new URL(ownerUrl)
  if (database !== undefined) target.pathname = `/${database}`
  return {
    owner: target.href,
    app: urlAs(ownerUrl, "teiki_app", password, database),
    worker: urlAs(ownerUrl, "teiki_worker", password, database),
  }
}

/**
 * Brings a database to the present schema: the two roles, the migrations of db/migrations (forward only, each in a
 * transaction) and the worker's queue. The owner must be allowed to create roles.
 */
export async function migrate(urls: DatabaseUrls): Promise<void> {
  // One process migrates, the others wait: the lock belongs to a connection of its own and goes with it.
  const lock = new pg.Client({ connectionString: urls.owner })
  lock.on("error", ignoreIdleError)
  await lock.connect()
  try {
    await lock.query("select pg_advisory_lock(hashtextextended('teiki:migrate', 0))")
    await migrateLocked(urls)
  } finally {
    await lock.end()
  }
}

async function migrateLocked(urls: DatabaseUrls): Promise<void> {
  const owner = openDatabase(urls.owner, 1)
  try {
    await ensureRole(owner, "teiki_app", new URL(urls.app).password)
    await ensureRole(owner, "teiki_worker", new URL(urls.worker).password)
    const [{ name } = { name: "" }] = await rows<{ name: string }>(owner, "select current_database() as name")
    await owner.raw("grant connect, temporary on database ?? to teiki_app", [name])
    await owner.raw("grant connect, create on database ?? to teiki_worker", [name])
    await owner.raw("revoke create on schema public from public")
    await owner.migrate.latest({ migrationSource: sqlFiles })
  } finally {
    await owner.destroy()
  }
  const pool = new pg.Pool({ connectionString: urls.worker, max: 1 })
  pool.on("error", ignoreIdleError)
  pool.on("connect", (client) => client.on("error", ignoreIdleError))
  try {
    await runMigrations({ pgPool: pool })
  } finally {
    await pool.end()
  }
}

// A connection lost while idle shows itself at the next query; without a handler it would end the process.
const ignoreIdleError = () => undefined

const rows = async <Row>(database: Knex, sql: string, bindings: readonly string[] = []): Promise<Row[]> => {
  const answer = await database.raw<{ rows: Row[] }>(sql, bindings)
  return answer.rows
}

async function ensureRole(owner: Knex, role: string, password: string) {
  const verb = (await rows(owner, "select from pg_roles where rolname = ?", [role])).length === 0 ? "create" : "alter"
  // A role's password cannot be a bind; quote_literal makes it safe.
  const [row] = await rows<{ literal: string }>(owner, "select quote_literal(?::text) as literal", [password])
  if (!row) throw new Error("quote_literal gave no row")
  await owner.raw(`${verb} role ?? login nosuperuser nobypassrls nocreatedb nocreaterole password ${row.literal}`, [
    role,
  ])
}

/** The migrations as knex wants them: one SQL file each, in the order of their names. */
const sqlFiles: Knex.MigrationSource<string> = {
  getMigrations: async () => (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort(),
  getMigrationName: (name) => name,
  getMigration: async (name) => {
    const sql = await readFile(path.join(folder, name), "utf8")
    return {
      up: async (database) => {
        await database.raw(sql.replaceAll("?", "\\?"))
      },
      down: () => Promise.reject(new Error("migrations go forward only")),
    }
  },
}
