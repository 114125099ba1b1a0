import { readFile } from "node:fs/promises"
import { describe, expect, test } from "vitest"
import { z } from "zod"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { confirmIssueRun } from "#app/reports/confirm-issue-run.server.ts"
import { labelFileForRun } from "#app/subscriptions/shipping/label-file-for-run.server.ts"
import { totalsForRun } from "#app/subscriptions/totals-for-run.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("legacy")

const Expected = z.object({
  nextIssueRun: z.record(
    z.string(),
    z.object({
      issue: z.number(),
      copies: z.number(),
      netYen: z.number(),
      taxYen: z.number(),
      fromDeferredYen: z.number(),
      toReceivableYen: z.number(),
    }),
  ),
})

const shipping = { GARDEN: "2026-11-16", TSURI: "2026-12-18" } as const

async function run(publication: keyof typeof shipping, issue: number) {
  return inScope(await house.actor(), (scope) =>
    confirmIssueRun(scope, { publication, issue, shipsOn: calendarDate(shipping[publication]) }),
  )
}

const count = async (table: "served_unit" | "movement" | "voucher" | "shipment" | "issue_run") => {
  const rows = await readScope(await house.actor(), (scope) =>
    scope.tx(table).count<{ count: number }[]>({ count: "*" }),
  )
  return rows[0]?.count ?? 0
}

describe("the issue run of a real base", () => {
  test("an issue whose predecessor is not confirmed is refused", async () => {
    await expect(run("GARDEN", 522)).rejects.toMatchObject({ code: "earlier-issue-open" })
  })

  test("an unknown title or issue is refused, and an issue shipped by the older system, too", async () => {
    await expect(run("GARDEN", 999)).rejects.toMatchObject({ code: "unknown-issue" })
    await expect(run("GARDEN", 520)).rejects.toMatchObject({ code: "issue-already-shipped-otherwise" })
  })

  test("a shipping date before the takeover or far from the plan is refused", async () => {
    const actor = await house.actor()
    for (const shipsOn of ["2025-11-05", "2026-10-15", "2062-11-05"]) {
      const slip = inScope(actor, (scope) =>
        confirmIssueRun(scope, { publication: "GARDEN", issue: 521, shipsOn: calendarDate(shipsOn) }),
      )
      await expect(slip, shipsOn).rejects.toMatchObject({ code: "ships-on-unlikely" })
    }
  })

  test("an issue that is skipped does not ship, and the one after it need not wait for it", async () => {
    const actor = await house.actor()
    await inScope(actor, async (scope) => {
      await scope.sql`update issue set skipped_on = ${scope.today}::date where number = 521`
    })
    await expect(run("GARDEN", 521)).rejects.toMatchObject({ code: "issue-skipped" })
    const after = inScope(
      actor,
      (scope) => confirmIssueRun(scope, { publication: "GARDEN", issue: 522, shipsOn: calendarDate("2026-12-16") }),
      { rollBack: true },
    )
    await expect(after).resolves.toMatchObject({ alreadyDone: false })
    await inScope(actor, (scope) => scope.sql`update issue set skipped_on = null where number = 521`)
  })

  test("two runs at once: one serves, the other finds it done; C1 E1 the totals equal to the yen", async () => {
    const [first, second] = await Promise.all([run("GARDEN", 521), run("GARDEN", 521)])
    expect([first.alreadyDone, second.alreadyDone].sort()).toEqual([false, true])
    const { nextIssueRun } = Expected.parse(JSON.parse(await readFile("db/seeds/legacy/control-totals.json", "utf8")))
    const totals = await readScope(await house.actor(), (scope) => totalsForRun(scope, first.runId))
    const { issue, ...expected } = nextIssueRun.GARDEN ?? { issue: 0 }
    expect(issue).toBe(521)
    expect(totals).toMatchObject(expected)
  })

  test("the other title's run, on its own date, equals its control totals, too", async () => {
    const { runId } = await run("TSURI", 89)
    const { nextIssueRun } = Expected.parse(JSON.parse(await readFile("db/seeds/legacy/control-totals.json", "utf8")))
    const { issue, ...expected } = nextIssueRun.TSURI ?? { issue: 0 }
    expect(issue).toBe(89)
    expect(await readScope(await house.actor(), (scope) => totalsForRun(scope, runId))).toMatchObject(expected)
  })

  test("I9 a further run of the same issue adds no row", async () => {
    const before = [
      await count("served_unit"),
      await count("movement"),
      await count("voucher"),
      await count("shipment"),
    ]
    expect((await run("GARDEN", 521)).alreadyDone).toBe(true)
    expect([
      await count("served_unit"),
      await count("movement"),
      await count("voucher"),
      await count("shipment"),
    ]).toEqual(before)
  })

  test("one voucher per title and tax class, and the books tie out", async () => {
    const actor = await house.actor()
    const vouchers = await readScope(
      actor,
      (scope) => scope.sql`select source_key from voucher where kind = 'issue-run' order by source_key`,
    )
    expect(vouchers).toEqual([{ source_key: "issue-run:GARDEN:521:10" }, { source_key: "issue-run:TSURI:89:10" }])
    expect((await readScope(actor, checkBooks)).differences).toEqual([])
  })

  test("the label file is sorted by postal code, in CP932 with CRLF, a row for each line of the run", async () => {
    const actor = await house.actor()
    const file = await readScope(actor, async (scope) => {
      const { runId } = await confirmed(scope)
      return labelFileForRun(scope, runId)
    })
    const text = new TextDecoder("shift_jis").decode(await readFile(file?.path ?? ""))
    const rows = text.trimEnd().split("\r\n").slice(1)
    const codes = rows.map((row) => row.slice(0, 8))
    expect(rows.length).toBe(file?.rows)
    expect(codes).toEqual([...codes].sort())
    expect(text).toContain("山﨑")
    expect(text).not.toMatch(/\?|\uFFFD/)
  })

  test("M2 R1: opening + increases − decreases = closing, and closing equals the copies shipped", async () => {
    const [row] = await readScope(
      await house.actor(),
      (scope) => scope.sql<{ content: unknown }>`
        select content from issue_run_result join issue_run on issue_run.id = issue_run_id
        where issue_run_result.kind = 'R1' and issue_number = 521`,
    )
    const report = z
      .object({
        previousIssue: z.number(),
        totals: z.object({ opening: z.number(), closing: z.number(), started: z.number(), expired: z.number() }),
        identities: z.array(z.object({ ok: z.boolean() })),
      })
      .parse(row?.content)
    expect(report.previousIssue).toBe(520)
    expect(report.totals.closing).toBe(2801)
    expect(report.identities.every(({ ok }) => ok)).toBe(true)
    expect(report.totals.started).toBeGreaterThan(0)
    expect(report.totals.expired).toBeGreaterThan(0)
  })
})

async function confirmed(scope: Parameters<Parameters<typeof readScope>[1]>[0]) {
  return confirmIssueRun(scope, { publication: "GARDEN", issue: 521, shipsOn: calendarDate("2026-11-16") })
}
