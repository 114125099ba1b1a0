import { keepBalances } from "#app/ledger/balances-for-month.server.ts"
import { lockMonth, numberVouchers } from "#app/ledger/lock-month.server.ts"
import { holdMonth, monthState } from "#app/ledger/month-state.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { nameFiles } from "#app/platform/files.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CheckItem, closeChecklist, openMonthsBefore } from "#app/reports/close-checklist.server.ts"
import { keepRunOff } from "#app/reports/deferred-run-off.server.ts"
import { closedFiles } from "#app/reports/closed-files.server.ts"
import { monthFiles } from "#app/reports/month-files.server.ts"
import { refuse } from "#app/reports/refusals.ts"
import { month as monthOf, type Month } from "#app/values/calendar.ts"

export type ClosedMonth = Readonly<{
  month: Month
  vouchers: number
  files: readonly Readonly<{ name: string; sha256: string }>[]
  alreadyDone: boolean
}>

/**
 * 月次締め: checks, numbers the vouchers, locks the month, keeps the data pack; all in this Scope. A month closed already
 * gives its files again. Refuses: checklist-not-clear, books-do-not-tie, totals-differ.
 */
export async function closeMonth(
  scope: Scope,
  input: { month: Month; explanation?: string | undefined },
): Promise<ClosedMonth> {
  const { month } = input
  // Earlier open months are held too: a voucher dated there would move this month's opening balances meanwhile.
  for (const earlier of await openMonthsBefore(scope, month)) await holdMonth(scope, monthOf(earlier))
  await holdMonth(scope, month)
  const state = await monthState(scope, month)
  if (state.closed) return { ...(await kept(scope, month, state.seq)), alreadyDone: true }
  const explanation = input.explanation?.trim() ?? ""
  const items = await closeChecklist(scope, month)
  refuseUnclear(month, items, explanation)
  const vouchers = await numberVouchers(scope, month)
  const notes = items.filter((item) => item.state !== "ok")
  const detail = { vouchers, explanation, notes: notes.map(({ key, detail: { ja } }) => ({ key, detail: ja })) }
  await keepRunOff(scope, month, state.seq + 1)
  await lockMonth(scope, month, state.seq + 1, detail)
  await keepBalances(scope, month, state.seq + 1)
  await keepFiles(scope, month, state.seq + 1)
  const closed = await kept(scope, month, state.seq + 1)
  await audit(scope, "close-month", month, { ...detail, files: closed.files })
  return { ...closed, alreadyDone: false }
}

function refuseUnclear(month: Month, items: readonly CheckItem[], explanation: string) {
  const failed = items.filter((item) => item.state === "fail")
  const named = (of: readonly CheckItem[]) => ({
    month,
    items: of.map(({ label, detail }) => `${label.ja}(${detail.ja})`).join("、"),
  })
  const untied = failed.filter((item) => !item.explainable)
  if (untied.length > 0) throw refuse("books-do-not-tie", named(untied), { details: untied })
  if (failed.length > 0 && explanation === "") {
    throw refuse("checklist-not-clear", named(failed), { field: "explanation", details: failed })
  }
}

async function keepFiles(scope: Scope, month: Month, seq: number) {
  const ids = await nameFiles(scope, await monthFiles(scope, month))
  await scope.sql`
    insert into closed_file (organization_id, month, seq, name, file_id)
    select ${scope.organizationId}, ${month}, ${seq}, * from unnest(${[...ids.keys()]}::text[], ${[...ids.values()]}::uuid[])`
}

async function kept(scope: Scope, month: Month, seq: number): Promise<Omit<ClosedMonth, "alreadyDone">> {
  const files = await closedFiles(scope, month, seq)
  const [count] = await scope.sql<{ count: number }>`
    select count(*)::integer as count from voucher_number where month = ${month}`
  return { month, vouchers: count?.count ?? 0, files: files.map(({ name, sha256 }) => ({ name, sha256 })) }
}
