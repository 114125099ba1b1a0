import { readFileSync } from "node:fs"
import type { Knex } from "knex"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { billServices } from "#app/desk/services/bill-services.server.ts"
import { openServiceContract } from "#app/desk/services/open-service-contract.server.ts"
import { addServiceItem } from "#app/desk/services/save-service-item.server.ts"
import { serviceItemForm } from "#app/desk/services/service-form.ts"
import { databaseError, openDatabase } from "#app/platform/database.server.ts"
import { inScope, readScope, type Sql } from "#app/platform/scope.server.ts"
import { closeMonth } from "#app/reports/close-month.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { calendarDate, month } from "#app/values/calendar.ts"
import { seededRandom } from "#test/support/seeded-random.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

// F19: the books and the audit log are changed or deleted, as the app's role and as a superuser. The rights are read from db/schema.sql.

const seed = Number(process.env.FAULT_SEED ?? 20261129)
const DENIED = "42501"

type Rights = Readonly<{ table: string; column: string; lacks: readonly ("update" | "delete")[] }>

/** Each table of the schema with what the app's role may not do to it. */
const tables: readonly Rights[] = readFileSync("db/schema.sql", "utf8")
  .split("\n\n")
  .flatMap((text) => {
    const table = /^table (\w+) -- behind the wall/.exec(text)?.[1]
    const rights = /teiki_app may (.+)$/m.exec(text)?.[1]?.split(", ") ?? []
    const column = /^ {2}(\w+) /m.exec(text)?.[1] ?? ""
    const lacks = (["update", "delete"] as const).filter((right) => !rights.includes(right))
    return table === undefined || lacks.length === 0 ? [] : [{ table, column, lacks }]
  })

/** What must never change, whatever the schema comes to say. */
const books = ["voucher", "voucher_line", "voucher_number", "movement", "seminar_movement", "service_movement", "service_bill", "service_bill_line", "period_event", "closed_file", "closed_balance", "posting_total", "payment",
  "payment_allocation", "served_unit", "issued_paper", "issued_paper_line", "issued_paper_rate", "stored_file", "audit_entry"] // prettier-ignore

const house = useHouse("empty")
const world = smallWorld(house)
const random = seededRandom(seed)

beforeAll(async () => {
  await world.found()
  for (let no = 0; no < 3; no += 1) {
    const contract = await world.order(await world.reader(), "M12")
    await world.pay(contract, 11_000)
  }
  await world.ship("TSUKI", 2)
  await world.act(async (scope) => {
    const plan = { code: "BASIC", kind: "plan", name: "基本", monthlyYen: "30000" }
    await addServiceItem(scope, serviceItemForm("ja").parse(plan))
    const [payer] = await scope.sql<{ number: string }>`select number from member order by number limit 1`
    const terms = { startsOn: calendarDate("2026-04-01"), planCode: "BASIC", optionCodes: [] }
    await openServiceContract(scope, { ...terms, payerNumber: payer?.number ?? "" })
    await billServices(scope, calendarDate("2026-04-30"))
  })
  await world.act((scope) => closeMonth(scope, { month: month("2026-04"), explanation: "試験" }))
})
afterAll(async () => expect(await world.differences()).toEqual([]))

const outcomeOf = async (sql: string) =>
  inScope(await house.actor("tsuki"), (scope) => Promise.resolve(scope.tx.raw<unknown>(sql))).then(
    () => "accepted",
    (error: unknown) => databaseError(error)?.code ?? String(error),
  )

describe("F19 tampering as the app's role", () => {
  test("the schema gives no right to change or delete what the books are made of", () => {
    const locked = tables.filter(({ lacks }) => lacks.length === 2).map(({ table }) => table)
    expect(locked).toEqual(expect.arrayContaining(books))
  })

  test.each(tables.flatMap(({ table, column, lacks }) => lacks.map((right) => ({ table, column, right }))))(
    "$right of $table is refused",
    async ({ table, column, right }) => {
      const sql = right === "update" ? `update ${table} set ${column} = ${column}` : `delete from ${table}`
      expect(await outcomeOf(sql)).toBe(DENIED)
    },
  )

  test.each([
    "truncate voucher",
    "insert into posting_total (organization_id, effective_on, account_code, sub_account, amount_yen) values (current_organization(), '2026-04-01', '111', '', 1)",
    "alter table voucher_line disable trigger all",
    "drop table audit_entry",
    "set role postgres",
  ])("%s is refused", async (sql) => {
    expect(await outcomeOf(sql)).toBe(DENIED)
  })
})

/** What a superuser may do to a row of the books, and the identity that must tell it. */
const tamperings = [
  ["a line's amount", "update voucher_line set amount_yen = amount_yen + ? where amount_yen > 0", "I1"],
  ["both sides of a voucher", "update voucher_line set amount_yen = amount_yen * ? where voucher_id = (select voucher_id from movement limit 1)", "I2"],
  ["a deleted voucher's lines", "delete from voucher_line where voucher_id = (select id from voucher where kind = 'payment' limit 1)", "I2"],
  ["a movement's yen", "update movement set deferred_yen = deferred_yen - ? where cause = 'payment'", "I2"],
  ["a contract's position", "update contract_position set deferred_yen = deferred_yen + ? where deferred_yen > 0", "I2"],
  ["the tax of an issue", "update movement set net_yen = net_yen - ?, tax_yen = tax_yen + 1 where cause = 'issue'", "I4"],
  ["a service's bill", "update service_bill set net_yen = net_yen + ?", "I4"],
  ["a line of a service's bill", "update service_bill_line set net_yen = net_yen + ?", "I4"],
  ["what a service's bill is owed", "update service_position set receivable_yen = receivable_yen - ?", "I3"],
  ["a unit served", "delete from served_unit", "I9"],
  ["a closed month's balance", "update closed_balance set amount_yen = amount_yen + ? where amount_yen > 0", "closed"],
  ["what a day posted", "update posting_total set amount_yen = amount_yen + ? where amount_yen > 0", "totals"],
  ["what a day posted, taken out", "delete from posting_total where amount_yen > ?", "totals"],
  ["an audit entry's actor", "update audit_entry set actor = 'nobody' where seq = ?", "audit"],
  ["an audit entry taken out", "delete from audit_entry where seq = ?", "audit"],
] as const // prettier-ignore

/** The checker's statements, which bind nothing, within the tampering's own transaction. */
const sqlOn =
  (tx: Knex.Transaction): Sql =>
  async <Row extends object>(parts: TemplateStringsArray): Promise<Row[]> =>
    (await tx.raw<{ rows: Row[] }>(parts.join("").replaceAll("?", "\\?"))).rows

describe(`F19 tampering as a superuser (FAULT_SEED=${seed})`, () => {
  test.each(tamperings)("%s shows", async (_what, sql, identity) => {
    const owner = openDatabase(house.ownerUrl, 1)
    const tx = await owner.transaction()
    try {
      // The triggers that hold the books are off, as whoever tampers would have them.
      await tx.raw("set local session_replication_role = replica")
      const changed = await tx.raw<{ rowCount: number }>(sql, sql.includes("?") ? [2 + Math.floor(random() * 3)] : [])
      expect(changed.rowCount, `FAULT_SEED=${seed}`).toBeGreaterThan(0)
      const found = await readScope(await house.actor("tsuki"), (scope) => checkBooks({ ...scope, sql: sqlOn(tx) }))
      expect(found.differences.map((difference) => difference.identity)).toContain(identity)
    } finally {
      await tx.rollback()
      await owner.destroy()
    }
  })
})
