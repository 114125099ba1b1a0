import type { Scope } from "#app/platform/scope.server.ts"
import type { Law, Sums } from "#test/oracle/naive-page.ts"

type Act = {
  order: string
  month: string
  cause: string
  rate: number
  rounding: string
  total: number
  held: string
  day: string
  allocated: number
  gross: number
  refund: number
}

/** Seat orders by hand: paid is owed to the reader until the day of the last session; then all of it is earned at that day's rate. */
export async function seminarsOfMonths(scope: Scope, law: Law, sums: Sums) {
  const acts = await scope.sql<Act>`
    select movement.order_id as order, to_char(movement.effective_on, 'YYYY-MM') as month, movement.effective_on as day, movement.cause,
      seminar_order.tax_rate_percent as rate, tax_rounding as rounding, total_yen as total, -movement.deferred_yen as refund,
      (select max(ends_at)::date::text from seminar_session where seminar_id = seminar_order.seminar_id) as held,
      movement.net_yen + movement.tax_yen as gross,
      coalesce((select sum(part.amount_yen) from seminar_payment_allocation as part join payment on payment.id = part.payment_id
        where part.order_id = movement.order_id and voucher.source_key = 'payment:' || payment.external_key), 0)::bigint as allocated
    from seminar_movement as movement join voucher on voucher.id = movement.voucher_id
    join seminar_order on seminar_order.id = movement.order_id join organization on organization.id = movement.organization_id
    order by voucher.recorded_at, voucher.id, movement.order_id, movement.cause`
  const balances = new Map<string, bigint>()
  for (const act of acts) {
    const before = balances.get(act.order) ?? 0n
    const after = before + changeOf(act)
    balances.set(act.order, after)
    const owed = (balance: bigint) => (balance < 0n ? -balance : 0n)
    sums.add(act.month, "deferred", "none", owed(-before) - owed(-after))
    sums.add(act.month, "receivable", "none", owed(after) - owed(before))
    if (act.cause === "refund") sums.add(act.month, "payable", "none", -BigInt(act.refund))
    if (act.cause === "held") earn(act, "sales", BigInt(act.total), law.rateOn(BigInt(act.rate), act.held, null), sums)
    if (act.cause === "fee-kept")
      earn(act, "cancellation-fee", BigInt(act.gross), law.rateOn(BigInt(act.rate), act.day, null), sums)
  }
}

function changeOf({ cause, allocated, total, gross, refund }: Act): bigint {
  if (cause === "payment") return BigInt(allocated)
  if (cause === "held") return -BigInt(total)
  return cause === "refund" ? -BigInt(refund) : -BigInt(gross)
}

function earn({ month, rounding }: Act, purpose: string, yen: bigint, rate: bigint, sums: Sums) {
  const [part, whole] = [yen * rate, 100n + rate]
  const tax =
    rounding === "floor"
      ? part / whole
      : rounding === "ceil"
        ? (part + whole - 1n) / whole
        : (2n * part + whole) / (2n * whole)
  sums.add(month, purpose, `sales-${rate}`, tax - yen)
  sums.add(month, "output-tax", `sales-${rate}`, -tax)
}
