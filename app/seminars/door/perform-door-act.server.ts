import { dateInTokyo, instantOf, laterBy } from "#app/platform/clock.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { enterSeminarOrder } from "#app/seminars/apply/enter-seminar-order.server.ts"
import { swapAttendee } from "#app/seminars/apply/swap-attendee.server.ts"
import type { DoorAct } from "#app/seminars/door/check-in.ts"
import { recordCheckIns } from "#app/seminars/door/record-check-ins.server.ts"
import { receiveSeminarPayment } from "#app/seminars/money/receive-seminar-payment.server.ts"
import { refuse } from "#app/seminars/refusals.ts"

/** Which door of which seminar something comes from. */
export type AtDoor = Readonly<{ seminarId: string; code: string; device: string; deviceId: string; skewMs: number }>

/**
 * Does at the desk of a door what is more than a scan: 徴収 (cash for what the order owes), 代理出席 (another person in his place), 当日受付
 * (an application with a seat, by the same rules as any other); whoever is named by `enters` is checked in with it. The nonce does it
 * once. More money than is owed is taken all the same and stands on the board. Refuses what receiveSeminarPayment, swapAttendee and
 * enterSeminarOrder refuse, and unknown-registration.
 */
export async function performDoorAct(scope: Scope, door: AtDoor, act: DoorAct): Promise<void> {
  const at = instantOfAct(scope, door, act)
  const [fresh] = await scope.sql`
    insert into checkin_event (organization_id, nonce, seminar_id, registration_id, device, device_id, kind, source, occurred_at, device_at,
      received_at, is_offline, verdict, recorded_by)
    select ${scope.organizationId}, ${act.nonce}::uuid, ${door.seminarId}::uuid, known.id, ${door.device}, ${door.deviceId}::uuid, ${act.kind},
      ${act.kind === "walk-in" ? "walk-in" : "name"}, ${at}, ${instantOf(act.occurredAt / 1000)}, ${scope.now}, ${act.isOffline}, 'accepted',
      ${scope.actor}
    from (select) as one
    left join registration as known on known.id = ${act.kind === "walk-in" ? null : act.registrationId}::uuid
      and known.seminar_id = ${door.seminarId}::uuid
    on conflict do nothing returning registration_id`
  if (!fresh) return
  const registrationId = await doAct(scope, door, act)
  if (act.enters === undefined) return
  await recordCheckIns(scope, door.seminarId, {
    ...{ device: door.device, deviceId: door.deviceId },
    checkIns: [
      {
        ...{ nonce: act.enters, registrationId, kind: "entry", source: act.kind === "walk-in" ? "walk-in" : "name" },
        ...{ occurredAt: act.occurredAt, skewMs: act.skewMs ?? door.skewMs, isOffline: act.isOffline },
        ...{ isForced: true, shown: "entered" },
      },
    ],
  })
}

/** When it was done by the house's clock, never later than now. */
function instantOfAct(scope: Scope, door: AtDoor, act: DoorAct): Date {
  const at = laterBy(instantOf(act.occurredAt / 1000), (act.skewMs ?? door.skewMs) / 1000)
  return at > scope.now ? scope.now : at
}

/** The registration that an act was about. */
async function doAct(scope: Scope, door: AtDoor, act: DoorAct): Promise<string> {
  if (act.kind === "walk-in") return takeWalkIn(scope, door, act)
  const [order] = await scope.sql<{ id: string; owedYen: number }>`
    select seminar_order.id, greatest(total_yen - coalesce(deferred_yen + recognised_yen, 0), 0) + coalesce(receivable_yen, 0)::bigint as "owedYen"
    from registration join seminar_order on seminar_order.id = order_id
    left join seminar_position as position on position.order_id = seminar_order.id
    where registration.id = ${act.registrationId}::uuid and registration.seminar_id = ${door.seminarId}::uuid for update of seminar_order`
  if (!order) throw refuse("unknown-registration")
  if (act.kind === "stand-in") await swapAttendee(scope, act.registrationId, act)
  else {
    await takeCash(scope, door, act, { orderId: order.id, amountYen: act.amountYen })
    if (act.amountYen > order.owedYen)
      await scope.sql`update checkin_event set reason = 'overpaid' where nonce = ${act.nonce}::uuid`
  }
  return act.registrationId
}

const takeCash = (scope: Scope, door: AtDoor, act: DoorAct, money: { orderId: string; amountYen: number }) =>
  receiveSeminarPayment(scope, {
    ...{ seminarOrderId: money.orderId, way: "cash", amountYen: money.amountYen, cardBrand: null, cardLast4: null },
    receivedOn: dateInTokyo(instantOfAct(scope, door, act)),
    externalKey: `door:${act.nonce}`,
  })

async function takeWalkIn(scope: Scope, door: AtDoor, act: Extract<DoorAct, { kind: "walk-in" }>): Promise<string> {
  const { familyName, givenName, familyNameKana, givenNameKana, companyName, email, phone } = act
  await enterSeminarOrder(scope, {
    code: door.code,
    form: {
      ...{ orderId: act.nonce, fee: act.feeId, way: "onsite", attends: "yes", agrees: "yes", others: [], answers: [] },
      ...{ familyName, givenName, familyNameKana, givenNameKana, companyName, email, phone, department: "" },
      ...{ postalCode: "", prefecture: "", city: "", street: "", building: "", voucher: "" },
    },
    entry: { channel: "door", holdUntil: null, toWaitingList: undefined },
  })
  const [row] = await scope.sql<{ id: string; totalYen: number }>`
    update checkin_event set registration_id = registration.id from registration join seminar_order on seminar_order.id = order_id
    where nonce = ${act.nonce}::uuid and registration.order_id = ${act.nonce}::uuid
    returning registration.id, seminar_order.total_yen as "totalYen"`
  if (!row) throw refuse("unknown-registration")
  if (act.isPaid && row.totalYen > 0) await takeCash(scope, door, act, { orderId: act.nonce, amountYen: row.totalYen })
  return row.id
}

/** An act that the house refused stands in the record with what was typed, until somebody has settled it. */
export async function keepRefusedAct(
  scope: Scope,
  door: AtDoor,
  act: DoorAct,
  why: Readonly<{ code: string; message: string }>,
): Promise<void> {
  await scope.sql`
    insert into checkin_event (organization_id, nonce, seminar_id, registration_id, device, device_id, kind, source, occurred_at, device_at,
      received_at, is_offline, verdict, reason, content, recorded_by)
    select ${scope.organizationId}, ${act.nonce}::uuid, ${door.seminarId}::uuid, (select id from registration
        where id = ${act.kind === "walk-in" ? null : act.registrationId}::uuid), ${door.device}, ${door.deviceId}::uuid, ${act.kind},
      ${act.kind === "walk-in" ? "walk-in" : "name"}, ${instantOfAct(scope, door, act)}, ${instantOf(act.occurredAt / 1000)}, ${scope.now},
      ${act.isOffline}, 'rejected', ${why.code}, ${JSON.stringify({ ...act, message: why.message })}::jsonb, ${scope.actor}
    on conflict do nothing`
  await audit(scope, "refuse-door-act", act.kind, { nonce: act.nonce, reason: why.code })
}
