import { refuse } from "#app/billing/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

/**
 * Stops debiting a payer (口座振替の停止) because he asked for it; what is already with the bank goes on to its result. Refuses:
 * no-live-debit.
 */
export async function stopDebitAccount(scope: Scope, memberId: MemberId): Promise<void> {
  const [stopped] = await scope.sql<{ number: string }>`
    update debit_account set stopped_on = ${scope.today}::date, stopped_because = 'asked' from member
    where debit_account.member_id = any (array(select member_family(member_kept(${memberId}::uuid)))) and stopped_on is null
      and member.id = debit_account.member_id
    returning member.number`
  if (!stopped) throw refuse("no-live-debit")
  await audit(scope, "stop-debit-account", stopped.number)
}
