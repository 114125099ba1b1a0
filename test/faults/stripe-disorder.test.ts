import fc from "fast-check"
import { beforeEach, describe, expect, test } from "vitest"
import { readScope } from "#app/platform/scope.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { applyStripeEvents } from "#app/subscriptions/apply-stripe-events.server.ts"
import { findLostCheckouts } from "#app/subscriptions/card-money/find-lost-checkouts.server.ts"
import { hana, Reader, sessionOf } from "#test/support/reader.ts"
import { useWeb } from "#test/support/use-web.ts"

// F4: events of Stripe several times, shuffled, late or never; state and books must equal in-order single delivery.

const web = useWeb("legacy")
const seed = Number(process.env.FAULT_SEED ?? 20261120)
let person = 0

beforeEach(() => {
  web.house.setClock("2026-11-20T10:00:00+09:00")
})

type Disorder = {
  cards: ("pays" | "declined-then-pays" | "expires")[]
  shuffle: number
  duplicates: number
  drop: number
  returns: boolean
}

const disorders: fc.Arbitrary<Disorder> = fc.record({
  cards: fc.array(fc.constantFrom("pays", "declined-then-pays", "expires"), { minLength: 1, maxLength: 3 }),
  shuffle: fc.nat(),
  duplicates: fc.integer({ min: 0, max: 4 }),
  drop: fc.integer({ min: 0, max: 6 }),
  returns: fc.boolean(),
})

async function play(disorder: Disorder): Promise<{ email: string; paid: boolean }[]> {
  const readers: { email: string; paid: boolean }[] = []
  for (const card of disorder.cards) {
    person += 1
    const email = `f4-${person}@example.com`
    const kana = Array.from(String(person), (digit) => "アイウエオカキクケコ".charAt(Number(digit))).join("")
    const phone = `03-6666-${String(person).padStart(4, "0")}`
    const reader = new Reader(web.url, { ...hana, email, phone, familyNameKana: kana, givenNameKana: "エフヨン" })
    const confirmation = await reader.apply("G12")
    const session = sessionOf(await reader.confirm(confirmation))
    const { control } = web.simulator
    if (card === "expires") await control.expireSession(session)
    if (card === "declined-then-pays") await control.completeSession(session, { card: "9995" })
    if (card !== "expires") await control.completeSession(session, { card: "4242" })
    if (disorder.returns && card !== "expires") await reader.comeBack(confirmation, session)
    readers.push({ email, paid: card !== "expires" })
  }
  const actor = await web.house.actor()
  await web.simulator.control.deliverAll({
    order: "shuffle",
    seed: disorder.shuffle,
    duplicates: disorder.duplicates,
    drop: disorder.drop,
  })
  await applyStripeEvents(actor)
  // Three days late, the dropped ones may still come, and the reconcile has looked before them.
  web.house.setClock("2026-11-20T12:00:00+09:00")
  await findLostCheckouts(actor)
  await web.simulator.control.deliverAll({ order: "shuffle", seed: disorder.shuffle + 1 })
  await applyStripeEvents(actor)
  web.house.setClock("2026-11-20T10:00:00+09:00")
  return readers
}

describe(`F4 events of Stripe in any order (FAULT_SEED=${seed})`, () => {
  test("each paid application is one order, contract, payment and mail; the others none; the books tie out", async () => {
    await fc.assert(
      fc.asyncProperty(disorders, async (disorder) => {
        for (const { email, paid } of await play(disorder)) {
          const rows = await readScope(
            await web.house.actor(),
            (scope) => scope.sql`
              select count(distinct customer_order.id)::integer as orders, count(distinct contract.id)::integer as contracts,
                count(distinct payment.id)::integer as payments, count(distinct outbox.id)::integer as mails
              from member left join customer_order on customer_order.member_id = member.id
              left join contract on contract.payer_id = member.id left join payment on payment.payer_id = member.id
              left join outbox on outbox.member_id = member.id where member.email = ${email}`,
          )
          const one = paid ? 1 : 0
          expect(rows).toEqual([{ orders: one, contracts: one, payments: one, mails: one }])
        }
        const check = await readScope(await web.house.actor(), checkBooks)
        expect(check.differences).toEqual([])
      }),
      { seed, numRuns: 12, endOnFailure: true },
    )
  })
})
