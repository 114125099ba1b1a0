import { publicUrl } from "#app/platform/public-url.server.ts"
import { signed, verified } from "#app/platform/seal.server.ts"
import { idOf, isId, type MemberId } from "#app/values/ids.ts"

/** The address at which one click stops a member's news (RFC 8058); it needs no sign-in and never expires. */
export const unsubscribeUrl = (organization: string, memberId: string): string =>
  `${publicUrl()}/my/${organization}/unsubscribe/${signed("unsubscribe", memberId)}`

/** The member of such an address; null where we did not make it. */
export function memberOfUnsubscribeToken(token: string): MemberId | null {
  const id = verified("unsubscribe", token)
  return id !== null && isId(id) ? idOf(id) : null
}
