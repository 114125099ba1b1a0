import { z } from "zod"
import { isCalendarDate } from "#app/values/calendar.ts"

const words = z.array(z.string().max(100)).max(100)
const day = z.string().refine(isCalendarDate)

/** What a member did at seminars (講座との関わり): applied, came, did not come, or never applied. */
export const seminarDeeds = ["applied", "attended", "missed", "none"] as const

/**
 * Rules that choose members (絞り込み): data, never SQL. A rule that is left out lets everybody pass; the database's function
 * `chosen_members` is their one meaning.
 */
export const MemberRules = z.strictObject({
  prefectures: words.optional(),
  genders: z.array(z.enum(["male", "female", "other", ""])).optional(),
  industries: words.optional(),
  occupations: words.optional(),
  jobTitles: words.optional(),
  ageFrom: z.number().int().min(0).max(130).optional(),
  ageTo: z.number().int().min(0).max(130).optional(),
  wantsMail: z.boolean().optional(),
  contract: z.enum(["active", "none", "lapsed"]).optional(),
  publications: words.optional(),
  owes: z.boolean().optional(),
  paidFrom: day.optional(),
  paidAtLeastYen: z.number().int().positive().optional(),
  field: z.strictObject({ code: z.string(), value: z.string() }).optional(),
  seminars: z.strictObject({ did: z.enum(seminarDeeds), codes: words.optional(), from: day.optional() }).optional(),
})

export type MemberRules = z.infer<typeof MemberRules>

/** Rules of the list's own filters, laid over those of a segment. */
export function rulesWith(
  segment: MemberRules,
  filter: { prefecture: string; active: "" | "yes" | "no" },
): MemberRules {
  return {
    ...segment,
    ...(filter.prefecture === "" ? {} : { prefectures: [filter.prefecture] }),
    ...(filter.active === "" ? {} : { contract: filter.active === "yes" ? ("active" as const) : ("none" as const) }),
  }
}

export const isEveryone = (rules: MemberRules): boolean => Object.keys(rules).length === 0
