import { decideRequest } from "#app/ledger/decide-approval.server.ts"
import { requestApproval } from "#app/ledger/request-approval.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { callOffSeminar, stakesOfCallingOff } from "#app/seminars/money/call-off-seminar.server.ts"
import { refuse } from "#app/seminars/refusals.ts"

/**
 * 開催中止: where nothing was paid the seminar is called off at once; where money goes back it waits for a second person, with its reason
 * (quality.md: bulk refunds). Whether it was done. Refuses: call-off-needs-a-reason, already-requested, and what calling off refuses.
 */
export async function askToCallOff(
  scope: Scope,
  input: Readonly<{ seminarId: string; reason: string }>,
): Promise<boolean> {
  const [seminar] = await scope.sql<{ code: string; title: string; state: string }>`
    select code, title, state from seminar where id = ${input.seminarId}::uuid for update`
  if (!seminar) throw refuse("unknown-seminar", { code: input.seminarId })
  const { refundYen } = await stakesOfCallingOff(scope, input.seminarId)
  if (refundYen === 0 || (seminar.state !== "published" && seminar.state !== "closed")) {
    await callOffSeminar(scope, input)
    return true
  }
  if (input.reason === "") throw refuse("call-off-needs-a-reason", {}, { field: "reason" })
  await requestApproval(scope, {
    ...{ kind: "call-off", subject: input.seminarId, reason: input.reason },
    content: { description: `${seminar.code} ${seminar.title}` },
  })
  return false
}

export type CallOffAsked = Readonly<{ id: string; reason: string; requestedAt: Date; requestedBy: string }>

/** The calling off of a seminar that waits for a second person; null where none does. */
export async function callOffAsked(scope: Scope, seminarId: string): Promise<CallOffAsked | null> {
  const [asked] = await scope.sql<CallOffAsked>`
    select id, reason, requested_at as "requestedAt", requested_by as "requestedBy" from approval
    where kind = 'call-off' and subject = ${seminarId} and state = 'waiting'`
  return asked ?? null
}

/**
 * A second person calls the seminar off with what was asked, or declines; who asked may take it back. Refuses: no-such-request,
 * request-decided, second-person-needed, and what calling off refuses.
 */
export async function decideCallingOff(scope: Scope, input: Readonly<{ seminarId: string; approves: boolean }>) {
  const asked = await callOffAsked(scope, input.seminarId)
  const decision = { id: asked?.id ?? "", approves: input.approves, kinds: ["call-off"] as const }
  await decideRequest(scope, decision, async ({ subject, reason }) => {
    await callOffSeminar(scope, { seminarId: subject, reason })
    return null
  })
}
