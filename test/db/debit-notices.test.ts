import { afterEach, beforeAll, expect, test } from "vitest"
import { makeDebitRequest } from "#app/billing/debit/make-debit-request.server.ts"
import { stopDebitAccount } from "#app/billing/debit/stop-debit-account.server.ts"
import { takeDebitResult } from "#app/billing/debit/take-debit-result.server.ts"
import { sendInvoiceNotices } from "#app/billing/dunning/send-invoice-notices.server.ts"
import { issueDueInvoices } from "#app/billing/papers/issue-due-invoices.server.ts"
import { payerTerms, savePayerTerms } from "#app/billing/papers/payer-terms.server.ts"
import { paymentsDue } from "#app/subscriptions/renewal/payments-due.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { bankAnswers, fileOfRequest, registerAccount, setUpDebits } from "#test/support/debit-desk.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))
const day = calendarDate

beforeAll(async () => {
  await world.found()
  world.today("2026-04-10")
  await world.act(setUpDebits)
})
afterEach(async () => expect(await world.differences()).toEqual([]))

test("D5 contracts by direct debit are billed where an account is live, those by convenience store where the terms say slip; all others as before", async () => {
  const [live, none, stopped, slip, noSlip] = await Promise.all(Array.from({ length: 5 }, () => world.reader()))
  if (!live || !none || !stopped || !slip || !noSlip) throw new Error("no readers")
  for (const payer of [live, none, stopped]) await world.order(payer, "M12", { paymentWay: "direct-debit" })
  for (const payer of [slip, noSlip]) await world.order(payer, "M12", { paymentWay: "convenience-store" })
  for (const payer of [live, stopped]) await world.act((scope) => registerAccount(scope, payer))
  await world.act((scope) => stopDebitAccount(scope, stopped))
  await world.act(async (scope) => savePayerTerms(scope, slip, { ...(await payerTerms(scope, slip)), hasSlip: true }))
  const run = () => world.act((scope) => issueDueInvoices(scope, day("2026-04-10")))
  expect(await run()).toMatchObject({ invoices: 2, amountYen: 22_000 })
  expect(await run()).toMatchObject({ invoices: 0 })
  const billed = await world.look(
    (scope) => scope.sql<{ payer_id: string }>`select payer_id from issued_paper order by number`,
  )
  expect(billed.map(({ payer_id }) => payer_id).sort()).toEqual([live, slip].sort())
})

test("D5 while the bank is asked nobody is reminded and no shipping stops; what it refuses falls to both", async () => {
  // The invoice of the test before is due on 10 May.
  const asOf = day("2026-07-20")
  await world.act(
    (scope) => scope.sql`
      insert into dunning_rule (organization_id, step, days_after_order, channel)
      values (${scope.organizationId}, 1, 60, 'stop')`,
  )
  const stops = async () =>
    (await world.look((scope) => paymentsDue(scope, asOf))).filter(({ channel }) => channel === "stop").length
  const before = await stops()
  const made = await world.act((scope) => makeDebitRequest(scope, day("2026-05-27")))
  expect(made.lines).toBe(1)
  expect(await stops()).toBe(before - 1)
  world.today("2026-05-28")
  const mails = () => world.act((scope) => sendInvoiceNotices(scope, day("2026-05-28")))
  expect((await mails()).mails).toBe(1)
  await world.act(async (scope) => {
    const bytes = bankAnswers(await fileOfRequest(scope, made.requestId), "1")
    return takeDebitResult(scope, { name: "kekka.txt", bytes })
  })
  expect(await stops()).toBe(before)
  expect((await mails()).mails).toBe(1)
  expect((await mails()).mails).toBe(0)
})
