import { z } from "zod"
import type { AccountPurpose } from "#app/ledger/account.ts"
import { refuse } from "#app/ledger/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { addDays, isCalendarDate, type Month } from "#app/values/calendar.ts"
import { isId } from "#app/values/ids.ts"

/** A voucher by hand as it waits for its second person; 借方 positive, 貸方 negative. */
export const ManualVoucher = z.object({
  effectiveOn: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  description: z.string().min(1).max(200),
  lines: z.array(
    z.object({
      accountCode: z.string(),
      subAccount: z.string().max(40),
      taxClass: z.union([
        z.literal("none"),
        z.templateLiteral(["sales-", z.int().min(1).max(99)]),
        z.templateLiteral(["purchase-", z.int().min(1).max(99)]),
      ]),
      amountYen: z.number().int(),
    }),
  ),
})
export type ManualVoucher = z.infer<typeof ManualVoucher>

/** Contracts hold the detail of these accounts; a line by hand would part the two books. */
const heldByContracts: readonly AccountPurpose[] = ["deferred", "receivable"]

/** Asks for a voucher by hand (振替伝票の起票). Refuses: voucher-date-unlikely, voucher-needs-two-lines, voucher-does-not-balance, unknown-account, account-follows-contracts. */
export async function requestVoucher(scope: Scope, voucher: ManualVoucher, reason: string): Promise<string> {
  const until = addDays(scope.today, 31)
  if (!isCalendarDate(voucher.effectiveOn) || voucher.effectiveOn > until) {
    throw refuse("voucher-date-unlikely", { date: voucher.effectiveOn, until }, { field: "effectiveOn" })
  }
  const lines = voucher.lines.filter(({ amountYen }) => amountYen !== 0)
  const sum = (sign: 1 | -1) => lines.reduce((total, line) => total + Math.max(sign * line.amountYen, 0), 0)
  if (sum(1) === 0 || sum(-1) === 0) throw refuse("voucher-needs-two-lines")
  if (sum(1) !== sum(-1)) throw refuse("voucher-does-not-balance", { debit: sum(1), credit: sum(-1) })
  const accounts = await scope.sql<{ code: string; name: string; purpose: AccountPurpose }>`
    select code, name, purpose from account where retired_at is null`
  for (const { accountCode } of lines) {
    const account = accounts.find(({ code }) => code === accountCode)
    if (!account) throw refuse("unknown-account", { code: accountCode })
    if (heldByContracts.includes(account.purpose)) throw refuse("account-follows-contracts", { account: account.name })
  }
  return requestApproval(scope, { kind: "manual-voucher", subject: "", content: { ...voucher, lines }, reason })
}

/** Asks for the reversal of a voucher (赤伝). Refuses: no-such-voucher, voucher-follows-its-act, reversed-already, already-requested. */
export async function requestReversal(scope: Scope, voucherId: string, reason: string): Promise<string> {
  await reversible(scope, voucherId)
  return requestApproval(scope, { kind: "reversal", subject: voucherId, content: {}, reason })
}

/** A voucher that may be reversed by itself: no contract moved with it, and nothing has reversed it. */
export async function reversible(scope: Scope, voucherId: string): Promise<{ description: string }> {
  const [voucher] = isId(voucherId)
    ? await scope.sql<{ kind: string; description: string; reversed: boolean }>`
        select kind, description, exists (select from voucher as later where later.reverses_id = voucher.id) as reversed
        from voucher where id = ${voucherId}::uuid`
    : []
  if (!voucher) throw refuse("no-such-voucher")
  if (voucher.kind !== "manual") throw refuse("voucher-follows-its-act")
  if (voucher.reversed) throw refuse("reversed-already")
  return voucher
}

/** Asks to reopen the month closed last (締めの解除). Refuses: not-the-last-closed-month, already-requested. */
export async function requestReopening(scope: Scope, month: Month, reason: string): Promise<string> {
  await lastClosed(scope, month)
  return requestApproval(scope, { kind: "reopening", subject: month, content: {}, reason })
}

/** The number of the last event of a month that is the one closed last. */
export async function lastClosed(scope: Scope, month: Month): Promise<number> {
  const [last] = await scope.sql<{ month: string; seq: number }>`
    select month, seq from (select distinct on (month) month, kind, seq from period_event order by month, seq desc) as state
    where kind = 'closed' order by month desc limit 1`
  if (last?.month !== month) throw refuse("not-the-last-closed-month")
  return last.seq
}

/** What needs a second person, in this module and in those above it (開催中止 pays back what many have paid). */
export type ApprovalKind = "manual-voucher" | "reversal" | "reopening" | "call-off"

/** Writes down what one person asks for until another has decided. Refuses: already-requested. */
export async function requestApproval(
  scope: Scope,
  asked: { kind: ApprovalKind; subject: string; content: object; reason: string },
): Promise<string> {
  const [row] = await scope.sql<{ id: string }>`
    insert into approval (organization_id, kind, subject, content, reason, requested_at, requested_by)
    values (${scope.organizationId}, ${asked.kind}, ${asked.subject}, ${JSON.stringify(asked.content)}::jsonb, ${asked.reason},
      ${scope.now}, ${scope.actor})
    on conflict (organization_id, kind, subject) where state = 'waiting' and subject <> '' do nothing returning id`
  if (!row) throw refuse("already-requested")
  await audit(scope, "request-approval", asked.kind, { subject: asked.subject, reason: asked.reason })
  return row.id
}
