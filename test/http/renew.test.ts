import { beforeAll, describe, expect, test } from "vitest"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { renewContract } from "#app/subscriptions/contract/renew-contract.server.ts"
import { sendRenewalNotices } from "#app/subscriptions/renewal/send-renewal-notices.server.ts"
import { Reader, sessionOf } from "#test/support/reader.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")

type Notice = { contract_id: string; offer_id: string; path: string }
let notices: Notice[] = []

beforeAll(async () => {
  web.house.setClock("2026-11-20T10:00:00+09:00")
  const actor = await web.house.actor()
  const sent = await inScope(actor, (scope) => sendRenewalNotices(scope, scope.today))
  expect(sent.letters).toBeGreaterThan(0)
  notices = await readScope(
    actor,
    (scope) => scope.sql<Notice>`
      select notice.contract_id, contract.offer_id, substring(outbox.body_text from '/o/engei/renew/[A-Za-z0-9_-]+') as path
      from renewal_notice as notice join outbox on outbox.id = notice.outbox_id join contract on contract.id = notice.contract_id
      order by contract.number limit 5`,
  )
})

const noticeAt = (index: number): Notice => {
  const notice = notices[index]
  if (!notice) throw new Error("too few notices went out by mail")
  return notice
}

const open = async (path: string) => (await fetch(new URL(path, web.url))).text()

async function choose(notice: Notice, changes: Readonly<Record<string, string>> = {}): Promise<Response> {
  const page = await open(notice.path)
  const applicationId = /name="applicationId" value="([^"]+)"/.exec(page)?.[1] ?? ""
  return fetch(new URL(notice.path, web.url), {
    method: "POST",
    body: new URLSearchParams({ applicationId, offerId: notice.offer_id, ...changes }),
    headers: { Origin: web.url },
    redirect: "manual",
  })
}

const reader = () => new Reader(web.url, {})

const termsAfter = async (contractId: string) =>
  readScope(
    await web.house.actor(),
    (scope) => scope.sql<{ generation: number; channel: string; renewal_effort: number | null; start: number }>`
      select generation, channel, renewal_effort, start_issue as start from contract where previous_id = ${contractId}::uuid`,
  )

describe("the personal renewal form", () => {
  test("B2 from the mail's address to the paid term, without signing in, credited to its step", async () => {
    const notice = noticeAt(0)
    const page = await open(notice.path)
    expect(page).toContain("(今と同じ)")
    const confirmation = (await choose(notice)).headers.get("location") ?? ""
    expect(await open(confirmation)).toContain("今のご契約に続けて")
    const session = sessionOf(await reader().confirm(confirmation))
    await web.simulator.control.completeSession(session, { card: "4242" })
    expect(await reader().comeBack(confirmation, session)).toContain("お申し込みを受け付けました")
    const [term] = await termsAfter(notice.contract_id)
    expect(term).toMatchObject({ generation: 2, channel: "renewal-form" })
    expect(term?.renewal_effort).toBeGreaterThan(0)
    expect(await open(notice.path)).toContain("ご継続のお手続きは済んでいます")
    expect((await readScope(await web.house.actor(), checkBooks)).differences).toEqual([])
  })

  test("another plan may be chosen; none, or one that is not offered, is refused beside the field", async () => {
    const notice = noticeAt(1)
    const none = await choose(notice, { offerId: "" })
    expect(none.status).toBe(422)
    expect(await none.text()).toContain("プランを選んでください。")
    expect((await choose(notice, { offerId: notice.contract_id })).status).toBe(404)
    expect((await choose(notice)).status).toBe(302)
  })

  test("a renewal by phone while the card page was open leaves the card's money as 仮受金, marked for refund", async () => {
    const notice = noticeAt(2)
    const confirmation = (await choose(notice)).headers.get("location") ?? ""
    const session = sessionOf(await reader().confirm(confirmation))
    const actor = await web.house.actor()
    await inScope(actor, (scope) =>
      renewContract(scope, {
        ...{
          contractId: notice.contract_id,
          offerId: notice.offer_id,
          channel: "phone",
          paymentWay: "bank-transfer",
          effort: null,
        },
      }),
    )
    await web.simulator.control.completeSession(session, { card: "4242" })
    expect(await reader().comeBack(confirmation, session)).not.toContain("お申し込みを受け付けました")
    expect(await termsAfter(notice.contract_id)).toHaveLength(1)
    const [application] = await readScope(
      actor,
      (scope) => scope.sql`select state from application where renews_id = ${notice.contract_id}::uuid`,
    )
    expect(application).toEqual({ state: "refund-due" })
    expect((await readScope(actor, checkBooks)).differences).toEqual([])
    expect((await choose(notice, { applicationId: notice.contract_id })).status).toBe(409)
  })

  test("an address that is not ours, or too old, is a page that is not there", async () => {
    expect((await fetch(new URL("/o/engei/renew/abcdefghijklmnopqrstuvwx", web.url))).status).toBe(404)
    const actor = await web.house.actor()
    await inScope(actor, (scope) => scope.sql`update renewal_notice set expires_on = '2026-11-19'`)
    expect((await fetch(new URL(noticeAt(3).path, web.url))).status).toBe(404)
  })
})
