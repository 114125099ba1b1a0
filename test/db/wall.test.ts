import { describe, expect, test } from "vitest"
import { databaseError } from "#app/platform/database.server.ts"
import { house as openHouse } from "#app/platform/house.server.ts"
import { inHouse, inScope, readScope } from "#app/platform/scope.server.ts"
import { saveOrganization } from "#app/identity/save-organization.server.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("legacy")

const codeOf = async (act: Promise<unknown>) =>
  act.then(
    () => "accepted",
    (error: unknown) => databaseError(error)?.code ?? String(error),
  )

const DENIED = "42501"

describe("the wall between organizations", () => {
  test("A10 another organization sees no row of any tenant table, and can write none into it", async () => {
    await inHouse((scope) =>
      saveOrganization(scope, {
        ...{ code: "other", name: "他社", nameKana: "", nameEnglish: "", postalCode: "", address: "", phone: "" },
        ...{ email: "", registrationNumber: null, embedOrigins: [] },
      }),
    )
    const other = await house.actor("other")
    const engei = await house.actor()
    const tables = await readScope(
      engei,
      (scope) => scope.sql<{ name: string }>`
        select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relforcerowsecurity`,
    )
    expect(tables.length).toBeGreaterThan(20)
    for (const { name } of tables) {
      const seen = await readScope(other, (scope) => scope.tx(name).select(scope.tx.raw("1")).limit(1))
      expect(seen, name).toEqual([])
    }
    const write = inScope(
      other,
      (scope) => scope.sql`
        insert into member (organization_id, number, family_name, origin) values (${engei.organizationId}, 'X', 'x', 'staff')`,
    )
    expect(await codeOf(write)).toBe(DENIED)
  })

  test("outside a Scope no tenant row is visible", async () => {
    expect(await inHouse((scope) => scope.sql`select from member limit 1`)).toEqual([])
  })

  test("pooled connections carry no organization over from one transaction to the next", async () => {
    await Promise.all(
      Array.from({ length: 30 }, async () => readScope(await house.actor(), (scope) => scope.sql`select`)),
    )
    const left = await openHouse().database.raw<{ rows: { setting: string | null }[] }>(
      "select nullif(current_setting('app.organization_id', true), '') as setting",
    )
    expect(left.rows).toEqual([{ setting: null }])
  })

  test("the app's role owns nothing, bypasses nothing and creates nothing", async () => {
    const [role] = await inHouse(
      (scope) => scope.sql<{ name: string; bypasses: boolean; superuser: boolean; owned: number }>`
        select rolname as name, rolbypassrls as bypasses, rolsuper as superuser,
          (select count(*) from pg_class where relowner = pg_roles.oid)::integer as owned
        from pg_roles where rolname = current_user`,
    )
    expect(role).toEqual({ name: "teiki_app", bypasses: false, superuser: false, owned: 0 })
    expect(await codeOf(inHouse((scope) => scope.sql`create table stray (id integer)`))).toBe(DENIED)
  })
})

describe("books and audit log", () => {
  const tampering = {
    "change a voucher": "update voucher set description = 'x'",
    "delete a voucher": "delete from voucher",
    "change a line": "update voucher_line set amount_yen = 1",
    "delete a movement": "delete from movement",
    "change a movement": "update movement set deferred_yen = 0",
    "reopen a month by deleting its closing": "delete from period_event",
    "change the audit log": "update audit_entry set actor = 'nobody'",
    "delete from the audit log": "delete from audit_entry",
    "delete a served unit": "delete from served_unit",
    "delete a payment": "delete from payment",
  } as const

  test.each(Object.entries(tampering))("the app's role cannot %s", async (_what, sql) => {
    const actor = await house.actor()
    expect(await codeOf(inScope(actor, (scope) => Promise.resolve(scope.tx.raw(sql))))).toBe(DENIED)
  })

  test("E2 a voucher whose lines do not sum to zero is refused by the database", async () => {
    const actor = await house.actor()
    const unbalanced = inScope(actor, async (scope) => {
      const [voucher] = await scope.sql<{ id: string }>`
        insert into voucher (organization_id, kind, source_key, effective_on, description, recorded_by)
        values (${scope.organizationId}, 'manual', 'test:unbalanced', '2026-11-01', 'x', 'test') returning id`
      await scope.sql`
        insert into voucher_line (organization_id, voucher_id, line_no, account_code, tax_class, amount_yen, effective_on)
        values (${scope.organizationId}, ${voucher?.id}::uuid, 1, '111', 'none', 1000, '2026-11-01'),
          (${scope.organizationId}, ${voucher?.id}::uuid, 2, '318', 'none', -999, '2026-11-01')`
    })
    await expect(unbalanced).rejects.toMatchObject({ constraint: "voucher_lines_sum_to_zero" })
  })

  test("N1 the audit log is chained, and a change by a superuser shows", async () => {
    const actor = await house.actor()
    const broken = () =>
      readScope(
        actor,
        (scope) => scope.sql`
          select seq from (select seq, hash <> audit_hash(audit_entry) or previous_hash <> lag(hash, 1, '') over (order by seq) as broken
            from audit_entry) as entries where broken`,
      )
    expect(await broken()).toEqual([])
    const { openDatabase } = await import("#app/platform/database.server.ts")
    const owner = openDatabase(house.ownerUrl, 1)
    await owner.raw("update audit_entry set action = 'nothing happened' where seq = 1")
    await owner.destroy()
    expect(await broken()).toEqual([{ seq: 1 }])
  })
})
