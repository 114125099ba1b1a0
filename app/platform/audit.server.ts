import type { Scope } from "#app/platform/scope.server.ts"

/** Writes a line of the audit log (監査ログ): who did or read what, and why. The database chains it and forbids changes. */
export async function audit(
  scope: Scope,
  action: string,
  subject: string,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await auditEach(scope, action, [subject], detail)
}

/** The same for many subjects, a line each, in their order. */
export async function auditEach(
  scope: Scope,
  action: string,
  subjects: readonly string[],
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await scope.sql`
    insert into audit_entry (organization_id, actor, action, subject, detail, seq, previous_hash, hash)
    select ${scope.organizationId}, ${scope.actor}, ${action}, given.subject, ${JSON.stringify(detail)}::jsonb, 0, '', ''
    from unnest(${[...subjects]}::text[]) with ordinality as given (subject, place) order by given.place`
}
