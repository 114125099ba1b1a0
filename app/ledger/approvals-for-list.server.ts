import type { ApprovalKind, ManualVoucher } from "#app/ledger/request-approval.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

export type ApprovalOfList = Readonly<{
  id: string
  kind: ApprovalKind
  subject: string
  content: Partial<ManualVoucher>
  reason: string
  requestedAt: Date
  requestedBy: string
  state: "waiting" | "approved" | "declined"
  decidedAt: Date | null
  decidedBy: string | null
  voucherId: string | null
  /** 摘要 of the voucher to be reversed. */
  description: string | null
}>

/** What waits for a second person, the oldest first, and then the last hundred decisions. */
export const approvalsForList = (scope: Scope) => scope.sql<ApprovalOfList>`
  select approval.id, approval.kind, approval.subject, approval.content, approval.reason, approval.requested_at as "requestedAt",
    approval.requested_by as "requestedBy", approval.state, approval.decided_at as "decidedAt", approval.decided_by as "decidedBy",
    approval.voucher_id as "voucherId", reversed.description
  from approval left join voucher as reversed on approval.kind = 'reversal' and reversed.id::text = approval.subject
  order by approval.state = 'waiting' desc, case when approval.state = 'waiting' then approval.requested_at end, approval.decided_at desc
  limit 100`
