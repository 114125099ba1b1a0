import type { LetterOfMail, LostMail } from "#app/notices/lost-mail.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { cardLetters } from "#app/subscriptions/auto-renewal/card-letters.server.ts"

/**
 * 自動更新の予告 or カード決済不能 by post in the place of a mail that came back, with the same personal page. Settled where the term was renewed,
 * stopped or charged meanwhile. Reads only.
 */
export async function letterOfCardMail(scope: Scope, mail: LostMail): Promise<LetterOfMail> {
  const [notice] = await scope.sql`select from auto_renewal_notice where outbox_id = ${mail.outboxId}::uuid`
  if (!notice) return null
  const [made] = await cardLetters(scope, { outboxId: mail.outboxId }, mail)
  return made?.letter ?? "settled"
}
