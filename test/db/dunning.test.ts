import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { dunningLevelsForm } from "#app/billing/dunning/dunning-level.ts"
import { dunningLevels, saveDunningLevels } from "#app/billing/dunning/dunning-levels.server.ts"
import { invoicesOverdue } from "#app/billing/dunning/invoices-overdue.server.ts"
import { noticesSent } from "#app/billing/dunning/notices-sent.server.ts"
import { sendInvoiceNotices } from "#app/billing/dunning/send-invoice-notices.server.ts"
import { invoiceContract } from "#app/billing/papers/invoice-contract.server.ts"
import { payerTerms, savePayerTerms } from "#app/billing/papers/payer-terms.server.ts"
import { paymentsDue } from "#app/subscriptions/renewal/payments-due.server.ts"
import { addDays, calendarDate, type CalendarDate } from "#app/values/calendar.ts"
import type { ContractId, MemberId } from "#app/values/ids.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)
const DUE = calendarDate("2026-05-31")
const on = (days: number): CalendarDate => addDays(DUE, days)
const to = { name: "株式会社つばめ", department: "総務部", honorific: "御中" }

const overdue = (asOf: CalendarDate) => world.look((scope) => invoicesOverdue(scope, asOf))
const send = async (asOf: CalendarDate) => {
  world.today(asOf)
  const { mails, letters } = await world.act((scope) => sendInvoiceNotices(scope, asOf))
  return [mails, letters]
}
const mails = () =>
  world.look(
    (scope) => scope.sql<{ recipient: string; subject: string; body: string }>`
      select recipient, subject, body_text as body from outbox where dedupe_key like 'dunning:%' order by id`,
  )

async function invoiced(payer: MemberId, offer = "M12", dueOn = DUE): Promise<ContractId> {
  const contract = await world.order(payer, offer, { paymentWay: "invoice" })
  await world.act((scope) => invoiceContract(scope, { contractId: contract, addressee: to, dueOn }))
  return contract
}

beforeAll(world.found)
afterAll(async () => expect(await world.differences()).toEqual([]))

describe("B4 reminders of invoices (督促)", () => {
  test("a payer is reminded once a level, by one mail about all that is overdue; the last level goes by post", async () => {
    const payer = await world.reader({ companyName: "つばめ商会" })
    const [first] = [await invoiced(payer), await invoiced(payer, "Q4", addDays(DUE, 10))]
    expect(await overdue(on(6))).toEqual([])
    const [one] = await overdue(on(7))
    expect(one).toMatchObject({ level: 1, channel: "mail", leftYen: 11_000 })
    expect(await send(on(7))).toEqual([1, 0])
    expect(await send(on(7))).toEqual([0, 0])
    expect(await send(on(16))).toEqual([0, 0])
    // The other invoice has reached its first level; the mail lists both, and the first is not at a new level.
    expect(await send(on(17))).toEqual([1, 0])
    const sent = await mails()
    expect(sent.map(({ body }) => body.match(/合計: ([\d,]+)円/)?.[1])).toEqual(["11,000", "17,600"])
    expect(sent[0]?.subject).toBe("【つき出版】お支払いのお願い")
    expect(await send(on(21))).toEqual([1, 0])
    expect((await mails()).at(-1)?.subject).toContain("再度のお願い")
    // 31 days: the second invoice is at its second level.
    expect(await send(on(31))).toEqual([1, 0])
    expect(await send(on(45))).toEqual([0, 1])
    await world.pay(first, 11_000)
    expect(await send(on(55))).toEqual([0, 1])
    expect(await send(on(100))).toEqual([0, 0])
    const notices = await world.look(noticesSent)
    expect(notices.map(({ level, leftYen }) => [level, leftYen])).toEqual([
      [3, 6_600],
      [3, 11_000],
      [2, 6_600],
      [2, 11_000],
      [1, 6_600],
      [1, 11_000],
    ])
    expect(notices.filter(({ letterFileId }) => letterFileId !== null)).toHaveLength(2)
  })

  test("days that no job ran are not made up for: the level reached counts, once", async () => {
    const payer = await world.reader()
    await invoiced(payer, "M12", on(60))
    expect(await send(on(60 + 30))).toEqual([1, 0])
    expect((await world.look(noticesSent))[0]).toMatchObject({ level: 2, leftYen: 11_000 })
    expect(await send(on(60 + 31))).toEqual([0, 0])
  })

  test("paid in part it asks for the rest; a payer with whom somebody talks is left alone; one without mail gets a letter", async () => {
    const [part, talks, noMail] = [await world.reader(), await world.reader(), await world.reader()]
    await world.act((scope) => scope.sql`update member set email = '' where id = ${noMail}::uuid`)
    const contract = await invoiced(part, "M12", on(200))
    for (const payer of [talks, noMail]) await invoiced(payer, "M12", on(200))
    await world.pay(contract, 9_900)
    const terms = await world.look((scope) => payerTerms(scope, talks))
    await world.act((scope) => savePayerTerms(scope, talks, { ...terms, isNotDunned: true }))
    const found = (await overdue(on(207))).filter(({ payerId }) => [part, talks, noMail].some((id) => id === payerId))
    expect(found.map(({ channel, leftYen }) => [channel, leftYen])).toEqual([
      ["mail", 1_100],
      ["post", 11_000],
    ])
  })

  test("the contract's own reminders leave an invoiced term to its invoice, and stop it only when that is overdue", async () => {
    const payer = await world.reader()
    const contract = await invoiced(payer, "M12", on(400))
    await world.act(
      (scope) => scope.sql`
        insert into dunning_rule (organization_id, step, days_after_order, channel)
        values (${scope.organizationId}, 1, 14, 'mail'), (${scope.organizationId}, 2, 60, 'stop')`,
    )
    const steps = async (asOf: CalendarDate) =>
      (await world.look((scope) => paymentsDue(scope, asOf)))
        .filter(({ contracts }) => contracts.some(({ contractId }) => contractId === contract))
        .map(({ channel }) => channel)
    expect(await steps(on(399))).toEqual([])
    expect(await steps(on(401))).toEqual(["stop"])
    const all = await world.look((scope) => paymentsDue(scope, on(401)))
    expect(all.length).toBeGreaterThan(1)
    const first = await world.look((scope) => paymentsDue(scope, on(401), 1))
    expect(first).toEqual([{ ...all[0], total: all.length }])
  })
})

describe("the levels", () => {
  test("an organization's own go before the usual ones; fewer rows take the rest away", async () => {
    expect((await world.look(dunningLevels)).map(({ daysAfterDue }) => daysAfterDue)).toEqual([7, 21, 45])
    const levels = dunningLevelsForm("ja").parse({
      rows: [{ days: "１０" }, { days: "" }, { days: "30", channel: "post" }],
    })
    await world.act((scope) => saveDunningLevels(scope, levels))
    await world.act((scope) => saveDunningLevels(scope, levels.slice(0, 1)))
    expect(await world.look(dunningLevels)).toEqual([{ level: 1, daysAfterDue: 10, channel: "mail" }])
  })

  test.each([
    [[{ days: "0" }], [0]],
    [[{ days: "7" }, { days: "7" }], [1]],
    [
      [{ days: "七" }, { days: "366" }],
      [0, 1],
    ],
    [[{ days: "" }], [0]],
  ])("rows %j are refused at rows %j", (rows, at) => {
    const form = dunningLevelsForm("ja").safeParse({ rows })
    expect(form.error?.issues.map(({ path }) => path[1])).toEqual(at)
  })
})
