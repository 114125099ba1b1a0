import type { Scope } from "#app/platform/scope.server.ts"
import type { Statement } from "#app/platform/statement.server.ts"

const BATCH_ROWS = 1_000
let opened = 0

/** A statement's rows in batches by a cursor of the Scope's own transaction: memory does not grow with the rows. */
export async function* inBatches<Row extends object>(
  scope: Scope,
  { parts, values }: Statement,
): AsyncGenerator<readonly Row[]> {
  opened += 1
  const name = `rows_${opened}`
  const text = parts.map((part) => part.replaceAll("?", "\\?")).join("?")
  await scope.tx.raw(`declare ${name} no scroll cursor for ${text}`, [...values])
  for (;;) {
    const { rows } = await scope.tx.raw<{ rows: Row[] }>(`fetch ${BATCH_ROWS} from ${name}`)
    if (rows.length > 0) yield rows
    if (rows.length < BATCH_ROWS) break
  }
  await scope.tx.raw(`close ${name}`)
}

/** All rows of a statement, for pages and papers that hold them anyway. */
export async function rowsOf<Row extends object>(scope: Scope, of: Statement): Promise<readonly Row[]> {
  const all: Row[] = []
  for await (const rows of inBatches<Row>(scope, of)) all.push(...rows)
  return all
}
