/** What a report says of one mail of ours (RFC 3464): lost, or still on its way. */
export type BounceAction = "failed" | "delayed"

export type Bounce = Readonly<{
  /** The mail's id in the outbox, which its Message-ID carries. */
  outboxId: string
  /** Tells one report from another, so that each counts once. */
  reportKey: string
  action: BounceAction
  /** RFC 3463, such as 5.1.1. */
  status: string
  /** What the other server said, in its own words. */
  diagnostic: string
}>

/** Why mails come back, as people say it. */
type BounceReason = "unknown" | "domain" | "full" | "disabled" | "size" | "refused" | "late" | "other"

const reasonOf: readonly (readonly [RegExp, BounceReason])[] = [
  [/^\d\.1\.2$|^\d\.4\.4$|^\d\.1\.10$/, "domain"],
  [/^\d\.1\./, "unknown"],
  [/^\d\.2\.2$/, "full"],
  [/^\d\.2\.3$|^\d\.3\.4$/, "size"],
  [/^\d\.2\.[01]$/, "disabled"],
  [/^\d\.7\./, "refused"],
  [/^\d\.4\./, "late"],
]

/** The reason that an enhanced status stands for (RFC 3463); other where it says nothing that helps the desk. */
export const bounceReason = (status: string): BounceReason =>
  reasonOf.find(([form]) => form.test(status))?.[1] ?? "other"

const enhanced = /(?<![\d.])([45])\.(\d{1,3})\.(\d{1,3})(?![\d.])/
const basic = /(?<![\d.-])([45])\d\d(?=[ -])/

/** The enhanced status in a server's answer or a report's text; of a bare 550 only its class; null where it says neither. */
export function statusIn(text: string): string | null {
  const found = enhanced.exec(text)
  if (found) return found[0]
  const digit = basic.exec(text)?.[1]
  return digit === undefined ? null : `${digit}.0.0`
}

/** What a returned mail carried, as the desk tells them apart. */
export const bouncedKinds = ["renewal", "payment", "receipt", "seminar", "news", "other"] as const
export type BouncedKind = (typeof bouncedKinds)[number]

/** A mail that came back, as the desk sees it. */
export type BounceOfList = Readonly<{
  id: string
  memberId: string | null
  memberNumber: string | null
  memberName: string | null
  phone: string | null
  address: string
  /** The member has another mail address by now. */
  isChanged: boolean
  /** Delayed, and nothing was heard since: presumably delivered. */
  isOver: boolean
  kind: BouncedKind
  subject: string
  action: BounceAction
  status: string
  diagnostic: string
  receivedAt: Date
  solvedAt: Date | null
  note: string
  canBeLetter: boolean
  letterFileId: string | null
  letterAt: Date | null
  total: number
}>
