import { queueMails } from "#app/notices/queue-mail.server.ts"
import { recordConsent } from "#app/members/reader/record-consent.server.ts"
import { joinOrAddMember } from "#app/members/join-or-add-member.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { expireHolds } from "#app/seminars/apply/expire-holds.server.ts"
import { mailForOrders } from "#app/seminars/apply/mail-for-orders.server.ts"
import { type Attendee, StoredSeminarForm } from "#app/seminars/apply/seminar-form.ts"
import {
  addRegistrations,
  checkoutHoldUntil,
  isVisiblyFull,
  type SeatReason,
  takeSeats,
} from "#app/seminars/parts/take-seats.server.ts"
import { invoiceSeminarOrder } from "#app/billing/papers/invoice-seminar-order.server.ts"
import { refuse } from "#app/seminars/refusals.ts"
import type { SeminarWay } from "#app/seminars/seminar-file.ts"

export type PlacedOrder = Readonly<{ orderId: string; number: string; state: "held" | "approval" | "confirmed" }>

type Order = {
  number: string
  state: string
  way: SeminarWay
  channel: "web" | "phone" | "fax" | "post" | "door"
  seminar_id: string
  form: unknown
  audience: string
  needs_approval: boolean
  is_open: boolean
  code: string
  voucher_code: string | null
  invoice_days: number
}

/**
 * 申し込みを確定: joins the payer and the attendees to their members and takes the seats in the same transaction. Free, on-site and invoice
 * orders are confirmed at once, card orders hold their seats while Stripe's page is open, and where approval is asked for the seats
 * wait for it; an order by invoice has its 適格請求書 with its confirmation. Pressed twice it is one order. Refuses: unknown-order, not-open-now, seminar-full, fee-for-members,
 * fee-for-others, voucher-used-up, order-ended, a_pool_is_never_oversold (by the database).
 */
export async function placeSeminarOrder(
  scope: Scope,
  orderId: string,
  how: Readonly<{ shown?: unknown; shownVersion?: string; heldUntil?: Date }> = {},
): Promise<PlacedOrder> {
  const order = await lockOrder(scope, orderId)
  if (order.state === "approval" || order.state === "confirmed")
    return { orderId, number: order.number, state: order.state }
  if (order.state === "held" && order.way === "card") return { orderId, number: order.number, state: "held" }
  if (!["filled", "waiting", "offered", "held"].includes(order.state)) throw refuse("order-ended")
  if (!order.is_open && order.channel !== "door" && order.state === "filled")
    throw refuse("not-open-now", { code: order.code })
  if (order.state === "filled" && (await isVisiblyFull(scope, orderId)))
    throw refuse("seminar-full", { code: order.code })
  if (order.voucher_code !== null) await countVoucher(scope, order.voucher_code, orderId)
  const form = StoredSeminarForm.parse(order.form)
  const payer = await joinOrAddMember(scope, form.payer, order.channel === "door" ? "staff" : order.channel)
  if (form.payer.wantsMail) {
    const receivedBy = order.channel === "door" ? "staff" : order.channel
    await recordConsent(scope, payer.memberId, { purpose: "mail", isGiven: true, receivedBy })
  }
  if (order.audience === "member" && payer.how !== "joined") throw refuse("fee-for-members", {}, { field: "fee" })
  const target = targetOf(scope, order, how.heldUntil)
  await addRegistrations(scope, [orderId], target.seat)
  await scope.sql`
    update registration set state = ${target.seat} where order_id = ${orderId}::uuid and state in ('held', 'confirmed')`
  await joinAttendees(scope, orderId, payer.memberId, form)
  await takeOrRefuse(scope, orderId, order, target)
  await keepPlaced(scope, orderId, {
    ...target,
    payerId: payer.memberId,
    shown: how.shown,
    shownVersion: how.shownVersion,
    order,
  })
  return { orderId, number: order.number, state: target.state }
}

async function lockOrder(scope: Scope, orderId: string): Promise<Order> {
  const [order] = await scope.sql<Order>`
    select seminar_order.number, seminar_order.state, seminar_order.way, seminar_order.channel, seminar_order.seminar_id, seminar_order.form,
      fee.audience, seminar.needs_approval, seminar.code, seminar_order.voucher_code, seminar.invoice_days,
      seminar.state = 'published' and coalesce(opens_at <= ${scope.now}, true)
        and coalesce(closes_at, (select min(starts_at) from seminar_session where seminar_id = seminar.id)) > ${scope.now} as is_open
    from seminar_order join seminar on seminar.id = seminar_order.seminar_id join fee_type as fee on fee.id = seminar_order.fee_type_id
    where seminar_order.id = ${orderId}::uuid for update of seminar_order`
  if (!order) throw refuse("unknown-order")
  return order
}

type Target = Readonly<{
  state: PlacedOrder["state"]
  seat: "held" | "confirmed"
  reason: SeatReason
  until: Date | null
}>

/** What a placed order becomes, and on which terms it has its seats. */
function targetOf(scope: Scope, order: Order, heldUntil: Date | undefined): Target {
  if (heldUntil !== undefined) return { state: "held", seat: "held", reason: "inquiry", until: heldUntil }
  const reason = order.channel === "web" ? "application" : order.channel === "door" ? "door" : "staff"
  // Who was offered a seat after waiting or approval needs no second approval.
  if (order.needs_approval && order.channel === "web" && order.state === "filled")
    return { state: "approval", seat: "held", reason: "approval", until: null }
  if (order.way === "card") return { state: "held", seat: "held", reason: "checkout", until: checkoutHoldUntil(scope) }
  return { state: "confirmed", seat: "confirmed", reason, until: null }
}

async function takeOrRefuse(scope: Scope, orderId: string, order: Order, target: Target) {
  const seat = { state: target.seat, reason: target.reason, until: target.until }
  if (await takeSeats(scope, [orderId], seat)) return
  // Before anybody is sent away, seats whose holds have ended are freed; those who wait come first.
  await expireHolds(scope, order.seminar_id)
  if (!(await takeSeats(scope, [orderId], seat))) throw refuse("seminar-full", { code: order.code })
}

/** Who attends is a member, too, so that what he attends stands on his page; the applicant himself is joined already. */
async function joinAttendees(scope: Scope, orderId: string, payerId: string, form: StoredSeminarForm) {
  const isPayer = (attendee: Attendee) => attendee.email === form.payer.email && attendee.familyNameKana === form.payer.familyNameKana && attendee.givenNameKana === form.payer.givenNameKana // prettier-ignore
  const members: string[] = []
  for (const attendee of form.attendees) {
    const person = { ...form.payer, ...attendee, wantsMail: false }
    members.push(isPayer(attendee) ? payerId : (await joinOrAddMember(scope, person, "web")).memberId)
  }
  await scope.sql`
    update registration set member_id = given.member_id
    from unnest(${members}::uuid[]) with ordinality as given (member_id, seq)
    where order_id = ${orderId}::uuid and registration.seq = given.seq`
}

async function countVoucher(scope: Scope, code: string, orderId: string) {
  const [voucher] = await scope.sql<{
    uses_max: number
  }>`select uses_max from seminar_voucher where code = ${code} for update`
  const [used] = await scope.sql<{ count: number }>`
    select coalesce(sum(party), 0)::integer as count from seminar_order
    where voucher_code = ${code} and (id = ${orderId}::uuid or state in ('held', 'approval', 'confirmed', 'offered'))`
  if (!voucher || (used?.count ?? 0) > voucher.uses_max) throw refuse("voucher-used-up", { code }, { field: "voucher" })
}

async function keepPlaced(
  scope: Scope,
  orderId: string,
  placed: Target & Readonly<{ payerId: string; shown: unknown; shownVersion: string | undefined; order: Order }>,
) {
  const isConfirmed = placed.state === "confirmed"
  // Who calls the seminar off waits for this application, or this one sees here that it is called off.
  const kept = await scope.sql`
    update seminar_order set state = ${placed.state}, payer_id = ${placed.payerId}::uuid, held_until = ${placed.until},
      placed_at = coalesce(placed_at, ${scope.now}), confirmed_at = ${isConfirmed ? scope.now : null},
      due_on = case when way = 'invoice' and not exists (select from payer_terms
        where member_id = ${placed.payerId}::uuid and closing_day is not null) then ${scope.today}::date + ${placed.order.invoice_days}::integer end,
      shown = coalesce(shown, ${placed.shown === undefined ? null : JSON.stringify(placed.shown)}::jsonb),
      shown_version = coalesce(shown_version, ${placed.shownVersion ?? null})
    where id = ${orderId}::uuid and exists (select from seminar where id = seminar_id and state <> 'cancelled') returning id`
  if (kept.length === 0) throw refuse("not-open-now", { code: placed.order.code })
  await scope.sql`
    insert into seminar_position (organization_id, order_id) values (${scope.organizationId}, ${orderId}::uuid) on conflict do nothing`
  await scope.sql`
    update waitlist_entry set state = 'accepted' where order_id = ${orderId}::uuid and state in ('waiting', 'offered')`
  if (isConfirmed) await invoiceSeminarOrder(scope, orderId)
  if (placed.state !== "held") {
    await queueMails(scope, await mailForOrders(scope, [orderId], isConfirmed ? "confirmed" : "approval"))
  }
  await audit(scope, "place-seminar-order", placed.order.number, { seminar: placed.order.code, state: placed.state })
}
