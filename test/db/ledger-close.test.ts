import { expect, test } from "vitest"
import { openVoucher, postingDate } from "#app/ledger/post-voucher.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { closeChecklist, closeChecklistForPage } from "#app/reports/close-checklist.server.ts"
import { closeMonth } from "#app/reports/close-month.server.ts"
import { closedFiles } from "#app/reports/closed-files.server.ts"
import { confirmIssueRun } from "#app/reports/confirm-issue-run.server.ts"
import { monthFiles } from "#app/reports/month-files.server.ts"
import { statisticOfRun } from "#app/reports/statistics/statistics-of-run.server.ts"
import { paperForMonth } from "#app/reports/paper-for-month.server.ts"
import { calendarDate, month } from "#app/values/calendar.ts"
import { controlTotals } from "#templates/paper.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("legacy")
const november = month("2026-11")

test("a month with an unconfirmed issue is not closed without a reason, and nothing of the try stays", async () => {
  house.setClock("2026-12-01T09:30:00+09:00")
  const actor = await house.actor()
  const items = await readScope(actor, (scope) => closeChecklist(scope, november))
  const states = Object.fromEntries(items.map(({ key, state }) => [key, state]))
  expect(states).toEqual({
    "month-over": "ok",
    "issues-confirmed": "fail",
    "services-billed": "ok",
    "stripe-applied": "ok",
    "orders-made": "ok",
    "earlier-closed": "warn",
    "books-tie": "ok",
  })
  await expect(inScope(actor, (scope) => closeMonth(scope, { month: november }))).rejects.toMatchObject({
    code: "checklist-not-clear",
    options: { field: "explanation", status: 409 },
  })
  await expect(inScope(actor, (scope) => closeMonth(scope, { month: november, explanation: "  " }))).rejects.toThrow(
    "GARDEN 521",
  )
  const after = await readScope(actor, (scope) => scope.sql`select month from voucher_number`)
  expect(after).toEqual([])
})

test("the present month can be closed before its end; the checklist only warns", async () => {
  house.setClock("2026-11-16T10:00:00+09:00")
  const items = await readScope(await house.actor(), (scope) => closeChecklist(scope, november))
  expect(items.find(({ key }) => key === "month-over")?.state).toBe("warn")
})

test("E3 E4 the month's papers tie to the general ledger and to each other", async () => {
  const actor = await house.actor()
  await inScope(actor, (scope) =>
    confirmIssueRun(scope, { publication: "GARDEN", issue: 521, shipsOn: calendarDate("2026-11-16") }),
  )
  await readScope(actor, async (scope) => {
    const vouchers = controlTotals(await paperForMonth(scope, november, "vouchers"))
    expect(vouchers).toEqual({ rows: 4, sums: { 借方: 2_904_531, 貸方: 2_904_531 } })
    const { sums: deferred } = controlTotals(await paperForMonth(scope, november, "deferred"))
    expect(deferred).toEqual({
      前月末残高: 36_950_478,
      入金: 0,
      売上計上: 2_658_997,
      "返金・その他": 0,
      当月末残高: 36_950_478 - 2_658_997,
    })
    // Two titles, each by coming months; the sum is the month's 前受金, whatever the calendar says.
    const runOff = await paperForMonth(scope, november, "runoff")
    expect(controlTotals(runOff).sums).toEqual({ 取崩額: 36_950_478 - 2_658_997 })
    expect(runOff.rows.filter(({ kind }) => kind === "group").map(({ cells }) => cells[0])).toEqual([
      "GARDEN 月刊ガーデン",
      "TSURI 季刊つり手帖",
    ])
    // R9, frozen with the run by a statement of its own, expects the same of the next issues.
    const [run] = await scope.sql<{ id: string }>`select id from issue_run where issue_number = 521 and kind = 'main'`
    const byIssue =
      (await statisticOfRun(scope, run?.id ?? "", "R9"))?.rows.filter(({ block }) => block === "runOff") ?? []
    const garden = runOff.rows.slice(1, 4).map(({ cells }) => cells[1])
    expect(garden).toEqual(byIssue.slice(0, 3).map(({ deferredYen }) => deferredYen))
    expect(garden[0]).toBeGreaterThan(1_000_000)
    // One voucher of sales at 10 %: 2,640,490 + 264,041 (GARDEN 521).
    const tax = await paperForMonth(scope, november, "tax")
    expect(tax.rows[0]?.cells.slice(0, 5)).toEqual([
      "課税資産の譲渡等(売上)",
      "課税売上10%",
      2_640_490,
      264_041,
      2_904_531,
    ])
    expect(tax.rows.at(-1)?.cells[3]).toBe(0)
    const ageing = controlTotals(await paperForMonth(scope, november, "ageing"))
    expect(ageing.sums["売掛金"]).toBe(3_260_376 + 245_534)
    // A month later the same charges are older; none is lost.
    const december = controlTotals(await paperForMonth(scope, month("2026-12"), "ageing"))
    expect(december.sums).toMatchObject({ 売掛金: 3_505_910, "0〜30日": 0, "31〜60日": 245_534, "61〜90日": 3_260_376 })
  })
})

test("E2 M7 closing numbers, locks and keeps the pack; again it gives the same files; made again they are the same bytes", async () => {
  house.setClock("2026-12-01T09:30:00+09:00")
  const actor = await house.actor()
  const first = await inScope(actor, (scope) => closeMonth(scope, { month: november }))
  expect(first).toMatchObject({ vouchers: 1, alreadyDone: false })
  expect(first.files).toHaveLength(25)
  house.setClock("2027-01-20T18:00:00+09:00")
  const second = await inScope(actor, (scope) => closeMonth(scope, { month: november }))
  expect(second).toEqual({ ...first, alreadyDone: true })
  // A calendar that changes afterwards changes what is expected now, and not what was expected then.
  const open = () => readScope(actor, (scope) => paperForMonth(scope, month("2026-12"), "runoff"))
  const before = await open()
  await inScope(actor, (scope) => scope.sql`update issue set ships_on = ships_on + 40 where number = 523`)
  expect((await open()).rows).not.toEqual(before.rows)
  const again = await readScope(actor, (scope) => monthFiles(scope, november))
  expect(again.map(({ name, sha256 }) => ({ name, sha256 })).sort(byName)).toEqual([...first.files].sort(byName))
  const kept = await readScope(actor, (scope) => closedFiles(scope, november, 1))
  expect(kept.map(({ name }) => name)).toContain("books-engei-2026-11.zip")
})

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)

test.each(["2026-11-30", "2026-11-01", "2026-10-31"])(
  "E6 a closed month takes no voucher, nor does what lies beneath it: %s",
  async (day) => {
    const late = { kind: "manual", sourceKey: "late", effectiveOn: calendarDate(day), description: "遅れ" } as const
    const posting = inScope(await house.actor(), (scope) => openVoucher(scope, late))
    await expect(posting).rejects.toMatchObject({ code: "closed_month_refuses_vouchers" })
  },
)

test("what happens in a closed month is posted on the first open day after it", async () => {
  const on = (day: string) =>
    house.actor().then((actor) => inScope(actor, (scope) => postingDate(scope, calendarDate(day))))
  expect([await on("2026-11-20"), await on("2026-10-05"), await on("2026-12-03")]).toEqual([
    "2026-12-01",
    "2026-12-01",
    "2026-12-03",
  ])
})

test("books that do not tie out are not closed by any reason", async () => {
  const actor = await house.actor()
  const december = month("2026-12")
  const broken = inScope(actor, async (scope) => {
    await scope.sql`update contract_position set deferred_yen = deferred_yen + 1
      where contract_id = (select contract_id from contract_position where deferred_yen > 0 limit 1)`
    return closeMonth(scope, { month: december, explanation: "後で直す" })
  })
  await expect(broken).rejects.toMatchObject({ code: "books-do-not-tie" })
})

test("the page tells what last night's check found; a difference, or no check since yesterday, asks the books at once", async () => {
  house.setClock("2026-11-17T09:00:00+09:00")
  const tied = async () => {
    const items = await readScope(await house.actor(), (scope) => closeChecklistForPage(scope, november))
    const last = items.at(-1)
    return [last?.key, last?.state, last?.detail.ja]
  }
  const [key, state, now] = await tied()
  expect([key, state, now]).toEqual(["books-tie", "ok", expect.stringMatching(/^\d+項目すべて一致$/)])
  const keep = async (at: string, ok: boolean) =>
    inScope(
      await house.actor(),
      (scope) => scope.sql`
        insert into job_run (organization_id, name, started_at, finished_at, outcome, result)
        values (${scope.organizationId}, 'check-books', ${at}::timestamptz, ${at}::timestamptz, ${ok ? "done" : "refused"},
          ${JSON.stringify({ ok, identities: { I1: true, I2: ok } })}::jsonb)`,
    )
  await keep("2026-11-15T02:30:00+09:00", true)
  expect(await tied()).toEqual([key, state, now])
  await keep("2026-11-17T02:30:00+09:00", true)
  expect((await tied()).at(-1)).toBe("2項目すべて一致(2026-11-17 02:30の照合。締めるときにもう一度照合します)")
  await keep("2026-11-17T03:30:00+09:00", false)
  expect(await tied()).toEqual([key, state, now])
})
