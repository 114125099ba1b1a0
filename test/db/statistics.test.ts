import { beforeAll, describe, expect, test } from "vitest"
import { z } from "zod"
import { jobNamed } from "#app/platform/job.server.ts"
import { inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { confirmIssueRun } from "#app/reports/confirm-issue-run.server.ts"
import { statisticsOfRun } from "#app/reports/statistics/statistics-of-run.server.ts"
import { FrozenStatistic, type Statistic, statisticCodes } from "#app/reports/statistics/statistic.ts"
import { noteContractEvent } from "#app/subscriptions/contract/note-contract-event.server.ts"
import { type NewContract, openContract } from "#app/subscriptions/open-contract.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { idOf } from "#app/values/ids.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("legacy")
const shipping = { 521: "2026-11-16", 522: "2026-12-16", 523: "2027-01-16", 524: "2027-02-16" } as const

async function run(issue: keyof typeof shipping): Promise<ReadonlyMap<string, Statistic>> {
  const actor = await house.actor()
  house.setClock(`${shipping[issue]}T10:00:00+09:00`)
  const { runId } = await inScope(actor, (scope) =>
    confirmIssueRun(scope, { publication: "GARDEN", issue, shipsOn: calendarDate(shipping[issue]) }),
  )
  const statistics = await readScope(actor, (scope) => statisticsOfRun(scope, runId))
  return new Map(statistics.map((statistic) => [statistic.code, statistic]))
}

type Subject = { id: string; payerId: string; copies: number; offerId: string }

/** Paid terms of one recipient each: with units left, or ended with the issue given. */
const subjects = (scope: Scope, lastIssue: number | null, count: number) => scope.sql<Subject>`
  select contract.id, contract.payer_id as "payerId", line.copies, contract.offer_id as "offerId"
  from contract join publication on publication.id = contract.publication_id and publication.code = 'GARDEN'
  join contract_position as position on position.contract_id = contract.id
  join contract_line as line on line.contract_id = contract.id and line.recipient_id = contract.payer_id
  where contract.price_yen > 0 and contract.last_issue is not distinct from ${lastIssue}::integer and contract.start_issue < 520
    and (contract.last_issue is not null or position.served_units < contract.units - 6)
    and (select count(*) from contract_line as lines where lines.contract_id = contract.id) = 1
    and (select count(*) from contract_line as others where others.recipient_id = contract.payer_id) = 1
  order by contract.number limit ${count}::integer`

const at = (list: readonly Subject[], place: number): Subject => {
  const subject = list[place]
  if (!subject) throw new Error(`no subject ${place}`)
  return subject
}

const orderOf = (subject: Subject, startIssue: number, more: Partial<NewContract> = {}): NewContract => ({
  offerId: subject.offerId,
  payerId: idOf(subject.payerId),
  orderId: null,
  totalYen: 13_200 * subject.copies,
  recipients: [{ memberId: idOf(subject.payerId), copies: subject.copies }],
  startIssue,
  openedOn: calendarDate("2026-12-01"),
  sourceCode: "WEB-TOP",
  channel: "web",
  paymentWay: "invoice",
  ...more,
})

const end = (scope: Scope, subject: Subject, state: string, issue: number, reason = "") => scope.sql`
  update contract set state = ${state}, ended_on = ${scope.today}::date, ended_from_issue = ${issue}::integer, end_reason = ${reason}
  where id = ${subject.id}::uuid`

const hold = (scope: Scope, subject: Subject, reason: string) => scope.sql`
  insert into contract_hold (organization_id, contract_id, seq, from_issue, reason)
  values (${scope.organizationId}, ${subject.id}::uuid, 1, 522, ${reason})`

const resume = (scope: Scope, subject: Subject) => scope.sql`
  update contract_hold set until_issue = 523 where contract_id = ${subject.id}::uuid`

const transfer = (scope: Scope, from: string, to: string) => scope.sql`
  insert into contract_transfer (organization_id, from_id, to_id, deferred_yen, transferred_on)
  values (${scope.organizationId}, ${from}::uuid, ${to}::uuid, 0, ${scope.today}::date)`

let going: readonly Subject[] = []
let ended: readonly Subject[] = []
let angler: Subject
const reports = new Map<number, ReadonlyMap<string, Statistic>>()
const report = (issue: number, code: string) => {
  const found = reports.get(issue)?.get(code)
  if (!found) throw new Error(`no ${code} of ${issue}`)
  return found
}
const figure = (issue: number, field: string) => report(issue, "R1").totals[field]
const product = (issue: number, name: string) => report(issue, "R1").rows.find((row) => row.product === name)

/** Between 521 and 522: two holds, two ends, copies up and down, a renewal, grace, and a transfer each way. */
async function changeBefore522(scope: Scope) {
  going = await subjects(scope, null, 9)
  ended = await subjects(scope, 521, 3)
  const [other] = await scope.sql<{ id: string; payerId: string; offerId: string }>`
    select contract.id, payer_id as "payerId", offer_id as "offerId" from contract
    join publication on publication.id = contract.publication_id and publication.code = 'TSURI'
    where payer_id not in (select recipient_id from shipment join issue_run on issue_run.id = issue_run_id
      join publication as title on title.id = issue_run.publication_id and title.code = 'GARDEN')
      and payer_id not in (select payer_id from contract join publication as title on title.id = contract.publication_id
        and title.code = 'GARDEN')
    order by contract.number limit 1`
  if (!other) throw new Error("no reader of the other title alone")
  angler = { ...other, copies: 2 }
  await hold(scope, at(going, 0), "reader")
  await hold(scope, at(going, 1), "undeliverable")
  await end(scope, at(going, 2), "cancelled", 522, "価格")
  await end(scope, at(going, 3), "stopped", 522)
  const up = at(going, 4)
  await scope.sql`update contract_line set until_issue = 522 where contract_id = ${up.id}::uuid`
  await scope.sql`insert into contract_line (organization_id, contract_id, line_no, recipient_id, copies, from_issue)
    select organization_id, contract_id, 2, recipient_id, copies + 2, 522 from contract_line where contract_id = ${up.id}::uuid`
  await end(scope, at(going, 6), "transferred", 522)
  const [tsuri] = await scope.sql<{ id: string }>`select id from offer where code = 'T4'`
  const away = await openContract(scope, orderOf(at(going, 6), 89, { offerId: tsuri?.id ?? "" }))
  await transfer(scope, at(going, 6).id, away.id)
  await end(scope, angler, "transferred", 89)
  const { offerId } = at(going, 0)
  const here = await openContract(scope, orderOf(angler, 522, { offerId }))
  await transfer(scope, angler.id, here.id)
  const renewed = at(ended, 0)
  const previous = { id: idOf<"contract">(renewed.id), generation: 2, firstStartIssue: 400, effort: 1 }
  await openContract(scope, orderOf(renewed, 522, { previous }))
  await scope.sql`update contract set grace_issues = 2 where id = ${at(ended, 1).id}::uuid`
}

beforeAll(async () => {
  const actor = await house.actor()
  reports.set(521, await run(521))
  await inScope(actor, changeBefore522)
  reports.set(522, await run(522))
  await inScope(actor, async (scope) => {
    await resume(scope, at(going, 0))
    await resume(scope, at(going, 1))
    await scope.sql`update contract set state = 'active', ended_from_issue = null where id = ${at(going, 3).id}::uuid`
    await noteContractEvent(scope, idOf(at(going, 3).id), {
      kind: "reactivated",
      fromIssue: 523,
      happenedOn: scope.today,
      detail: {},
    })
    await openContract(
      scope,
      orderOf(at(ended, 2), 523, {
        previous: { id: idOf(at(ended, 2).id), generation: 2, firstStartIssue: 400, effort: 2 },
      }),
    )
  })
  reports.set(523, await run(523))
})

describe("C3 M1 the nine statistics of three issues", () => {
  test("all nine are frozen with each run, and every identity holds", () => {
    for (const [issue, statistics] of reports) {
      expect([...statistics.keys()], String(issue)).toEqual([...statisticCodes])
      for (const { code, identities } of statistics.values()) {
        expect(identities.length, code).toBeGreaterThan(0)
        expect(
          identities.filter(({ ok, left, right }) => !ok || left !== right),
          code,
        ).toEqual([])
      }
    }
  })

  test("M2 R1: closing of an issue is the opening of the next", () => {
    expect(figure(521, "closing")).toBe(2801)
    expect(figure(522, "opening")).toBe(2801)
    expect(figure(523, "opening")).toBe(figure(522, "closing"))
  })

  test("R1: each change has its one reason, and a renewed term none", () => {
    expect(figure(522, "held")).toBe(at(going, 0).copies)
    expect(figure(522, "undeliverable")).toBe(at(going, 1).copies)
    expect(figure(522, "cancelled")).toBe(at(going, 2).copies)
    expect(figure(522, "stopped")).toBe(at(going, 3).copies)
    expect(figure(522, "copiesUp")).toBe(2)
    expect(figure(522, "toTitles")).toBe(at(going, 6).copies)
    expect(figure(522, "fromTitles")).toBe(2)
    expect(figure(522, "started")).toBe(0)
    // Ended with 521 and neither renewed nor in grace; 156 ended without the changes.
    expect(figure(522, "expired")).toBe(156 - at(ended, 0).copies - at(ended, 1).copies)
    expect(product(522, "grace")).toMatchObject({ transferredIn: at(ended, 1).copies, closing: at(ended, 1).copies })
    expect(product(522, "paid")).toMatchObject({ transferredOut: at(ended, 1).copies + at(going, 6).copies })
    expect(figure(523, "resumed")).toBe(at(going, 0).copies + at(going, 1).copies)
    expect(figure(523, "revived")).toBe(at(going, 3).copies + at(ended, 2).copies)
  })

  test("R3 R5 R6: generations, grace apart, and what became of the terms that ended", () => {
    expect(report(522, "R3").totals.second).toBe(at(ended, 0).copies)
    expect(report(522, "R5").rows.find(({ block }) => block === "grace")?.copies).toBe(at(ended, 1).copies)
    const row = report(523, "R6").rows.find(({ issue }) => issue === 521)
    expect(row).toMatchObject({ effort1: 1, revived: 1, grace: 1 })
  })

  test("R9: what the next issue would take of the 前受金 was known", () => {
    const planned = report(522, "R9").rows.find(({ block, item }) => block === "runOff" && item === "523")
    expect(planned?.deferredYen).toBeGreaterThan(1_000_000)
    const carried = report(523, "R9").rows.find(({ item }) => item === "carried")
    expect(carried).toMatchObject(report(522, "R9").totals)
  })

  test("a figure that does not tie refuses the run", async () => {
    const actor = await house.actor()
    const broken = inScope(actor, async (scope) => {
      // A receivable of the title in the general ledger alone, as no command would post it.
      const [voucher] = await scope.sql<{ id: string }>`
        insert into voucher (organization_id, kind, source_key, effective_on, description, recorded_by)
        values (${scope.organizationId}, 'manual', 'broken', ${scope.today}::date, 'broken', 'test') returning id`
      await scope.sql`
        insert into voucher_line (organization_id, voucher_id, line_no, account_code, sub_account, tax_class, amount_yen, effective_on)
        select organization_id, ${voucher?.id}::uuid, case purpose when 'deferred' then 1 else 2 end, code, 'GARDEN', 'none',
          case purpose when 'deferred' then -1 else 1 end, ${scope.today}::date from account where purpose in ('deferred', 'receivable')`
      return confirmIssueRun(scope, { publication: "GARDEN", issue: 524, shipsOn: calendarDate(shipping[524]) })
    })
    await expect(broken).rejects.toMatchObject({ code: "proof-differs" })
  })
})

describe("the job issue-reports", () => {
  const write = async (issue: number) => {
    const job = await jobNamed("issue-reports")
    if (job?.of !== "organization") throw new Error("no job issue-reports")
    const flags = { publication: "GARDEN", issue, format: "json" }
    return job.run({ flags, actor: await house.actor(), progress: () => undefined })
  }

  test("M1 gives the nine as they were frozen", async () => {
    const { result } = await write(522)
    const { reports: given } = z.object({ reports: z.array(FrozenStatistic) }).parse(result)
    expect(given.map(({ code }) => code)).toEqual([...statisticCodes])
    expect(given[0]?.totals).toEqual(report(522, "R1").totals)
  })

  test("refuses an unknown issue, and one that is not confirmed", async () => {
    await expect(write(999)).rejects.toMatchObject({ code: "unknown-issue" })
    await expect(write(524)).rejects.toMatchObject({ code: "issue-not-confirmed" })
  })
})
