import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

export const contractEventKinds = {
  opened: { ja: "新規契約", en: "Opened" },
  renewed: { ja: "継続契約", en: "Renewed" },
  copies: { ja: "部数変更", en: "Copies changed" },
  recipient: { ja: "お届け先変更", en: "Recipient changed" },
  held: { ja: "休止", en: "Put on hold" },
  resumed: { ja: "再開", en: "Resumed" },
  undeliverable: { ja: "宛先不明で停止", en: "Held as undeliverable" },
  cancelled: { ja: "解約", en: "Cancelled" },
  retained: { ja: "解約阻止", en: "Retained" },
  stopped: { ja: "未入金停止", en: "Stopped for non-payment" },
  reactivated: { ja: "復活", en: "Reactivated" },
  transferred: { ja: "移管", en: "Transferred" },
  "written-off": { ja: "貸倒", en: "Written off" },
  allowance: { ja: "値引", en: "Allowance" },
  "renewal-declined": { ja: "継続しない", en: "Renewal declined" },
  refunded: { ja: "返金", en: "Refunded" },
  reshipped: { ja: "再送", en: "Reshipped" },
} as const

export type ContractEventKind = keyof typeof contractEventKinds

/** Adds a line to the history of a contract (契約の経過), in order; it is never changed. The contract must be locked or new. */
export async function noteContractEvent(
  scope: Scope,
  contractId: string,
  event: Readonly<{
    kind: ContractEventKind
    fromIssue: number | null
    happenedOn: CalendarDate
    detail?: Readonly<Record<string, string | number | boolean | null>>
  }>,
): Promise<void> {
  await scope.sql`
    insert into contract_event (organization_id, contract_id, seq, kind, from_issue, happened_on, detail, recorded_at, recorded_by)
    select ${scope.organizationId}, ${contractId}::uuid, coalesce(max(seq), 0) + 1, ${event.kind},
      ${event.fromIssue}::integer, ${event.happenedOn}::date, ${JSON.stringify(event.detail ?? {})}::jsonb, ${scope.now},
      ${scope.actor}
    from contract_event where contract_id = ${contractId}::uuid`
}
