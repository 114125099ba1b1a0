import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { issueDueInvoices } from "#app/billing/papers/issue-due-invoices.server.ts"
import { recordPayment } from "#app/billing/record-payment.server.ts"
import { type Actor, inScope, type Scope } from "#app/platform/scope.server.ts"
import { confirmApplication } from "#app/subscriptions/confirm-application.server.ts"
import { contractAsItStands } from "#app/subscriptions/contract/lock-contract.server.ts"
import { enterOrder, newOrderId } from "#app/subscriptions/enter-order.server.ts"
import { openOrder } from "#app/subscriptions/place-order.server.ts"
import { saveApplication } from "#app/subscriptions/save-application.server.ts"
import { idOf, type MemberId } from "#app/values/ids.ts"
import { type CutWire, openCutWire } from "#test/support/cut-wire.ts"
import { seededRandom } from "#test/support/seeded-random.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

// F3: COMMIT is sent and its answer is lost, or COMMIT itself is. The caller hears that it is unknown, and the retry finds the same row.

const seed = Number(process.env.FAULT_SEED ?? 20261127)
const ROUNDS = Number(process.env.FAULT_POINTS ?? 6)

let wire: CutWire
const house = useHouse("empty", {
  reach: async (url) => {
    wire = await openCutWire(url)
    return wire.url
  },
})
const world = smallWorld(house)
const random = seededRandom(seed)
let actor: Actor
let payer: MemberId

beforeAll(async () => {
  await world.found()
  payer = await world.reader()
  actor = await house.actor("tsuki")
})
afterAll(async () => {
  expect(await world.differences()).toEqual([])
  await wire.close()
})

/** Does an act whose COMMIT is cut, which must not look done; then does it again. */
async function cutAndRetry(run: (scope: Scope) => Promise<unknown>): Promise<void> {
  const act = () => inScope(actor, run)
  const before = wire.cuts()
  wire.cutAtCommit(random() < 0.5 ? "before" : "after")
  const outcome = await act().then(
    () => "done",
    (error: unknown) => String(error),
  )
  expect(wire.cuts()).toBe(before + 1)
  expect(outcome, `FAULT_SEED=${seed}`).toMatch(/Connection terminated/)
  await act()
}

const count = async (run: (scope: Scope) => Promise<{ count: number }[]>) => (await world.look(run))[0]?.count

const rounds = Array.from({ length: ROUNDS }, (_, round) => round)

describe(`F3 the answer to COMMIT is lost (FAULT_SEED=${seed})`, () => {
  test.each(rounds)("payment %i is booked once", async (round) => {
    const contractId = await world.order(payer, "M12")
    const externalKey = `lost:${round}`
    await cutAndRetry(async (scope) =>
      recordPayment(scope, {
        ...{ payerId: payer, orderId: null, way: "bank-transfer", amountYen: 11_000, receivedOn: scope.today },
        ...{ externalKey, cardBrand: null, cardLast4: null, contract: await contractAsItStands(scope, contractId) },
      }),
    )
    const payments = await count(
      (scope) => scope.sql`select count(*)::integer from payment where external_key = ${externalKey}`,
    )
    expect(payments).toBe(1)
    expect(await world.position(contractId)).toMatchObject({ deferredYen: 11_000 })
  })

  test.each(rounds)("invoice %i is issued once, and its number follows the one before", async (round) => {
    const library = await world.reader({ companyName: `図書館${round}` })
    await world.order(library, "M12", { paymentWay: "invoice" })
    await cutAndRetry((scope) => issueDueInvoices(scope, scope.today))
    const invoices = await world.look(
      (scope) => scope.sql<{ payer: string; serial: number }>`
        select payer_id as payer, serial from issued_paper where kind = 'invoice' order by serial`,
    )
    expect(invoices.filter((invoice) => invoice.payer === library)).toHaveLength(1)
    expect(invoices.map(({ serial }) => serial)).toEqual(invoices.map((_, at) => at + 1))
  })

  test.each(rounds)("order %i by phone is one order and contract", async () => {
    const form = {
      ...{ orderId: await world.act(newOrderId), offer: await world.offerId("M12"), startIssue: 1 },
      ...({ channel: "phone", paymentWay: "bank-transfer", sourceCode: "" } as const),
    }
    const [member] = await world.look(
      (scope) => scope.sql<{ number: string }>`select number from member where id = ${payer}::uuid`,
    )
    const payerNumber = member?.number ?? ""
    await cutAndRetry((scope) =>
      enterOrder(scope, { ...form, payerNumber, recipients: [{ number: payerNumber, copies: 1 }] }),
    )
    const contracts = await count(
      (scope) => scope.sql`select count(*)::integer from contract where order_id = ${form.orderId}::uuid`,
    )
    expect(contracts).toBe(1)
  })

  test.each(rounds)("application %i is kept and confirmed once", async () => {
    const applicationId = await world.act(newOrderId)
    const form = {
      ...{ applicationId, familyName: "佐藤", givenName: "花", familyNameKana: "サトウ", givenNameKana: "ハナ" },
      ...{ companyName: "", department: "", postalCode: "1010051", prefecture: "東京都", city: "千代田区" },
      ...{ street: "神田神保町1-2", building: "", phone: "0312345678", email: "hana@example.jp", startIssue: 1 },
      ...({ copies: 1, payBy: "card", wantsMail: "yes", agrees: "yes" } as const),
      ...{ school: "", graduatesIn: "" },
    }
    const application = { offerCode: "M12", form, sourceCode: "", sourcePage: "" }
    await cutAndRetry((scope) => saveApplication(scope, application))
    await cutAndRetry((scope) => confirmApplication(scope, idOf(applicationId)))
    const confirmations = await count(
      (scope) => scope.sql`
        select count(*)::integer from audit_entry where action = 'confirm-application' and subject = ${applicationId}`,
    )
    expect(confirmations).toBe(1)
  })

  test("an order without a key of its own would be two (negative control)", async () => {
    const order = { memberId: payer, channel: "phone", totalYen: 11_000, sourceCode: "TWICE" } as const
    wire.cutAtCommit("after")
    await expect(inScope(actor, (scope) => openOrder(scope, order))).rejects.toThrow("Connection terminated")
    await inScope(actor, (scope) => openOrder(scope, order))
    const orders = await count(
      (scope) => scope.sql`select count(*)::integer from customer_order where source_code = 'TWICE'`,
    )
    expect(orders).toBe(2)
  })
})
