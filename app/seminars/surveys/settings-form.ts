import { z } from "zod"
import { type SurveyQuestion, SurveyQuestions } from "#app/seminars/surveys/survey.ts"
import { readInteger } from "#app/values/text.ts"

/** Rows of the form; an empty one is no question. */
export const questionRows = 8

const words = {
  ja: (from: number, to: number) => `${from}〜${to}の数字を入力してください。`,
  en: (from: number, to: number) => `Write a number from ${from} to ${to}.`,
} as const

/** The settings of an organization's seminars as staff type them. */
export function settingsForm(locale: "ja" | "en") {
  const number = (from: number, to: number) =>
    z.string(words[locale](from, to)).transform((text, context) => {
      const value = readInteger(text)
      if (value !== null && value >= from && value <= to) return value
      context.addIssue({ code: "custom", message: words[locale](from, to) })
      return z.NEVER
    })
  const text = z
    .string()
    .optional()
    .transform((given) => (given ?? "").trim().slice(0, 100))
  const row = z.object({ key: text, kind: z.enum(["scale", "text"]).default("scale"), ja: text, en: text })
  return z
    .object({
      questions: z.array(row).max(questionRows).default([]),
      ...{ surveyDays: number(1, 365), completionDays: number(0, 30), briefingDays: number(1, 365) },
      offer: z.union([z.literal(""), z.uuid()]).default(""),
    })
    .transform(({ questions, offer, ...days }) => ({
      ...days,
      offerId: offer === "" ? null : offer,
      questions: SurveyQuestions.parse(withKeys(questions.filter(({ ja }) => ja !== ""))),
    }))
}

/** A question keeps its key when its words change; a new one gets the first that is free. */
function withKeys(rows: readonly SurveyQuestion[]): SurveyQuestion[] {
  const taken = new Set(rows.map(({ key }) => key))
  return rows.map((row) => {
    if (row.key !== "") return row
    const key = Array.from({ length: 20 }, (_, at) => `q${at + 1}`).find((one) => !taken.has(one)) ?? "q21"
    taken.add(key)
    return { ...row, key }
  })
}

export type SeminarSettings = z.infer<ReturnType<typeof settingsForm>>
