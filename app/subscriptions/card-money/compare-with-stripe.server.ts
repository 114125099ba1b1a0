import type { AccountActivity, DisputeState } from "#app/billing/stripe/account-activity.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

export type StripeDifference = Readonly<{ kind: string; subject: string; oursYen: number; theirsYen: number }>

const isOpen = ({ status }: DisputeState) => !["won", "lost", "warning_closed", "prevented"].includes(status)
/** An inquiry takes no money yet. */
const hasTakenMoney = (dispute: DisputeState) => isOpen(dispute) && !dispute.status.startsWith("warning_")

/**
 * Compares what Stripe tells with our rows and books (照合, I8): charges, refunds, disputes, payouts and the balance, in yen, and keeps each
 * difference until a later comparison finds it no more. Gives those that stand.
 */
export async function compareWithStripe(
  scope: Scope,
  activity: AccountActivity,
  since: CalendarDate,
): Promise<readonly StripeDifference[]> {
  const found = [
    ...(await chargesCompared(scope, activity, since)),
    ...(await refundsCompared(scope, activity, since)),
    ...(await disputesCompared(scope, activity)),
    ...(await payoutsCompared(scope, activity)),
    ...(await balanceCompared(scope, activity)),
  ]
  await scope.sql`
    insert into stripe_difference (organization_id, kind, subject, ours_yen, theirs_yen, found_at, seen_at)
    select ${scope.organizationId}, given.kind, given.subject, given.ours, given.theirs, ${scope.now}, ${scope.now}
    from unnest(${found.map(({ kind }) => kind)}::text[], ${found.map(({ subject }) => subject)}::text[],
      ${found.map(({ oursYen }) => oursYen)}::bigint[], ${found.map(({ theirsYen }) => theirsYen)}::bigint[])
      as given (kind, subject, ours, theirs)
    on conflict (organization_id, kind, subject) do update set ours_yen = excluded.ours_yen, theirs_yen = excluded.theirs_yen,
      seen_at = excluded.seen_at, gone_at = null`
  await scope.sql`
    update stripe_difference set gone_at = ${scope.now}
    where gone_at is null and (kind, subject) not in (
      select * from unnest(${found.map(({ kind }) => kind)}::text[], ${found.map(({ subject }) => subject)}::text[]))`
  return found
}

const chargesCompared = (
  scope: Scope,
  { charges }: AccountActivity,
  since: CalendarDate,
) => scope.sql<StripeDifference>`
  with theirs as (
    select * from unnest(${charges.map(({ paymentIntentId }) => paymentIntentId)}::text[],
      ${charges.map(({ amountYen }) => amountYen)}::bigint[]) as given (key, yen)
  ), ours as (
    select external_key as key, amount_yen as yen, received_on from payment where through_stripe
  )
  select case when ours.key is null then 'charge-not-booked' when theirs.key is null then 'payment-not-charged' else 'amount-differs' end
      as kind, coalesce(theirs.key, ours.key) as subject, coalesce(ours.yen, 0)::bigint as "oursYen",
    coalesce(theirs.yen, 0)::bigint as "theirsYen"
  from theirs full join ours on ours.key = theirs.key
  where ours.yen is distinct from theirs.yen and (theirs.key is not null or ours.received_on > ${since}::date)
  order by subject`

const refundsCompared = (
  scope: Scope,
  { refunds }: AccountActivity,
  since: CalendarDate,
) => scope.sql<StripeDifference>`
  with theirs as (
    select * from unnest(${refunds.map(({ stripeRefundId }) => stripeRefundId)}::text[],
      ${refunds.map(({ paymentIntentId }) => paymentIntentId)}::text[], ${refunds.map(({ amountYen }) => amountYen)}::bigint[])
      as given (key, intent, yen)
  ), ours as (
    select stripe_refund_id as key, amount_yen as yen, settled_at from card_refund where state = 'done'
  )
  select case when ours.key is null then 'refund-not-booked' else 'refund-not-at-stripe' end as kind,
    coalesce(theirs.key, ours.key) as subject, coalesce(ours.yen, 0)::bigint as "oursYen", coalesce(theirs.yen, 0)::bigint as "theirsYen"
  from theirs full join ours on ours.key = theirs.key
  where ours.yen is distinct from theirs.yen and (theirs.key is not null or ours.settled_at::date > ${since}::date)
    -- Once seminars' refunds were made at Stripe by hand and marked as paid to the card.
    and not exists (
      select from payment join ledger_allocation as allocation on allocation.payment_id = payment.id
      join seminar_refund on seminar_refund.order_id = allocation.subject_id and seminar_refund.paid_way = 'card'
      where payment.external_key = theirs.intent and seminar_refund.amount_yen = theirs.yen
        and not exists (select from card_refund where seminar_refund_number = seminar_refund.number))
  order by subject`

async function disputesCompared(scope: Scope, { disputes }: AccountActivity): Promise<StripeDifference[]> {
  const booked = await scope.sql<{ id: string }>`
    select dispute_id as id from stripe_dispute where booked_on is not null`
  const lost = disputes.filter(
    ({ status, disputeId }) => status === "lost" && !booked.some(({ id }) => id === disputeId),
  )
  const of = (kind: string) => (dispute: DisputeState) => ({
    ...{ kind, subject: dispute.disputeId, oursYen: 0, theirsYen: dispute.amountYen },
  })
  return [...disputes.filter(isOpen).map(of("dispute-open")), ...lost.map(of("dispute-not-booked"))]
}

async function payoutsCompared(scope: Scope, { payouts }: AccountActivity): Promise<StripeDifference[]> {
  const booked = await scope.sql<{ id: string }>`select payout_id as id from stripe_payout`
  return payouts
    .filter(({ payoutId }) => !booked.some(({ id }) => id === payoutId))
    .map(({ payoutId, netYen, lines }) => ({
      ...{ kind: "payout-not-booked", subject: payoutId, theirsYen: netYen },
      oursYen: lines.reduce((sum, line) => sum + line.amountYen - line.feeYen, 0),
    }))
}

/** 未収入金(カード) less the fees already taken and the money under dispute is what Stripe holds. */
async function balanceCompared(scope: Scope, activity: AccountActivity): Promise<StripeDifference[]> {
  const [books] = await scope.sql<{ yen: number }>`
    select coalesce(sum(line.amount_yen), 0)::bigint as yen from voucher_line as line
    join account on account.code = line.account_code where account.purpose = 'card-clearing'`
  const disputed = activity.disputes.filter(hasTakenMoney).reduce((sum, { amountYen }) => sum + amountYen, 0)
  const oursYen = (books?.yen ?? 0) - activity.unpaidFeesYen - disputed
  if (oursYen === activity.balanceYen) return []
  return [{ kind: "balance", subject: "stripe", oursYen, theirsYen: activity.balanceYen }]
}
