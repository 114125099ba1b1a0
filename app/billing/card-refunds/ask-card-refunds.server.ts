import type { Scope } from "#app/platform/scope.server.ts"

/** A refund (返金) that is to go back to the cards that paid: how much of it is left, and what was paid for. */
export type RefundForCards = Readonly<{
  of: "contract" | "seminar"
  number: string
  leftYen: number
  /** The contracts or seminar orders whose card payments it may go back to. */
  subjectIds: readonly string[]
  /** A payment that was for nothing and belongs to no subject. */
  paymentId: string | null
}>

/**
 * Asks for refunds to go back to the cards that paid them: rows for Stripe, the newest payment first, in one statement. A refund that the
 * cards cannot take whole is not asked for, and one that is on its way is not asked for twice. Gives the yen that the cards can take of
 * each, by its number. Refuses nothing.
 */
export async function askCardRefunds(
  scope: Scope,
  refunds: readonly RefundForCards[],
): Promise<ReadonlyMap<string, number>> {
  await oneAtATime(scope)
  const sources = refunds.flatMap(({ number, subjectIds, paymentId }) => [
    ...subjectIds.map((subject) => ({ number, subject, payment: null })),
    ...(paymentId === null ? [] : [{ number, subject: null, payment: paymentId }]),
  ])
  const rows = await scope.sql<{ number: string; yen: number }>`
    with wanted as (
      select * from unnest(${refunds.map(({ number }) => number)}::text[], ${refunds.map(({ of }) => of)}::text[],
        ${refunds.map(({ leftYen }) => leftYen)}::bigint[]) as given (number, kind, left_yen)
      where not exists (select from card_refund where state = 'waiting'
        and case given.kind when 'contract' then refund_number else seminar_refund_number end = given.number)
    ), source as (
      select * from unnest(${sources.map(({ number }) => number)}::text[], ${sources.map(({ subject }) => subject)}::uuid[],
        ${sources.map(({ payment }) => payment)}::uuid[]) as given (number, subject_id, payment_id)
    ), by as (
      select source.number, allocation.payment_id from source join ledger_allocation as allocation
        on allocation.subject_id = source.subject_id
      union select number, payment_id from source where payment_id is not null
    ), paid as (
      select by.number, payment.id, payment.number as payment, payment.received_on, payment.amount_yen - coalesce((
          select sum(amount_yen) from card_refund where payment_id = payment.id and state <> 'failed'), 0) as yen
      from by join payment on payment.id = by.payment_id
      where payment.way = 'card'
        and not exists (select from stripe_dispute where stripe_dispute.payment_id = payment.id and status = 'lost')
    ), share as (
      select wanted.number, wanted.kind, wanted.left_yen, paid.id, least(paid.yen, greatest(wanted.left_yen - coalesce(sum(paid.yen) over (
        partition by wanted.number order by received_on desc, payment desc rows between unbounded preceding and 1 preceding), 0), 0)) as yen
      from wanted join paid on paid.number = wanted.number where paid.yen > 0
    ), taken as (
      select number, left_yen, sum(yen)::bigint as yen from share group by number, left_yen
    ), asked as (
      insert into card_refund (organization_id, payment_id, refund_number, seminar_refund_number, amount_yen, wanted_at, wanted_by)
      select ${scope.organizationId}, id, case kind when 'contract' then number end, case kind when 'seminar' then number end, share.yen,
        ${scope.now}, ${scope.actor}
      from share join taken using (number) where share.yen > 0 and taken.yen = taken.left_yen
    )
    select number, yen from taken`
  return new Map(rows.map(({ number, yen }) => [number, yen]))
}

/** Two refunds asked for at once would both find the same payment whole. */
export const oneAtATime = (scope: Scope) =>
  scope.sql`select pg_advisory_xact_lock(hashtextextended(${`card-refunds:${scope.organizationId}`}, 0))`
