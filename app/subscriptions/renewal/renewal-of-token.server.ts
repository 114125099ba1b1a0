import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import { type RenewalOfContract, renewalOfContract } from "#app/subscriptions/renewal/renewal-of-contract.server.ts"
import { renewalTokenHash } from "#app/subscriptions/renewal/send-renewal-notices.server.ts"

/** The notice that brought the reader; none where the mail was about his card. */
export type RenewalOfToken = RenewalOfContract & Readonly<{ noticeId?: string; step?: number }>

/**
 * What the personal renewal form shows (継続専用フォーム, B2): the term that a letter's token stands for, or the contract in
 * which it goes on since (部数変更・移管). Refuses: unknown-renewal (no
 * such address, or too old).
 */
export async function renewalOfToken(scope: Scope, token: string): Promise<RenewalOfToken> {
  const hash = renewalTokenHash(token)
  const [notice] = await scope.sql<{ id: string; contract_id: string; step: number }>`
    select id, term_that_goes_on(contract_id) as contract_id, step from renewal_notice
    where token_hash = ${hash} and expires_on >= ${scope.today}::date`
  if (notice) {
    return { ...(await renewalOfContract(scope, notice.contract_id)), noticeId: notice.id, step: notice.step }
  }
  const [renewal] = await scope.sql<{ contract_id: string }>`
    select term_that_goes_on(contract_id) as contract_id from auto_renewal where token_hash = ${hash} and charge_on + 180 >= ${scope.today}::date`
  if (!renewal) throw refuse("unknown-renewal")
  return renewalOfContract(scope, renewal.contract_id)
}
