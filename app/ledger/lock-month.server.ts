import type { Scope } from "#app/platform/scope.server.ts"
import type { Month } from "#app/values/calendar.ts"

/**
 * Gives the month's vouchers their numbers, without gaps, in the order of date and business act. Numbered ones stay;
 * a voucher without lines (a run of free copies only) is no paper and gets none.
 */
export async function numberVouchers(scope: Scope, month: Month): Promise<number> {
  await scope.sql`
    insert into voucher_number (organization_id, month, number, voucher_id)
    select ${scope.organizationId}, ${month},
      (select coalesce(max(number), 0) from voucher_number where month = ${month})
        + row_number() over (order by voucher.effective_on, voucher.source_key), voucher.id
    from voucher
    where to_char(voucher.effective_on, 'YYYY-MM') = ${month}
      and exists (select from voucher_line as line where line.voucher_id = voucher.id)
      and not exists (select from voucher_number as given where given.voucher_id = voucher.id)`
  const [count] = await scope.sql<{ count: number }>`
    select count(*)::integer as count from voucher_number where month = ${month}`
  return count?.count ?? 0
}

/** Locks a month: from here on the database refuses vouchers dated in it. */
export async function lockMonth(scope: Scope, month: Month, seq: number, detail: object): Promise<void> {
  await scope.sql`
    insert into period_event (organization_id, month, seq, kind, recorded_at, recorded_by, detail)
    values (${scope.organizationId}, ${month}, ${seq}, 'closed', ${scope.now}, ${scope.actor}, ${JSON.stringify(detail)}::jsonb)`
}
