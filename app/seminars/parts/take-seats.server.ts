import { laterBy } from "#app/platform/clock.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

export type SeatReason = "application" | "checkout" | "approval" | "waitlist-offer" | "inquiry" | "staff" | "door"

/** A seat held while somebody pays outlives Stripe's session (60 minutes). */
export const checkoutHoldUntil = (scope: Scope): Date => laterBy(scope.now, 70 * 60)

/** Registrations of orders that have none yet, one for each attendee of the form. */
export const addRegistrations = (scope: Scope, orderIds: readonly string[], state: "held" | "confirmed") => scope.sql`
  insert into registration (organization_id, number, order_id, seminar_id, fee_type_id, seq, family_name, given_name,
    family_name_kana, given_name_kana, company_name, department, email, phone, price_yen, state, allows_reminder, answers)
  select seminar_order.organization_id, seminar_order.number || '-' || attendee.seq, seminar_order.id, seminar_id, fee_type_id, attendee.seq,
    attendee."familyName", attendee."givenName", attendee."familyNameKana", attendee."givenNameKana", attendee."companyName",
    attendee.department, attendee.email, attendee.phone, unit_yen, ${state}, (form->>'allowsReminder')::boolean, form->'answers'
  from seminar_order, rows from (jsonb_to_recordset(form->'attendees') as ("familyName" text, "givenName" text,
    "familyNameKana" text, "givenNameKana" text, "companyName" text, department text, email text, phone text))
    with ordinality as attendee ("familyName", "givenName", "familyNameKana", "givenNameKana", "companyName", department, email, phone, seq)
  where seminar_order.id = any(${orderIds}::uuid[])
    and not exists (select from registration where registration.order_id = seminar_order.id)`

/**
 * Takes a seat in every pool for every living registration of the orders, in one statement, all or none; seats they hold already are
 * kept on the new terms. False where there are too few. That two take the last seat at once the database refuses itself.
 */
export async function takeSeats(
  scope: Scope,
  orderIds: readonly string[],
  seat: Readonly<{ state: "held" | "confirmed"; reason: SeatReason; until: Date | null }>,
): Promise<boolean> {
  const [claimed] = await scope.sql<{ is_whole: boolean }>`
    select claim_seats(${orderIds}::uuid[], ${seat.state}, ${seat.reason}, ${seat.until}, ${scope.now}) as is_whole`
  return claimed?.is_whole === true
}

/**
 * Whether an order cannot have its seats, as far as can be seen without a lock: too few are left in a pool of its fee, and no hold has ended
 * that could be freed. It saves the work of those who come too late; who gets the last seat the database decides.
 */
export async function isVisiblyFull(scope: Scope, orderId: string): Promise<boolean> {
  const [short] = await scope.sql`
    select from seminar_order join fee_type_pool on fee_type_pool.fee_type_id = seminar_order.fee_type_id
    join seat_pool as pool on pool.id = fee_type_pool.pool_id
    where seminar_order.id = ${orderId}::uuid and pool.capacity + pool.overbook - pool.taken < seminar_order.party
      and not exists (select from seat_claim where pool_id = pool.id and state = 'held' and expires_at <= ${scope.now}) limit 1`
  return short !== undefined
}

/** Gives the seats of registrations back. */
export const releaseSeats = (scope: Scope, registrationIds: readonly string[]) => scope.sql`
  update seat_claim set state = 'released', expires_at = null
  where registration_id = any(${registrationIds}::uuid[]) and state in ('held', 'confirmed')`
