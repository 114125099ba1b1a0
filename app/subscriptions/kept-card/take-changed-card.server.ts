import { type KeptCard, replaceKeptCard } from "#app/billing/keep-card.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/**
 * Keeps a card that its reader, or his bank, has changed at Stripe (登録カードの変更), and brings the renewals that his old card failed forward to
 * today's JST date: the next run charges them anew. The same card again, or an older answer, changes nothing. Refuses nothing.
 */
export async function takeChangedCard(
  scope: Scope,
  { card, askedAt }: Readonly<{ card: KeptCard; askedAt: Date }>,
): Promise<boolean> {
  const memberId = await replaceKeptCard(scope, card, askedAt)
  if (memberId === null) return false
  await scope.sql`
    update auto_renewal set next_try_on = least(next_try_on, ${scope.today}::date)
    from contract where contract.id = auto_renewal.contract_id and contract.payer_id = ${memberId}::uuid
      and auto_renewal.state = 'retrying'`
  return true
}
