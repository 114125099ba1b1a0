import { recordConsent } from "#app/members/reader/record-consent.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { idOf, type MemberId } from "#app/values/ids.ts"

/**
 * ご案内メールの停止, from the address in a mail (RFC 8058): the member it names, or whom he was merged into since, wants no news any more.
 * Tells whether that is new. Refuses nothing.
 */
export async function stopNews(scope: Scope, memberId: MemberId): Promise<boolean> {
  const [kept] = await scope.sql<{ id: string | null }>`select member_kept(${memberId}::uuid) as id`
  if (!kept?.id) return false
  return recordConsent(scope, idOf(kept.id), { purpose: "mail", isGiven: false, receivedBy: "web" })
}
