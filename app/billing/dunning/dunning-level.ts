import { noticeStepsForm, type StepMessages } from "#app/billing/notice-steps.ts"

/** 督促の段階: days after the due day, and how. */
export type DunningLevel = Readonly<{ level: number; daysAfterDue: number; channel: "mail" | "post" }>

/** What an organization without levels of its own does. */
export const usualLevels: readonly DunningLevel[] = [
  { level: 1, daysAfterDue: 7, channel: "mail" },
  { level: 2, daysAfterDue: 21, channel: "mail" },
  { level: 3, daysAfterDue: 45, channel: "post" },
]

export const MOST_LEVELS = 5

const messages: Readonly<Record<"ja" | "en", StepMessages>> = {
  ja: {
    days: "日数は1〜365の数字で入力してください(例 7)。",
    order: "日数は前の段階より大きくしてください。",
    none: "1つ以上の段階を入力してください。",
  },
  en: {
    days: "Write days from 1 to 365 (7).",
    order: "Each level must come later than the one before.",
    none: "Please give at least one level.",
  },
}

/** The form of the levels. */
export const dunningLevelsForm = (locale: "ja" | "en") =>
  noticeStepsForm(["mail", "post"], MOST_LEVELS, messages[locale]).transform((steps): DunningLevel[] =>
    steps.map(({ step, days, channel }) => ({ level: step, daysAfterDue: days, channel })),
  )
