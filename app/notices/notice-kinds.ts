/**
 * Kinds of mail, and whether they are owed by contract (契約に基づくお知らせ). What is owed goes out whatever a reader says about news; all
 * else carries List-Unsubscribe and stops with one click.
 */
export const noticeKinds = {
  receipt: { isOwed: true },
  renewal: { isOwed: true },
  "auto-renewal": { isOwed: true },
  "payment-notice": { isOwed: true },
  discontinued: { isOwed: true },
  "sign-in-code": { isOwed: true },
  "mail-changed": { isOwed: true },
  "reader-opinion": { isOwed: true },
  seminar: { isOwed: true },
  brochures: { isOwed: true },
  invitation: { isOwed: false },
  announcement: { isOwed: false },
  campaign: { isOwed: false },
} as const

const optional: ReadonlySet<string> = new Set(
  Object.entries(noticeKinds).flatMap(([kind, { isOwed }]) => (isOwed ? [] : [kind])),
)

/** True for kinds that a reader may stop; a kind that is not listed counts as owed. */
export const mayStop = (kind: string): boolean => optional.has(kind)

/** The kinds that a reader finds on his own page, as they were sent. */
export const kindsForReader = [
  "receipt",
  "renewal",
  "auto-renewal",
  "payment-notice",
  "discontinued",
  "seminar",
  "brochures",
  "invitation",
  "announcement",
  "campaign",
] as const
