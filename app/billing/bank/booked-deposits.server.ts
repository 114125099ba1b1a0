import type { BookedDeposit } from "#app/billing/bank/suggestion.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/**
 * What is booked already and looks like these deposits, by the line's id: the same amount in yen, booked from ten days before to three days
 * after it came, and no other deposit's. The nearest first. Reads only.
 */
export async function bookedDepositsFor(
  scope: Scope,
  lineIds: readonly string[],
): Promise<ReadonlyMap<string, readonly BookedDeposit[]>> {
  const rows = await scope.sql<BookedDeposit & { lineId: string }>`
    with waiting as (select id, received_on, amount_yen from bank_line where id = any (${[...lineIds]}::uuid[])),
    span as (select min(received_on) - 10 as from_on, max(received_on) + 3 as until_on from waiting),
    booked as (
      select voucher.source_key as key, 'payout' as kind, voucher.effective_on as on, voucher.description, sum(line.amount_yen)::bigint as yen
      from voucher join voucher_line as line on line.voucher_id = voucher.id
      join account on account.code = line.account_code and account.purpose = 'bank'
      where voucher.kind = 'payout' and voucher.effective_on between (select from_on from span) and (select until_on from span)
      group by voucher.id, voucher.source_key, voucher.effective_on, voucher.description
      union all
      select 'debit:' || request.number, 'debit', request.withdraw_on, '口座振替 ' || request.number, sum(line.amount_yen)::bigint
      from debit_request as request join debit_line as line on line.request_id = request.id and line.result = '0'
      where request.state = 'settled' and request.withdraw_on between (select from_on from span) and (select until_on from span)
      group by request.id, request.number, request.withdraw_on
    )
    select waiting.id as "lineId", booked.key, booked.kind, booked.on, booked.description
    from waiting join booked on booked.yen = waiting.amount_yen and waiting.received_on between booked.on - 3 and booked.on + 10
    where not exists (select from bank_line as other where other.booked_as = booked.key)
    order by abs(waiting.received_on - booked.on), booked.key`
  const found = new Map<string, BookedDeposit[]>()
  for (const { lineId, ...booked } of rows) found.set(lineId, [...(found.get(lineId) ?? []), booked])
  return found
}
