import type { Scope } from "#app/platform/scope.server.ts"

/** How many vouchers there are, before an act. */
export async function vouchersKnown(scope: Scope): Promise<readonly string[]> {
  const rows = await scope.sql<{ id: string }>`select id from voucher`
  return rows.map(({ id }) => id)
}

/** The vouchers that were posted since, in their order: kind, and the sum of each purpose, 借方 positive; nothing is left out. */
export async function vouchersSince(scope: Scope, known: readonly string[]) {
  const rows = await scope.sql<{ kind: string; sums: Record<string, number> }>`
    select kind, jsonb_object_agg(purpose, yen) as sums from (
      select voucher.id, voucher.kind, voucher.recorded_at, account.purpose, sum(amount_yen)::bigint as yen
      from voucher join voucher_line as line on line.voucher_id = voucher.id join account on account.code = account_code
      where voucher.id <> all (${[...known]}::uuid[]) group by voucher.id, voucher.kind, voucher.recorded_at, account.purpose
    ) as posted group by id, kind, recorded_at order by recorded_at, id`
  return rows.map(({ kind, sums }): [string, Record<string, number>] => [kind, sums])
}
