import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import { type RenewalOfContract, renewalOfContract } from "#app/subscriptions/renewal/renewal-of-contract.server.ts"
import { renewalTokenHash } from "#app/subscriptions/renewal/send-renewal-notices.server.ts"

export type RenewalOfToken = RenewalOfContract & Readonly<{ noticeId: string; step: number }>

/**
 * What the personal renewal form shows (継続専用フォーム, B2): the term that a letter's token stands for. Refuses: unknown-renewal (no
 * such address, or too old).
 */
export async function renewalOfToken(scope: Scope, token: string): Promise<RenewalOfToken> {
  const [notice] = await scope.sql<{ id: string; contract_id: string; step: number }>`
    select id, contract_id, step from renewal_notice
    where token_hash = ${renewalTokenHash(token)} and expires_on >= ${scope.today}::date`
  if (!notice) throw refuse("unknown-renewal")
  return { ...(await renewalOfContract(scope, notice.contract_id)), noticeId: notice.id, step: notice.step }
}
