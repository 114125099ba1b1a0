import { z } from "zod"
import { type EndReason, endReasons } from "#app/subscriptions/contract/end-reason.ts"

type Locale = "ja" | "en"

const say = {
  issue: { ja: "号を選んでください。", en: "Please choose an issue." },
  reason: { ja: "解約の理由を選んでください。", en: "Please choose a reason." },
  agrees: { ja: "内容を確かめて、チェックを入れてください。", en: "Please check and tick this." },
} as const

const issue = (locale: Locale) => z.coerce.number(say.issue[locale]).int().positive(say.issue[locale])

const isReason = (text: string): text is EndReason => Object.hasOwn(endReasons, text)

/** 解約の理由 that a reader chooses from; some are the house's own. */
export const readerReasons = [
  "price",
  "content",
  "no-time",
  "moved",
  "retired",
  "duplicate",
  "delivery",
  "other",
] as const

/** 休止: from which issue, and which is the first received again, if that is known already. */
export const holdForm = (locale: Locale) => z.object({ fromIssue: issue(locale), untilIssue: issue(locale).optional() })

/** 再開: the first issue received again. */
export const resumeForm = (locale: Locale) => z.object({ fromIssue: issue(locale) })

/** 中途解約: why, the refund that was named, and that it was read. */
export const cancelForm = (locale: Locale) =>
  z.object({
    reason: z.string(say.reason[locale]).refine(isReason, say.reason[locale]),
    refundYen: z.coerce.number().int(),
    agrees: z.literal("yes", say.agrees[locale]),
  })

/** What a reader does on his contract's page, besides. */
export const keepForm = () =>
  z
    .object({ instead: z.enum(["hold", "end-of-term"]), reason: z.string().optional() })
    .transform(({ instead, reason }) => ({
      instead,
      reason: reason !== undefined && isReason(reason) ? reason : null,
    }))
