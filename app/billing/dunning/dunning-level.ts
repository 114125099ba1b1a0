import { z } from "zod"
import { readInteger } from "#app/values/text.ts"

/** 督促の段階: days after the due day, and how. */
export type DunningLevel = Readonly<{ level: number; daysAfterDue: number; channel: "mail" | "post" }>

/** What an organization without levels of its own does. */
export const usualLevels: readonly DunningLevel[] = [
  { level: 1, daysAfterDue: 7, channel: "mail" },
  { level: 2, daysAfterDue: 21, channel: "mail" },
  { level: 3, daysAfterDue: 45, channel: "post" },
]

export const MOST_LEVELS = 5

const messages = {
  days: { ja: "日数は1〜365の数字で入力してください(例 7)。", en: "Write days from 1 to 365 (7)." },
  order: {
    ja: "日数は前の段階より大きくしてください。",
    en: "Each level must come later than the one before.",
  },
  none: { ja: "1つ以上の段階を入力してください。", en: "Please give at least one level." },
} as const

/** The form of the levels: rows of days and channel, blank rows fall away, later levels come later. */
export function dunningLevelsForm(locale: "ja" | "en") {
  const say = (key: keyof typeof messages) => messages[key][locale]
  const row = z.object({ days: z.string().optional(), channel: z.enum(["mail", "post"]).default("mail") })
  return z.object({ rows: z.array(row).max(MOST_LEVELS) }).transform(({ rows }, context) => {
    const levels: DunningLevel[] = []
    for (const [at, { days, channel }] of rows.entries()) {
      if (days === undefined || days.trim() === "") continue
      const number = readInteger(days)
      const previous = levels.at(-1)?.daysAfterDue ?? 0
      const path = ["rows", at, "days"]
      if (number === null || number < 1 || number > 365) {
        context.addIssue({ code: "custom", message: say("days"), path })
      } else if (number <= previous) context.addIssue({ code: "custom", message: say("order"), path })
      else levels.push({ level: levels.length + 1, daysAfterDue: number, channel })
    }
    if (levels.length === 0 && context.issues.length === 0) {
      context.addIssue({ code: "custom", message: say("none"), path: ["rows", 0, "days"] })
    }
    return levels
  })
}
