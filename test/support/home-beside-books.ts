import { expect } from "vitest"
import type { Scope } from "#app/platform/scope.server.ts"
import { figuresForHome } from "#app/reports/figures-for-home.server.ts"

/** The balances of the start page are those of the books, whatever they are made of. */
export async function expectHomeAsBooks(scope: Scope): Promise<void> {
  const [books] = await scope.sql<{ deferredYen: number; receivableYen: number }>`
    select coalesce(-sum(amount_yen) filter (where purpose = 'deferred'), 0)::bigint as "deferredYen",
      coalesce(sum(amount_yen) filter (where purpose = 'receivable'), 0)::bigint as "receivableYen"
    from voucher_line as line join account on account.code = line.account_code`
  const { deferredYen, receivableYen } = await figuresForHome(scope)
  expect({ deferredYen, receivableYen }).toEqual(books)
}
