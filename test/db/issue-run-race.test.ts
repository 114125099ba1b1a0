import { describe, expect, test } from "vitest"
import { openDatabase } from "#app/platform/database.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("legacy")

describe("negative control of the race", () => {
  test("without the unique keys and the lock the same race serves the issue twice", async () => {
    const owner = openDatabase(house.ownerUrl, 1)
    await owner.raw("drop index an_issue_has_one_main_run")
    await owner.raw("alter table served_unit drop constraint unit_is_served_once")
    await owner.raw("alter table voucher drop constraint voucher_source_is_unique")
    await owner.raw(
      "create unique index voucher_source_is_unique on voucher (organization_id, source_key, id)", // openVoucher names no other key
    )
    await owner.destroy()
    const serveTwice = async () => {
      const actor = await house.actor()
      return inScope(actor, async (scope) => {
        const rows = await scope.sql<{ id: string }>`
          insert into issue_run (organization_id, publication_id, issue_number, kind, ships_on, confirmed_at, confirmed_by)
          select organization_id, id, 521, 'main', '2026-11-16', ${scope.now}, 'race' from publication where code = 'GARDEN'
          on conflict do nothing returning id`
        await scope.sql`
          insert into served_unit (organization_id, contract_id, unit_no, issue_run_id)
          select organization_id, contract_id, units_after, ${rows[0]?.id}::uuid from next_serving where start_issue <= 521`
        return rows.length
      })
    }
    expect(await Promise.all([serveTwice(), serveTwice()])).toEqual([1, 1])
    const doubled = await readScope(
      await house.actor(),
      (scope) =>
        scope.sql`select contract_id from served_unit group by contract_id, unit_no having count(*) > 1 limit 1`,
    )
    expect(doubled).toHaveLength(1)
  })
})
