import type { TFunction } from "i18next"
import { dayText } from "#app/ui/date-text.tsx"
import type { Tone } from "#app/ui/tone.ts"

type Promotion = {
  readonly percentOff: number | null
  readonly yenOff: number | null
  readonly validFrom: string | null
  readonly validUntil: string | null
  readonly mostUses: number | null
  readonly isOncePerMember: boolean
  readonly isForNewMembers: boolean
  readonly orders: number
}

type Translate = TFunction<"promotions">

/** What a code takes off, in words. */
export const reductionText = (t: Translate, { percentOff, yenOff }: Promotion): string =>
  percentOff === null
    ? t("yenOff", { yen: (yenOff ?? 0).toLocaleString("ja-JP") })
    : t("percentOff", { percent: percentOff })

/** From when until when, in words. */
export function termText(t: Translate, language: string, { validFrom, validUntil }: Promotion): string {
  const [from, until] = [validFrom, validUntil].map((day) => (day === null ? "" : dayText(day, language)))
  if (validFrom === null) return validUntil === null ? t("always") : t("termUntil", { until })
  return validUntil === null ? t("termFrom", { from }) : t("termBoth", { from, until })
}

/** How often it was used, of how often it may be. */
export const usesText = (t: Translate, { orders, mostUses }: Promotion): string =>
  mostUses === null ? t("usesFree", { used: orders }) : t("usesOf", { used: orders, most: mostUses })

/** For whom it is, beyond its plans. */
export const conditionsText = (t: Translate, promotion: Promotion): string =>
  [promotion.isOncePerMember ? t("isOncePerMember") : "", promotion.isForNewMembers ? t("isForNewMembers") : ""]
    .filter(Boolean)
    .join("、") || t("noConditions")

export const promotionTones = {
  running: "success",
  coming: "info",
  over: "neutral",
  "used-up": "warning",
} as const satisfies Record<string, Tone>
