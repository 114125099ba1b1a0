import { beforeAll, describe, expect, test } from "vitest"
import { orderPageUrl } from "#app/seminars/apply/mail-for-orders.server.ts"
import { cancelRegistrations } from "#app/seminars/money/cancel-registrations.server.ts"
import { papersForOrder } from "#app/seminars/money/papers-for-order.server.ts"
import { recordCheckIns } from "#app/seminars/door/record-check-ins.server.ts"
import { CheckInBatch } from "#app/seminars/door/check-in.ts"
import { issueTickets, tokensOfOrder } from "#app/seminars/office/issue-tickets.server.ts"
import { ticketUrl } from "#app/seminars/office/ticket-letters.server.ts"
import { paid, seminarGiven, seminarWorld } from "#test/support/seminar-world.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
const office = seminarWorld(web.house)

beforeAll(async () => {
  await office.found()
  await office.load(seminarGiven("TICKET"), seminarGiven("BILLED", paid(11_000)))
})

const get = (path: string) => fetch(new URL(path, web.url), { redirect: "manual" })

/** An order's ticket: its token and the path that its QR code holds. */
async function ticketOf(order: string) {
  const tokens = await office.act(async (scope) => {
    await issueTickets(scope, [order])
    return tokensOfOrder(scope, order)
  })
  const token = [...tokens.values()][0] ?? ""
  return { token, path: new URL(ticketUrl("tsuki", token)).pathname }
}

describe("a ticket on a visitor's own phone", () => {
  test("F6 the QR code's address, in capitals or not, shows how the ticket stands, whose name is masked", async () => {
    const { path } = await ticketOf(await office.apply("TICKET"))
    expect(path).toMatch(/^\/T\/TSUKI\/[0-9A-Z]{26}$/)
    for (const address of [path, path.toLowerCase()]) {
      const answer = await get(address)
      expect([answer.status, answer.headers.get("x-robots-tag")]).toEqual([200, "noindex"])
      const page = await answer.text()
      expect(page).toContain("有効な受講証です")
      expect(page).toContain("園芸講座 TICKET")
      expect(page).toContain("神田ホール")
      expect(page).toContain("受●")
      expect(page).not.toContain("受講 ")
      expect(page).not.toContain("seminar-orders")
    }
    expect((await get("/T/TSUKI/ABCDEFGHJKMNPQRSTUVWXYZ234")).status).toBe(404)
    expect((await get(path.replace("TSUKI", "NOBODY"))).status).toBe(404)
  })

  test("F8 it says when the holder is checked in, and when his place is cancelled", async () => {
    const order = await office.apply("TICKET")
    const { token, path } = await ticketOf(order)
    const [seminar] = await office.look(
      (scope) => scope.sql<{ id: string }>`select id from seminar where code = 'TICKET'`,
    )
    const nonce = "0193a8f0-0000-7000-8000-000000000001"
    await office.act((scope) =>
      recordCheckIns(
        scope,
        seminar?.id ?? "",
        CheckInBatch.parse({ checkIns: [{ nonce, code: token, occurredAt: scope.now.getTime() }] }),
      ),
    )
    expect(await (await get(path)).text()).toContain("受付済みです")
    const other = await office.apply("TICKET")
    const cancelled = await ticketOf(other)
    await office.act((scope) => cancelRegistrations(scope, { orderId: other, registrationIds: null }))
    const answer = await get(cancelled.path)
    expect([answer.status, (await answer.text()).includes("この受講は取り消されています")]).toEqual([200, true])
  })
})

describe("the invoice on the order's page", () => {
  test("F2 the applicant takes the PDF of his invoice from his page; nobody takes it from another order's", async () => {
    const [mine, other] = [
      await office.apply("BILLED", { way: "invoice" }),
      await office.apply("BILLED", { way: "invoice" }),
    ]
    const [paper] = await office.look((scope) => papersForOrder(scope, mine))
    const pageOf = (order: string) => new URL(orderPageUrl("tsuki", order)).pathname
    const page = await (await get(pageOf(mine))).text()
    expect(page).toContain(paper?.number)
    const pdf = await get(`${pageOf(mine)}/papers/${paper?.id ?? ""}`)
    expect([pdf.status, (await pdf.text()).slice(0, 5)]).toEqual([200, "%PDF-"])
    expect((await get(`${pageOf(other)}/papers/${paper?.id ?? ""}`)).status).toBe(404)
  })
})
