import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import pg from "pg"
import { from as copyFrom, to as copyTo } from "pg-copy-streams"
import type { Scope } from "#app/platform/scope.server.ts"
import type { Statement } from "#app/platform/statement.server.ts"

type Client = { acquireConnection: () => Promise<unknown> }
const isClient = (value: unknown): value is Client =>
  typeof value === "object" && value !== null && "acquireConnection" in value

/** The connection of the Scope's own transaction: COPY is part of it like any statement. */
async function connectionOf(scope: Scope): Promise<pg.Client> {
  const client: unknown = Reflect.get(scope.tx, "client")
  const connection = isClient(client) ? await client.acquireConnection() : undefined
  if (!(connection instanceof pg.Client)) throw new Error("not a connection of pg")
  return connection
}

export type CopyValue = string | number | boolean | null

/** Brings rows into a table by COPY; columns in the order of the rows' values. Memory does not grow with the rows. */
export async function copyIn(
  scope: Scope,
  table: string,
  columns: readonly string[],
  rows: AsyncIterable<readonly CopyValue[]>,
): Promise<void> {
  const connection = await connectionOf(scope)
  const target = connection.query(copyFrom(`copy ${table} (${columns.join(", ")}) from stdin`))
  await pipeline(Readable.from(linesOf(rows)), target)
}

async function* linesOf(rows: AsyncIterable<readonly CopyValue[]>): AsyncGenerator<string> {
  let batch = ""
  for await (const row of rows) {
    batch += `${row.map(copyText).join("\t")}\n`
    if (batch.length > 65_536) {
      yield batch
      batch = ""
    }
  }
  if (batch !== "") yield batch
}

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" }

function copyText(value: CopyValue): string {
  if (value === null) return "\\N"
  if (typeof value !== "string") return String(value)
  return /[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, (sign) => escapes[sign] ?? sign) : value
}

/** A statement with its values as literals, for COPY knows no binds. */
export const withLiterals = ({ parts, values }: Statement): string =>
  parts.map((part, at) => (at === 0 ? part : pg.escapeLiteral(String(values[at - 1])) + part)).join("")

/** Takes a statement's rows out by COPY as a stream of bytes. */
export async function copyOut(scope: Scope, format: "csv" | "text", of: Statement): Promise<Readable> {
  const connection = await connectionOf(scope)
  return connection.query(copyTo(`copy (${withLiterals(of)}) to stdout with (format ${format})`))
}
