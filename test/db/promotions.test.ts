import { beforeAll, describe, expect, test } from "vitest"
import type { Scope } from "#app/platform/scope.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { placeOrder, type StaffOrder } from "#app/subscriptions/place-order.server.ts"
import { addPromotion } from "#app/subscriptions/promotions/add-promotion.server.ts"
import { checkPromotion, type PromotionWish } from "#app/subscriptions/promotions/check-promotion.server.ts"
import { endPromotion } from "#app/subscriptions/promotions/end-promotion.server.ts"
import { type PromotionInput, promotionForm } from "#app/subscriptions/promotions/promotion-form.ts"
import { readPromotionCode, reductionOf } from "#app/subscriptions/promotions/promotion.ts"
import { promotionsForList, usesOfPromotion } from "#app/subscriptions/promotions/promotions-for-list.server.ts"
import { takePromotion } from "#app/subscriptions/promotions/take-promotion.server.ts"
import type { MemberId } from "#app/values/ids.ts"
import { Refusal } from "#app/values/refusal.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))
const offers: Record<string, string> = {}
let titles: Record<string, string> = {}

beforeAll(async () => {
  await world.found()
  for (const code of ["M12", "M3", "Q4", "MF"]) offers[code] = await world.offerId(code)
  const rows = await world.look((scope) => scope.sql<{ code: string; id: string }>`select code, id from publication`)
  titles = Object.fromEntries(rows.map(({ code, id }) => [code, id]))
})

const typed = (more: Readonly<Record<string, unknown>>): PromotionInput =>
  promotionForm("ja").parse({ kind: "percent", amount: "10", mostUses: "", ...more })
const add = (more: Readonly<Record<string, unknown>>) => world.act((scope) => addPromotion(scope, typed(more)))

const wish = (code: string, more: Partial<PromotionWish> = {}): PromotionWish => ({
  ...{ code, offerId: offers["M12"] ?? "", priceYen: 11_000, memberId: null, email: "" },
  ...{ isRenewal: false, applicationId: null, ...more },
})
const check = (code: string, more: Partial<PromotionWish> = {}) =>
  world.act((scope) => checkPromotion(scope, wish(code, more)))

async function refusalOf(run: Promise<unknown>): Promise<string> {
  const error: unknown = await run.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Refusal)) throw new Error("it was not refused", { cause: error })
  return `${error.code}${error.options.field === undefined ? "" : ` @${error.options.field}`}`
}

/** An application that is about to be confirmed, and takes its use as confirmApplication does. */
async function application(email: string): Promise<string> {
  const [made] = await world.act(
    (scope) => scope.sql<{ id: string }>`
      insert into application (organization_id, id, offer_id, form, locale, started_at, state)
      values (${scope.organizationId}, new_id(), ${offers["M12"]}::uuid, jsonb_build_object('email', ${email}::text), 'ja', ${scope.now},
        'confirmed')
      returning id`,
  )
  return made?.id ?? ""
}
const take = (code: string, applicationId: string, email = "") =>
  world.act((scope) => takePromotion(scope, { ...wish(code, { email }), applicationId }))

const order = (payerId: MemberId, promotionCode: string, more: Partial<StaffOrder> = {}) =>
  world.act((scope) =>
    placeOrder(scope, {
      ...{ payerId, offerId: offers["M12"] ?? "", recipients: [{ memberId: payerId, copies: 1 }], channel: "phone" },
      ...{ paymentWay: "bank-transfer", startIssue: 1, sourceCode: "", promotionCode },
      ...more,
    }),
  )

describe("promotion codes", () => {
  test("D1 a code is read in any width and case; per cent is floored, yen are yen", () => {
    expect(readPromotionCode(" ｓｐｒｉｎｇ－２０２７ ")).toBe("SPRING-2027")
    expect(reductionOf({ percentOff: 15, yenOff: null }, 11_001)).toBe(1_650)
    expect(reductionOf({ percentOff: null, yenOff: 500 }, 11_001)).toBe(500)
  })

  test("the form refuses what could not be kept, beside the field", () => {
    const fails = (more: Readonly<Record<string, unknown>>) => {
      const answer = promotionForm("ja").safeParse({
        code: "A-1",
        kind: "percent",
        amount: "10",
        mostUses: "",
        ...more,
      })
      return answer.success ? [] : answer.error.issues.map(({ path }) => path.join("."))
    }
    expect(fails({})).toEqual([])
    expect(fails({ amount: "100" })).toEqual(["amount"])
    expect(fails({ kind: "yen", amount: "100" })).toEqual([])
    expect(fails({ amount: "" })).toEqual(["amount"])
    expect(fails({ code: "春" })).toEqual(["code"])
    expect(fails({ mostUses: "0" })).toEqual(["mostUses"])
    expect(fails({ validFrom: "2026-05-02", validUntil: "2026-05-01" })).toEqual(["validUntil"])
  })

  test("D1 what a code refuses, each beside its field: promotion-unknown, -not-yet, -over, -not-for-plan, -leaves-too-little", async () => {
    expect(await refusalOf(check("NONE"))).toBe("promotion-unknown @promotionCode")
    await add({ code: "DAYS", validFrom: "2026-04-10", validUntil: "2026-04-12" })
    for (const [date, code] of [
      ["2026-04-09", "promotion-not-yet @promotionCode"],
      ["2026-04-13", "promotion-over @promotionCode"],
    ] as const) {
      world.today(date)
      expect(await refusalOf(check("DAYS")), date).toBe(code)
    }
    for (const date of ["2026-04-10", "2026-04-12"]) {
      world.today(date)
      expect((await check("days")).reductionYen, date).toBe(1_100)
    }
    await add({ code: "TITLE", titles: [titles["KISETSU"]] })
    await add({ code: "PLAN", offers: [offers["M3"], offers["M3"]] })
    expect(await refusalOf(check("TITLE"))).toBe("promotion-not-for-plan @promotionCode")
    expect(await refusalOf(check("PLAN"))).toBe("promotion-not-for-plan @promotionCode")
    expect((await check("TITLE", { offerId: offers["Q4"] ?? "" })).reductionYen).toBe(1_100)
    expect((await check("PLAN", { offerId: offers["M3"] ?? "" })).reductionYen).toBe(1_100)
    await add({ code: "ALMOST", kind: "yen", amount: "10,960" })
    expect(await refusalOf(check("ALMOST"))).toBe("promotion-leaves-too-little @promotionCode")
    await add({ code: "ALL-OF-IT", kind: "yen", amount: "99,999" })
    expect(await refusalOf(check("ALL-OF-IT"))).toBe("promotion-leaves-too-little @promotionCode")
  })

  test("what adding and ending refuse: promotion-code-taken, unknown-source, unknown-offer, unknown-promotion; ended is ended", async () => {
    const id = await add({ code: "ONCE-MORE" })
    expect(await refusalOf(add({ code: "once-more" }))).toBe("promotion-code-taken @code")
    expect(await refusalOf(add({ code: "SRC", sourceCode: "NONE" }))).toBe("unknown-source @sourceCode")
    expect(await refusalOf(add({ code: "OFF", offers: [id] }))).toBe("unknown-offer @offers")
    expect(await refusalOf(world.act((scope) => endPromotion(scope, offers["M12"] ?? "")))).toBe("unknown-promotion")
    await world.act((scope) => endPromotion(scope, id))
    await world.act((scope) => endPromotion(scope, id))
    expect(await refusalOf(check("ONCE-MORE"))).toBe("promotion-over @promotionCode")
  })

  test("D4 for new members only, once a member: promotion-for-new-members, promotion-used-already; samples do not count", async () => {
    await add({ code: "NEW", isForNewMembers: "yes" })
    const [known, guest] = [await world.reader(), await world.reader()]
    await world.order(known, "M12")
    await world.order(guest, "MF", { paymentWay: "free" })
    expect(await refusalOf(check("NEW", { memberId: known }))).toBe("promotion-for-new-members @promotionCode")
    expect(await refusalOf(check("NEW", { isRenewal: true }))).toBe("promotion-for-new-members @promotionCode")
    expect((await check("NEW", { memberId: guest })).reductionYen).toBe(1_100)

    await add({ code: "MINE", isOncePerMember: "yes" })
    await order(known, "MINE")
    expect(await refusalOf(order(known, "MINE"))).toBe("promotion-used-already @promotionCode")
    await order(guest, "MINE")
    const nobody = await application("Twice@tsuki.example")
    await take("MINE", nobody, "twice@tsuki.example")
    await take("MINE", nobody, "twice@tsuki.example")
    const again = await application("twice@tsuki.example")
    expect(await refusalOf(take("MINE", again, "twice@tsuki.example"))).toBe("promotion-used-already @promotionCode")
  })

  test("an order by staff costs the reduced price everywhere, and comes from the source that the code implies", async () => {
    await world.act(
      (scope) => scope.sql`
        insert into source_code (organization_id, code, name, kind) values (${scope.organizationId}, 'FAIR-27', '見本市', 'event')`,
    )
    const id = await add({ code: "FAIR", kind: "yen", amount: "1,001", sourceCode: "FAIR-27", name: "見本市" })
    const payer = await world.reader()
    const recipients = [{ memberId: payer, copies: 3 }]
    const placed = await order(payer, "ｆａｉｒ", { recipients, sourceCode: "OTHER" })
    const [contract] = await world.look(
      (scope) => scope.sql<{ price: number; tax: number; source: string; total: number }>`
        select price_yen as price, tax_yen as tax, contract.source_code as source, total_yen as total
        from contract join customer_order on customer_order.id = contract.order_id where contract.id = ${placed.contract.id}::uuid`,
    )
    expect(contract).toEqual({ price: 31_999, tax: 2_909, source: "FAIR-27", total: 31_999 })
    await world.pay(placed.contract.id, 31_999)
    await world.ship("TSUKI", 2)
    expect((await world.look(checkBooks)).differences).toEqual([])
    const [listed] = await world.look((scope) => promotionsForList(scope, id))
    expect(listed).toMatchObject({
      code: "FAIR",
      orders: 1,
      pending: 0,
      reducedYen: 1_001,
      state: "running",
      targets: [],
    })
    const uses = await world.look((scope) => usesOfPromotion(scope, id, { limit: 50, offset: 0 }))
    expect(uses).toMatchObject([{ orderNumber: placed.orderNumber, priceYen: 33_000, reductionYen: 1_001 }])
    const isFree = { paymentWay: "free", offerId: offers["MF"] ?? "" } as const
    expect(await refusalOf(order(payer, "FAIR", isFree))).toBe("promotion-leaves-too-little @promotionCode")
  })

  test("a use that comes to nothing is used up by nobody: promotion-used-up only while it counts", async () => {
    await add({ code: "LAST", mostUses: "1" })
    const [first, second] = [await application("one@tsuki.example"), await application("two@tsuki.example")]
    await take("LAST", first)
    await take("LAST", first)
    expect(await refusalOf(take("LAST", second))).toBe("promotion-used-up @promotionCode")
    const request = (state: string) =>
      world.act(
        (scope) => scope.sql`
          insert into stripe_request (organization_id, idempotency_key, operation, application_id, attempt, state, expires_at, recorded_at)
          values (${scope.organizationId}, ${`checkout:${first}`}, 'checkout', ${first}::uuid, 1, ${state}, ${scope.now}, ${scope.now})
          on conflict (organization_id, idempotency_key) do update set state = excluded.state`,
      )
    await request("created")
    world.today("2027-01-10")
    expect(await refusalOf(take("LAST", second))).toBe("promotion-used-up @promotionCode")
    await request("expired")
    await take("LAST", second)
    expect(await refusalOf(take("LAST", first))).toBe("promotion-used-up @promotionCode")
  })
})

describe("two readers and the last use", () => {
  const usesOf = async (id: string) => (await world.look((scope) => promotionsForList(scope, id)))[0]?.pending

  test("of eight who confirm at once one gets it, and the others are told", async () => {
    const id = await add({ code: "RACE", mostUses: "1" })
    const applications = await Promise.all(Array.from({ length: 8 }, (_, at) => application(`race${at}@tsuki.example`)))
    const answers = await Promise.all(
      applications.map((one) =>
        take("RACE", one).then(
          () => "taken",
          (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
        ),
      ),
    )
    expect(answers.sort()).toEqual([...Array.from({ length: 7 }, () => "promotion-used-up"), "taken"])
    expect(await usesOf(id)).toBe(1)
  })

  test("the same without the lock gives the last use twice: what the lock is there for", async () => {
    const id = await add({ code: "NO-LOCK", mostUses: "1" })
    const counted: (() => void)[] = []
    const bothHaveCounted = new Promise<void>((resolve) => {
      counted.push(() => counted.length === 3 && resolve())
    })
    const unlocked = async (scope: Scope, applicationId: string) => {
      const [used] = await scope.sql<{ count: number }>`
        select count(*)::integer as count from promotion_use where promotion_id = ${id}::uuid`
      counted.push(() => undefined)
      counted[0]?.()
      await bothHaveCounted
      if ((used?.count ?? 0) >= 1) return
      await scope.sql`
        insert into promotion_use (organization_id, promotion_id, application_id, price_yen, reduction_yen, taken_at)
        values (${scope.organizationId}, ${id}::uuid, ${applicationId}::uuid, 11000, 1100, ${scope.now})`
    }
    const applications = [await application("a@tsuki.example"), await application("b@tsuki.example")]
    await Promise.all(applications.map((one) => world.act((scope) => unlocked(scope, one))))
    expect(await usesOf(id)).toBe(2)
  })
})
