import type { Scope } from "#app/platform/scope.server.ts"
import type { ContractEventKind } from "#app/subscriptions/contract/contract-event.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/**
 * Adds a line to the history of a contract (契約の経過), in order, and gives its number; it is never changed. The contract must be locked
 * or new.
 */
export async function noteContractEvent(
  scope: Scope,
  contractId: string,
  event: Readonly<{
    kind: ContractEventKind
    fromIssue: number | null
    happenedOn: CalendarDate
    detail?: Readonly<Record<string, string | number | boolean | null>>
  }>,
): Promise<number> {
  const [noted] = await scope.sql<{ seq: number }>`
    insert into contract_event (organization_id, contract_id, seq, kind, from_issue, happened_on, detail, recorded_at, recorded_by)
    select ${scope.organizationId}, ${contractId}::uuid, coalesce(max(seq), 0) + 1, ${event.kind},
      ${event.fromIssue}::integer, ${event.happenedOn}::date, ${JSON.stringify(event.detail ?? {})}::jsonb, ${scope.now},
      ${scope.actor}
    from contract_event where contract_id = ${contractId}::uuid
    returning seq`
  if (!noted) throw new Error(`nothing was noted for contract ${contractId}`)
  return noted.seq
}
