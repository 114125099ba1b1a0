import { beforeAll, expect, test } from "vitest"
import { sendInvoiceNotices } from "#app/billing/dunning/send-invoice-notices.server.ts"
import { invoiceContract } from "#app/billing/papers/invoice-contract.server.ts"
import { eraseDue } from "#app/desk/erase-due.server.ts"
import { retentionForPage } from "#app/desk/retention-for-page.server.ts"
import { lettersToPost, markLettersPosted } from "#app/notices/letters-to-post.server.ts"
import { readStoredFile } from "#app/platform/files.server.ts"
import { sendPaymentNotices } from "#app/subscriptions/renewal/send-payment-notices.server.ts"
import { sendRenewalNotices } from "#app/subscriptions/renewal/send-renewal-notices.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { idOf } from "#app/values/ids.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)
const listed = async (isPosted = false) =>
  (await world.look((scope) => lettersToPost(scope, { isPosted, limit: 9, offset: 0 }))).map(
    ({ kind, count, postedOn, total }) => [kind, count, postedOn, total],
  )

beforeAll(async () => {
  await world.found()
  world.today("2026-04-01")
  for (const offer of ["M3", "M3", "M12"]) {
    const reader = await world.reader()
    await world.act((scope) => scope.sql`update member set email = '' where id = ${reader}::uuid`)
    const contractId = await world.order(reader, offer, { paymentWay: offer === "M12" ? "invoice" : "bank-transfer" })
    if (offer === "M12") {
      const addressee = { name: "つき商会", department: "", honorific: "御中" }
      await world.act((scope) => invoiceContract(scope, { contractId, addressee, dueOn: calendarDate("2026-04-30") }))
    }
  }
  await world.act(
    (scope) => scope.sql`
      insert into dunning_rule (organization_id, step, days_after_order, channel) values (${scope.organizationId}, 1, 14, 'post')`,
  )
})

test("B1 B4 what the runs print waits, is posted once with who and when, and a run without letters prints none", async () => {
  expect(await listed()).toEqual([])
  world.today("2026-05-20")
  const today = calendarDate("2026-05-20")
  await world.act((scope) => sendPaymentNotices(scope, today))
  await world.act((scope) => sendInvoiceNotices(scope, today))
  await world.act((scope) => sendRenewalNotices(scope, today))
  const waiting = [
    ["payment", 2, null, 3],
    ["dunning", 1, null, 3],
    ["renewal", 2, null, 3],
  ]
  expect((await listed()).sort()).toEqual(waiting.sort())
  for (const send of [sendPaymentNotices, sendInvoiceNotices, sendRenewalNotices]) {
    await world.act((scope) => send(scope, today))
  }
  expect((await listed()).length).toBe(3)
  const all = await world.look((scope) => lettersToPost(scope, { isPosted: false, limit: 9, offset: 0 }))
  const renewals = all.find(({ kind }) => kind === "renewal")
  const fileId = renewals?.fileId ?? ""
  world.today("2026-05-21")
  await world.act((scope) => markLettersPosted(scope, fileId))
  world.today("2026-05-25")
  await world.act((scope) => markLettersPosted(scope, fileId))
  expect(await listed(true)).toEqual([["renewal", 2, "2026-05-21", 1]])
  expect(await listed()).toHaveLength(2)
  const missing = world.act((scope) => markLettersPosted(scope, "00000000-0000-7000-8000-0000000000ff"))
  await expect(missing).rejects.toMatchObject({ code: "no-such-letters" })

  // Two years later its names may go; what nobody has posted may not, and the list says why.
  world.today("2028-05-21")
  const due = (await world.look(retentionForPage)).find(({ kind }) => kind === "letter-file")
  expect(due?.due).toBe(1)
  expect(await eraseDue(await house.actor("tsuki"), "letter-file")).toBe(1)
  expect(await world.look((scope) => readStoredFile(scope, idOf(fileId)))).toBeNull()
  const [kept] = await world.look((scope) => lettersToPost(scope, { isPosted: true, limit: 9, offset: 0 }))
  expect(kept).toMatchObject({ isErased: true, count: 2 })
})
