import { beforeAll, expect, test } from "vitest"
import { auditEach } from "#app/platform/audit.server.ts"
import { seminarWorld } from "#test/support/seminar-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const office = seminarWorld(useHouse("empty"))

beforeAll(office.found)

test("lines written together keep their order, and each is chained to the one before", async () => {
  await office.act((scope) => auditEach(scope, "try-together", ["う", "あ", "い"], { why: "見本" }))
  const lines = await office.look(
    (scope) => scope.sql<{ subject: string; detail: unknown; is_chained: boolean; is_true: boolean }>`
      select subject, detail, previous_hash = coalesce((select hash from audit_entry as earlier
        where earlier.seq = audit_entry.seq - 1), '') as is_chained, hash = audit_hash(audit_entry) as is_true
      from audit_entry where action = 'try-together' order by seq`,
  )
  const line = (subject: string) => ({ subject, detail: { why: "見本" }, is_chained: true, is_true: true })
  expect(lines).toEqual([line("う"), line("あ"), line("い")])
})

test("no subject, no line", async () => {
  await office.act((scope) => auditEach(scope, "try-nothing", []))
  expect(await office.look((scope) => scope.sql`select from audit_entry where action = 'try-nothing'`)).toEqual([])
})
