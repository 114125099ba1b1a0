import { placeSeminarOrder } from "#app/seminars/apply/place-seminar-order.server.ts"
import { type SeminarChannel, saveSeminarApplication } from "#app/seminars/apply/save-seminar-application.server.ts"
import { seminarForm } from "#app/seminars/apply/seminar-form.ts"
import { receiveSeminarPayment } from "#app/seminars/money/receive-seminar-payment.server.ts"
import { saveSeminars } from "#app/seminars/plan/save-seminars.server.ts"
import { SeminarFile } from "#app/seminars/seminar-file.ts"
import { type SmallPublisher, smallWorld } from "#test/support/small-world.ts"
import type { TestHouse } from "#test/support/use-house.ts"

type Changes = Readonly<Record<string, unknown>>

/** A seminar as a file would state it: one afternoon in December, 30 seats, free unless told otherwise. */
export const seminarGiven = (code: string, changes: Changes = {}) => ({
  ...{ code, title: `園芸講座 ${code}`, summary: "冬の庭しごと", contact: "03-0000-0000", state: "published" },
  sessions: [{ startsAt: "2026-12-10 13:30", endsAt: "2026-12-10 16:00", room: "KANDA" }],
  pools: [{ name: "会場", capacity: 30 }],
  fees: [{ name: "一般", priceYen: 0 }],
  ...changes,
})

export const paid = (priceYen: number, more: Changes = {}): Changes => ({
  fees: [{ name: "一般", priceYen }],
  ways: ["card", "invoice", "onsite"],
  cancellation: [
    { daysBefore: 7, feePercent: 30 },
    { daysBefore: 0, feePercent: 100 },
  ],
  ...more,
})

/** The seminar office of a small publisher; what happens is told in a few words. The clock stands on 2026-11-20. */
export function seminarWorld(house: TestHouse, publisher?: SmallPublisher) {
  const world = smallWorld(house, publisher)
  let people = 0
  let payments = 0

  async function found() {
    await world.found()
    world.today("2026-11-20")
  }

  const load = (...seminars: readonly ReturnType<typeof seminarGiven>[]) =>
    world.act((scope) =>
      saveSeminars(
        scope,
        SeminarFile.parse({ rooms: [{ code: "KANDA", name: "神田ホール", capacity: 2000 }], seminars }),
      ),
    )

  const feeOf = async (code: string, seq = 1) => {
    const [row] = await world.look(
      (scope) => scope.sql<{ id: string }>`
        select fee_type.id from fee_type join seminar on seminar.id = seminar_id where seminar.code = ${code} and fee_type.seq = ${seq}`,
    )
    return row?.id ?? ""
  }

  /** A form as somebody fills it in; everybody is a new person. */
  async function form(code: string, changes: Changes = {}) {
    people += 1
    const no = String(people).padStart(4, "0")
    const kana = Array.from(no, (digit) => "アイウエオカキクケコ".charAt(Number(digit))).join("")
    const [made] = await world.look((scope) => scope.sql<{ id: string }>`select new_id() as id`)
    return seminarForm("ja").parse({
      ...{
        orderId: made?.id,
        fee: await feeOf(code),
        way: "free",
        attends: "yes",
        agrees: "yes",
        allowsReminder: "yes",
      },
      ...{ familyName: "受講", givenName: `${people}番`, familyNameKana: "ジュコウ", givenNameKana: kana },
      ...{ email: `guest${people}@seminar.example`, phone: `04200${no}0`, companyName: "", department: "" },
      ...changes,
    })
  }

  async function fill(code: string, changes: Changes = {}, channel: SeminarChannel = "web"): Promise<string> {
    const filled = await form(code, changes)
    return world.act((scope) =>
      saveSeminarApplication(scope, { code, form: filled, channel, sourceCode: "", sourcePage: "" }),
    )
  }

  const place = (orderId: string, heldUntil?: Date) =>
    world.act((scope) => placeSeminarOrder(scope, orderId, heldUntil ? { heldUntil } : {}))

  const apply = async (code: string, changes: Changes = {}, channel: SeminarChannel = "web") => {
    const orderId = await fill(code, changes, channel)
    await place(orderId)
    return orderId
  }

  async function pay(orderId: string, amountYen: number, way: "bank-transfer" | "cash" | "card" = "bank-transfer") {
    payments += 1
    await world.act((scope) =>
      receiveSeminarPayment(scope, {
        ...{
          seminarOrderId: orderId,
          way,
          amountYen,
          receivedOn: scope.today,
          externalKey: `seminar-test:${payments}`,
        },
        ...{ cardBrand: null, cardLast4: null },
      }),
    )
  }

  const seats = async (code: string) => {
    const [row] = await world.look(
      (scope) => scope.sql<{ taken: number; live: number; confirmed: number }>`
        select coalesce(sum(pool.taken), 0)::integer as taken,
          (select count(*) from seat_claim join seat_pool on seat_pool.id = pool_id join seminar on seminar.id = seminar_id
            where seminar.code = ${code} and seat_claim.state in ('held', 'confirmed'))::integer as live,
          (select count(*) from registration join seminar on seminar.id = seminar_id
            where seminar.code = ${code} and registration.state = 'confirmed')::integer as confirmed
        from seat_pool as pool join seminar on seminar.id = pool.seminar_id where seminar.code = ${code}`,
    )
    return row ?? { taken: -1, live: -1, confirmed: -1 }
  }

  const stateOf = async (orderId: string) => {
    const [row] = await world.look(
      (scope) => scope.sql<{ state: string }>`select state from seminar_order where id = ${orderId}::uuid`,
    )
    return row?.state ?? ""
  }

  /** Somebody enters a session (the first where nothing is said) at an instant, as the door would record it. */
  const enter = (registrationIds: readonly string[], at: string, session = 1) =>
    world.act(
      (scope) => scope.sql`
        insert into checkin_event (organization_id, nonce, seminar_id, session_id, registration_id, kind, source, occurred_at, received_at,
          verdict, recorded_by)
        select ${scope.organizationId}, gen_random_uuid(), registration.seminar_id, session.id, registration.id, 'entry', 'name',
          ${at}::timestamptz, ${at}::timestamptz, 'accepted', 'test'
        from registration join seminar_session as session on session.seminar_id = registration.seminar_id and session.seq = ${session}
        where registration.id = any(${[...registrationIds]}::uuid[])`,
    )

  const balance = async (orderId: string) => {
    const [row] = await world.look(
      (scope) => scope.sql<{ deferred: number; receivable: number; recognised: number }>`
        select deferred_yen as deferred, receivable_yen as receivable, recognised_yen as recognised
        from seminar_position where order_id = ${orderId}::uuid`,
    )
    return row
  }

  return { ...world, found, load, feeOf, form, fill, place, apply, pay, seats, stateOf, enter, balance }
}
