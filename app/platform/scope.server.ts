import type { Knex } from "knex"
import { type Clock, dateInTokyo } from "#app/platform/clock.server.ts"
import { refusalOfConstraint } from "#app/platform/constraint-refusals.server.ts"
import { databaseError } from "#app/platform/database.server.ts"
import { house } from "#app/platform/house.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import type { OrganizationId } from "#app/values/ids.ts"

export type Locale = "ja" | "en"

/** Who acts, for which organization; `name` stands in the audit log and on vouchers. */
export type Actor = Readonly<{ organizationId: OrganizationId; name: string; locale: Locale; clock?: Clock }>

/** Runs one SQL statement with its values bound, and gives its rows. */
export type Sql = <Row extends object>(parts: TemplateStringsArray, ...values: readonly unknown[]) => Promise<Row[]>

/** The only way to touch the world: one transaction, one organization, one instant. */
export type Scope = Readonly<{
  tx: Knex.Transaction
  sql: Sql
  organizationId: OrganizationId
  actor: string
  now: Date
  today: CalendarDate
  locale: Locale
}>

/** A transaction over the platform's own tables (organizations, staff, sessions); no tenant row is visible in it. */
export type HouseScope = Omit<Scope, "organizationId">

const RETRIES = 5

/**
 * Runs one business act in one transaction for one organization. A Refusal rolls back; a serialization failure or
 * deadlock is retried here and nowhere else; with `rollBack` everything runs and nothing stays (dry run).
 */
export function inScope<Result>(
  actor: Actor,
  run: (scope: Scope) => Promise<Result>,
  options: { rollBack?: boolean } = {},
): Promise<Result> {
  return transact({ readOnly: false, rollBack: options.rollBack ?? false }, actor, (scope) =>
    run({ ...scope, organizationId: actor.organizationId }),
  )
}

/** The same in a repeatable-read, read-only transaction: what is read together ties out. */
export function readScope<Result>(actor: Actor, run: (scope: Scope) => Promise<Result>): Promise<Result> {
  return transact({ readOnly: true, rollBack: false }, actor, (scope) =>
    run({ ...scope, organizationId: actor.organizationId }),
  )
}

/** One transaction over the platform's own tables. */
export function inHouse<Result>(run: (scope: HouseScope) => Promise<Result>): Promise<Result> {
  return transact({ readOnly: false, rollBack: false }, undefined, run)
}

async function transact<Result>(
  mode: { readOnly: boolean; rollBack: boolean },
  actor: Actor | undefined,
  run: (scope: HouseScope) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transactOnce(mode, actor, run)
    } catch (error) {
      const known = databaseError(error)
      const again = known !== null && (known.code === "40001" || known.code === "40P01")
      if (again && attempt < RETRIES) continue
      throw refusalOfConstraint(error) ?? error
    }
  }
}

async function transactOnce<Result>(
  mode: { readOnly: boolean; rollBack: boolean },
  actor: Actor | undefined,
  run: (scope: HouseScope) => Promise<Result>,
): Promise<Result> {
  const tx = await house().database.transaction(undefined, {
    ...(mode.readOnly ? { isolationLevel: "repeatable read", readOnly: true } : {}),
  })
  try {
    await tx.raw("select set_config('app.organization_id', ?, true)", [actor?.organizationId ?? ""])
    const now = (actor?.clock ?? house().clock)()
    const result = await run({
      tx,
      sql: sqlOn(tx),
      actor: actor?.name ?? "house",
      now,
      today: dateInTokyo(now),
      locale: actor?.locale ?? "ja",
    })
    await (mode.rollBack ? tx.rollback() : tx.commit())
    // commit() does not reject where COMMIT fails or its answer is lost; the transaction's own promise does.
    await tx.executionPromise
    return result
  } catch (error) {
    if (!tx.isCompleted()) await tx.rollback()
    throw error
  }
}

function sqlOn(tx: Knex.Transaction): Sql {
  return async <Row extends object>(parts: TemplateStringsArray, ...values: readonly unknown[]): Promise<Row[]> => {
    const text = parts.map((part) => part.replaceAll("?", "\\?")).join("?")
    const answer = await tx.raw<{ rows: Row[] }>(text, values.map(bindable))
    return answer.rows
  }
}

/** Instants go as ISO text, undefined as null; all else goes as the driver has it. */
const bindable = (value: unknown): Knex.Value =>
  value instanceof Date ? value.toISOString() : isBindable(value) ? value : null

const isBindable = (value: unknown): value is Knex.Value => value !== undefined
