import { holdMonth } from "#app/ledger/month-state.server.ts"
import { postingDate } from "#app/ledger/post-voucher.server.ts"
import { refuse } from "#app/ledger/refusals.ts"
import { type ApprovalKind, lastClosed, ManualVoucher, reversible } from "#app/ledger/request-approval.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { calendarDate, month } from "#app/values/calendar.ts"
import { isId } from "#app/values/ids.ts"

type Waiting = Readonly<{
  id: string
  kind: ApprovalKind
  subject: string
  content: unknown
  reason: string
  requested_by: string
  state: string
}>

const ownKinds: readonly ApprovalKind[] = ["manual-voucher", "reversal", "reopening"]

/**
 * A second person approves or declines (承認): the voucher is posted, the reversal dated today, or the month reopened, in this Scope. Who
 * asked may take it back, but not approve it. Refuses: no-such-request, request-decided, second-person-needed, and what the act refuses.
 */
export const decideApproval = (scope: Scope, input: { id: string; approves: boolean }): Promise<void> =>
  decideRequest(scope, { ...input, kinds: ownKinds }, (asked) => doWhatWasAsked(scope, asked))

/**
 * The same for kinds of which another module knows what is to be done: it is done here and now, and gives the voucher that came of it, if one
 * did. Refuses: no-such-request, request-decided, second-person-needed, and what the act refuses.
 */
export async function decideRequest(
  scope: Scope,
  input: { id: string; approves: boolean; kinds: readonly ApprovalKind[] },
  act: (asked: Waiting) => Promise<string | null>,
): Promise<void> {
  const [asked] = isId(input.id)
    ? await scope.sql<Waiting>`
        select id, kind, subject, content, reason, requested_by, state from approval
        where id = ${input.id}::uuid and kind = any(${[...input.kinds]}::text[]) for update`
    : []
  if (!asked) throw refuse("no-such-request")
  if (asked.state !== "waiting") throw refuse("request-decided")
  if (input.approves && asked.requested_by === scope.actor) throw refuse("second-person-needed")
  const voucherId = input.approves ? await act(asked) : null
  await scope.sql`
    update approval set state = ${input.approves ? "approved" : "declined"}, decided_at = ${scope.now}, decided_by = ${scope.actor},
      voucher_id = ${voucherId}::uuid
    where id = ${asked.id}::uuid`
  const { subject, reason } = asked
  await audit(scope, input.approves ? "approve" : "decline", asked.kind, { subject, reason, by: asked.requested_by })
}

async function doWhatWasAsked(scope: Scope, asked: Waiting): Promise<string | null> {
  if (asked.kind === "reopening") {
    const reopened = month(asked.subject)
    await holdMonth(scope, reopened)
    const seq = await lastClosed(scope, reopened)
    const detail = { reason: asked.reason, requestedBy: asked.requested_by }
    await scope.sql`
      insert into period_event (organization_id, month, seq, kind, recorded_at, recorded_by, detail)
      values (${scope.organizationId}, ${reopened}, ${seq + 1}::integer, 'reopened', ${scope.now}, ${scope.actor}, ${JSON.stringify(detail)}::jsonb)`
    return null
  }
  return asked.kind === "reversal" ? reverse(scope, asked) : postByHand(scope, asked)
}

async function postByHand(scope: Scope, asked: Waiting): Promise<string> {
  const given = ManualVoucher.parse(asked.content)
  const [voucher] = await scope.sql<{ id: string }>`
    insert into voucher (organization_id, kind, source_key, effective_on, description, recorded_by)
    values (${scope.organizationId}, 'manual', ${`approval:${asked.id}`}, ${calendarDate(given.effectiveOn)}::date, ${given.description},
      ${scope.actor}) returning id`
  if (!voucher) throw new Error("voucher gave no row")
  await scope.sql`
    insert into voucher_line (organization_id, voucher_id, line_no, account_code, sub_account, tax_class, amount_yen, effective_on)
    select ${scope.organizationId}, ${voucher.id}::uuid, line.at, line.one->>'accountCode', line.one->>'subAccount',
      line.one->>'taxClass', (line.one->>'amountYen')::bigint, ${calendarDate(given.effectiveOn)}::date
    from jsonb_array_elements(${JSON.stringify(given.lines)}::jsonb) with ordinality as line (one, at)`
  return voucher.id
}

/** 赤伝: the same lines with the other sign, dated today or on the first open day, leading to the voucher that it takes back. */
async function reverse(scope: Scope, asked: Waiting): Promise<string> {
  await scope.sql`select pg_advisory_xact_lock(hashtextextended(${`reverse:${asked.subject}`}, 0))`
  const { description } = await reversible(scope, asked.subject)
  const effectiveOn = await postingDate(scope, scope.today)
  const [voucher] = await scope.sql<{ id: string }>`
    insert into voucher (organization_id, kind, source_key, effective_on, description, reverses_id, recorded_by)
    values (${scope.organizationId}, 'reversal', ${`approval:${asked.id}`}, ${effectiveOn}::date,
      ${`取消 ${description}`}, ${asked.subject}::uuid, ${scope.actor}) returning id`
  if (!voucher) throw new Error("voucher gave no row")
  await scope.sql`
    insert into voucher_line (organization_id, voucher_id, line_no, account_code, sub_account, tax_class, amount_yen, effective_on)
    select organization_id, ${voucher.id}::uuid, line_no, account_code, sub_account, tax_class, -amount_yen, ${effectiveOn}::date
    from voucher_line where voucher_id = ${asked.subject}::uuid`
  return voucher.id
}
