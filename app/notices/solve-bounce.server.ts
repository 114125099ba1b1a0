import { refuse } from "#app/notices/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { isId } from "#app/values/ids.ts"

/**
 * 解決: somebody asked, and the mail address is right again. All that has come back from it so far is solved, and notices go by mail from
 * now on. Refuses: unknown-bounce, bounce-solved-already.
 */
export async function solveBounce(scope: Scope, input: Readonly<{ bounceId: string; note: string }>): Promise<void> {
  const unknown = refuse("unknown-bounce")
  if (!isId(input.bounceId)) throw unknown
  const [bounce] = await scope.sql<{ address: string; number: string | null }>`
    select bounce.address, member.number from mail_bounce as bounce join outbox on outbox.id = bounce.outbox_id
    left join member on member.id = outbox.member_id
    where bounce.id = ${input.bounceId}::uuid and bounce.address <> '' for update of outbox`
  if (!bounce) throw unknown
  const solved = await scope.sql`
    insert into mail_bounce_solution (organization_id, bounce_id, solved_at, solved_by, note)
    select ${scope.organizationId}, id, ${scope.now}, ${scope.actor}, ${input.note} from mail_bounce where address = ${bounce.address}
    on conflict (organization_id, bounce_id) do nothing returning bounce_id`
  if (solved.length === 0) throw refuse("bounce-solved-already")
  await audit(scope, "solve-bounce", bounce.number ?? input.bounceId, { bounces: solved.length })
}
