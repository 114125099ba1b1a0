import type { Scope } from "#app/platform/scope.server.ts"

export type AuditChain = Readonly<{ entries: number; brokenAt: number | null }>

/** Whether every entry of the audit log hashes to what it says and names its predecessor; the first that does not. */
export async function auditChainForPage(scope: Scope): Promise<AuditChain> {
  const [chain] = await scope.sql<AuditChain>`
    select count(*)::integer as entries, min(linked.seq) filter (where not linked.holds) as "brokenAt"
    from (
      select entry.seq, entry.hash = audit_hash(entry)
        and entry.previous_hash = coalesce(lag(entry.hash) over in_order, '')
        and entry.seq = coalesce(lag(entry.seq) over in_order, 0) + 1 as holds
      from audit_entry as entry window in_order as (order by entry.seq)
    ) as linked`
  return chain ?? { entries: 0, brokenAt: null }
}
