import knexFactory, { type Knex } from "knex"
import pg from "pg"

// Once for the whole process: int8 as a safe integer, date as its text. Money is never a float and dates never instants.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`beyond the safe integers: ${text}`)
  return value
})
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

/** A pool on one database as one role. */
export function openDatabase(url: string, poolSize: number): Knex {
  return knexFactory({
    client: "pg",
    connection: { connectionString: url, application_name: "teiki" },
    pool: { min: 0, max: poolSize, acquireTimeoutMillis: 5_000 },
  })
}

/** The same server and database as another role. */
export function urlAs(url: string, role: string, password: string, database?: string): string {
  const changed = new URL(url)
  changed.username = role
  changed.password = password
  if (database !== undefined) changed.pathname = `/${database}`
  return changed.href
}

/** The SQLSTATE and constraint of an error of PostgreSQL; null for any other error. */
export function databaseError(error: unknown): { code: string; constraint: string | undefined } | null {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined) return null
  return { code: error.code, constraint: error.constraint }
}
