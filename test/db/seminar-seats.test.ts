import { beforeAll, describe, expect, test } from "vitest"
import { inScope } from "#app/platform/scope.server.ts"
import { expireHolds } from "#app/seminars/apply/expire-holds.server.ts"
import { joinWaitingList, leaveWaitingList } from "#app/seminars/apply/join-waiting-list.server.ts"
import { placeSeminarOrder } from "#app/seminars/apply/place-seminar-order.server.ts"
import { whoIsOffered } from "#app/seminars/apply/waiting-list.ts"
import { cancelRegistrations } from "#app/seminars/money/cancel-registrations.server.ts"
import { copySeminar } from "#app/seminars/plan/copy-seminar.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { paid, seminarGiven, seminarWorld } from "#test/support/seminar-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const office = seminarWorld(house)

beforeAll(office.found)

/** A thousand filled-in forms for one seminar, made in one statement. */
async function thousandForms(code: string, count: number): Promise<string[]> {
  const filled = await office.fill(code)
  return office.act(async (scope) => {
    const rows = await scope.sql<{ id: string }>`
      insert into seminar_order (organization_id, id, number, seminar_id, fee_type_id, channel, way, party, unit_yen, total_yen,
        tax_rate_percent, form, locale, started_at, recorded_by)
      select organization_id, new_id(), 'T' || ${code}::text || at, seminar_id, fee_type_id, channel, way, party, unit_yen, total_yen, tax_rate_percent,
        jsonb_set(jsonb_set(form, '{payer,email}', to_jsonb('load' || at || '@x.example')), '{payer,phone}', to_jsonb('090' || lpad(at::text, 8, '0'))),
        locale, started_at, recorded_by
      from seminar_order, generate_series(1, ${count}::integer) as at where seminar_order.id = ${filled}::uuid returning id`
    return rows.map(({ id }) => id)
  })
}

/** Places all orders from several connections at once; how many got a seat, how many were told that it is full. */
async function placeAll(orderIds: readonly string[], workers: number) {
  const actor = await house.actor("tsuki")
  const queue = [...orderIds]
  const count = { placed: 0, full: 0 }
  const work = async () => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      const order = id
      try {
        await inScope(actor, (scope) => placeSeminarOrder(scope, order))
        count.placed += 1
      } catch (error) {
        const code = error instanceof Error && "code" in error ? error.code : error
        expect(["seminar-full", "a_pool_is_never_oversold"]).toContain(code)
        count.full += 1
      }
    }
  }
  await Promise.all(Array.from({ length: workers }, work))
  return count
}

describe("seats", () => {
  test("F2 F9 1,000 applications for 100 seats through several connections: exactly 100, never more", async () => {
    await office.load(seminarGiven("RACE", { pools: [{ name: "会場", capacity: 100 }] }))
    const count = await placeAll(await thousandForms("RACE", 1000), 8)
    expect(count).toEqual({ placed: 100, full: 900 })
    expect(await office.seats("RACE")).toEqual({ taken: 100, live: 100, confirmed: 100 })
  })

  test("F9 negative control: without the constraint and the guard the same race oversells", async () => {
    await office.load(seminarGiven("CONTROL", { pools: [{ name: "会場", capacity: 5 }] }))
    // What a naive program does: read how many seats are left, wait a moment, write the claim.
    const naive = Array.from({ length: 20 }, async () =>
      office.act(async (scope) => {
        const [pool] = await scope.sql<{ taken: number }>`
          select (select count(*) from job_run where name = 'naive claim')::integer as taken`
        await scope.sql`select pg_sleep(0.05)`
        if ((pool?.taken ?? 0) >= 5) return
        await scope.sql`
          insert into job_run (organization_id, name, started_at) values (${scope.organizationId}, 'naive claim', ${scope.now})`
      }),
    )
    await Promise.all(naive)
    const [oversold] = await office.look(
      (scope) =>
        scope.sql<{ count: number }>`select count(*)::integer as count from job_run where name = 'naive claim'`,
    )
    expect(oversold?.count).toBeGreaterThan(5)
    expect(await placeAll(await thousandForms("CONTROL", 20), 8)).toEqual({ placed: 5, full: 15 })
  })

  test("F2 the counter cannot be written, and capacity cannot fall beneath what is taken", async () => {
    await office.load(seminarGiven("FIXED", { pools: [{ name: "会場", capacity: 2 }] }))
    await office.apply("FIXED")
    await office.apply("FIXED")
    await expect(office.act((scope) => scope.sql`update seat_pool set taken = 0`)).rejects.toThrow(
      "counted, not written",
    )
    await expect(office.load(seminarGiven("FIXED", { pools: [{ name: "会場", capacity: 1 }] }))).rejects.toMatchObject({
      code: "a_pool_is_never_oversold",
    })
    await expect(office.apply("FIXED")).rejects.toMatchObject({ code: "seminar-full" })
  })

  test("F2 a fee that takes seats of two pools takes both or none", async () => {
    const pools = [
      { name: "講義", capacity: 2 },
      { name: "実習", capacity: 1 },
    ]
    const fees = [
      { name: "両方", priceYen: 0, pools: ["講義", "実習"] },
      { name: "講義のみ", priceYen: 0, pools: ["講義"] },
    ]
    await office.load(seminarGiven("TWO", { pools, fees }))
    await office.apply("TWO")
    await expect(office.apply("TWO")).rejects.toMatchObject({ code: "seminar-full" })
    await office.apply("TWO", { fee: await office.feeOf("TWO", 2) })
    expect(await office.seats("TWO")).toEqual({ taken: 3, live: 3, confirmed: 2 })
  })

  test("F2 pressed twice it is one order, and a group gets its seats whole", async () => {
    await office.load(seminarGiven("GROUP", { pools: [{ name: "会場", capacity: 3 }] }))
    const other = {
      familyName: "同僚",
      givenName: "一",
      familyNameKana: "ドウリョウ",
      givenNameKana: "イチ",
      email: "",
    }
    const order = await office.fill("GROUP", { others: [other] })
    await Promise.all([office.place(order), office.place(order), office.place(order)])
    expect(await office.seats("GROUP")).toEqual({ taken: 2, live: 2, confirmed: 2 })
    await expect(office.apply("GROUP", { others: [other] })).rejects.toMatchObject({ code: "seminar-full" })
    expect(await office.seats("GROUP")).toEqual({ taken: 2, live: 2, confirmed: 2 })
  })
})

describe("holds and the waiting list", () => {
  test("F2 a card order holds its seat longer than Stripe's page; the hold that ends goes to who waits, in order", async () => {
    await office.load(seminarGiven("WAIT", paid(5_500, { pools: [{ name: "会場", capacity: 1 }] })))
    const first = await office.apply("WAIT", { way: "card" })
    expect(await office.stateOf(first)).toBe("held")
    const [second, third] = [
      await office.fill("WAIT", { way: "invoice" }),
      await office.fill("WAIT", { way: "invoice" }),
    ]
    for (const id of [second, third]) await office.act((scope) => joinWaitingList(scope, id))
    house.setClock("2026-11-20T11:05:00+09:00")
    await office.act((scope) => expireHolds(scope, null))
    expect(await office.stateOf(first)).toBe("held")
    house.setClock("2026-11-20T11:11:00+09:00")
    await office.act((scope) => expireHolds(scope, null))
    expect([await office.stateOf(first), await office.stateOf(second), await office.stateOf(third)]).toEqual(["expired", "offered", "waiting"]) // prettier-ignore
    await office.act((scope) => leaveWaitingList(scope, second))
    expect([await office.stateOf(second), await office.stateOf(third)]).toEqual(["cancelled", "offered"])
    await office.place(third)
    expect(await office.seats("WAIT")).toEqual({ taken: 1, live: 1, confirmed: 1 })
  })

  test("F2 cancelling an order made from the list returns the seat to the list; nothing is offered after the close", async () => {
    await office.load(seminarGiven("BACK", { pools: [{ name: "会場", capacity: 1 }], closesAt: "2026-12-09 17:00" }))
    const first = await office.apply("BACK")
    const [second, third, fourth] = [await office.fill("BACK"), await office.fill("BACK"), await office.fill("BACK")]
    for (const id of [second, third, fourth]) await office.act((scope) => joinWaitingList(scope, id))
    await office.act((scope) => cancelRegistrations(scope, { orderId: first, registrationIds: null }))
    await office.place(second)
    await office.act((scope) => cancelRegistrations(scope, { orderId: second, registrationIds: null }))
    expect(await office.stateOf(third)).toBe("offered")
    house.setClock("2026-12-09T18:00:00+09:00")
    await office.act((scope) => expireHolds(scope, null))
    expect([await office.stateOf(third), await office.stateOf(fourth)]).toEqual(["expired", "waiting"])
    office.today("2026-11-20")
  })

  test("F2 a party that is too big is passed over and keeps its place", () => {
    const waiting = [
      { orderId: "a", party: 3, pools: ["p"] },
      { orderId: "b", party: 1, pools: ["p", "q"] },
      { orderId: "c", party: 1, pools: ["p"] },
    ]
    expect(whoIsOffered(new Map([["p", 2], ["q", 1]]), waiting)).toEqual(["b", "c"]) // prettier-ignore
    expect(whoIsOffered(new Map([["p", 4], ["q", 0]]), waiting)).toEqual(["a", "c"]) // prettier-ignore
  })

  test("F3 F4 an inquiry holds a seat until its day and becomes an application by the same rules", async () => {
    await office.load(seminarGiven("ASK", { pools: [{ name: "会場", capacity: 1 }] }))
    const order = await office.fill("ASK", {}, "phone")
    await office.place(order, new Date("2026-11-25T00:00:00Z"))
    expect(await office.stateOf(order)).toBe("held")
    await office.place(order)
    expect(await office.seats("ASK")).toEqual({ taken: 1, live: 1, confirmed: 1 })
    const late = office.form("ASK", { others: Array.from({ length: 10 }, (_, at) => ({ familyName: "多", givenName: `${at}`, familyNameKana: "タ", givenNameKana: "タ", email: "" })) }) // prettier-ignore
    await expect(late.then((form) => office.fill("ASK", form, "fax"))).rejects.toMatchObject({ code: "party-too-big" })
  })
})

describe("planning", () => {
  test("F1 a seminar is copied in one step with all dates moved, and published only when nothing is missing", async () => {
    await office.load(seminarGiven("BASE", paid(5_500, { closesAt: "2026-12-08 17:00" })))
    const [base] = await office.look((scope) => scope.sql<{ id: string }>`select id from seminar where code = 'BASE'`)
    const copies = [
      { code: "BASE-2", startsOn: calendarDate("2027-01-14") },
      { code: "BASE-3", startsOn: calendarDate("2027-02-11") },
    ]
    await office.act((scope) => copySeminar(scope, { sourceId: base?.id ?? "", copies }))
    const rows = await office.look(
      (scope) => scope.sql`
        select seminar.code, seminar.state, closes_at, starts_at, seat_pool.capacity, fee_type.price_yen,
          (select count(*)::integer from fee_type_pool where fee_type_id = fee_type.id) as pools
        from seminar join seminar_session on seminar_session.seminar_id = seminar.id join seat_pool on seat_pool.seminar_id = seminar.id
        join fee_type on fee_type.seminar_id = seminar.id where copied_from_id is not null order by seminar.code`,
    )
    expect(rows).toEqual([
      { code: "BASE-2", state: "draft", closes_at: new Date("2027-01-12T08:00:00Z"), starts_at: new Date("2027-01-14T04:30:00Z"), capacity: 30, price_yen: 5_500, pools: 1 },
      { code: "BASE-3", state: "draft", closes_at: new Date("2027-02-09T08:00:00Z"), starts_at: new Date("2027-02-11T04:30:00Z"), capacity: 30, price_yen: 5_500, pools: 1 },
    ]) // prettier-ignore
    await expect(office.act((scope) => copySeminar(scope, { sourceId: base?.id ?? "", copies }))).rejects.toMatchObject(
      {
        code: "seminar-code-taken",
      },
    )
    await expect(office.load(seminarGiven("BARE", { sessions: [], fees: [] }))).rejects.toMatchObject({
      code: "seminar-not-ready",
    })
  })
})
