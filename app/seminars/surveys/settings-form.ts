import { z } from "zod"
import { type SurveyQuestion, SurveyQuestions } from "#app/seminars/surveys/survey.ts"
import { readInteger } from "#app/values/text.ts"

/** Rows of the form; an empty one is no question. */
export const questionRows = 8

const words = {
  ja: (from: number, to: number) => `${from}〜${to}の数字を入力してください。`,
  en: (from: number, to: number) => `Write a number from ${from} to ${to}.`,
} as const

const text = z
  .string()
  .optional()
  .transform((given) => (given ?? "").trim().slice(0, 100))

const row = z.object({ key: text, kind: z.enum(["scale", "text"]).default("scale"), ja: text, en: text })

const surveyFields = {
  questions: z.array(row).max(questionRows).default([]),
  offer: z.union([z.literal(""), z.uuid()]).default(""),
}

/** Questions with their keys, and the plan to be offered. */
function surveyGiven(given: { questions: readonly z.infer<typeof row>[]; offer: string }) {
  return {
    offerId: given.offer === "" ? null : given.offer,
    questions: SurveyQuestions.parse(withKeys(given.questions.filter(({ ja }) => ja !== ""))),
  }
}

/** The settings of an organization's seminars as staff type them. */
export function settingsForm(locale: "ja" | "en") {
  const number = (from: number, to: number) =>
    z.string(words[locale](from, to)).transform((text, context) => {
      const value = readInteger(text)
      if (value !== null && value >= from && value <= to) return value
      context.addIssue({ code: "custom", message: words[locale](from, to) })
      return z.NEVER
    })
  return z
    .object({
      ...surveyFields,
      ...{ surveyDays: number(1, 365), completionDays: number(0, 30), briefingDays: number(1, 365) },
    })
    .transform(({ questions, offer, ...days }) => ({ ...days, ...surveyGiven({ questions, offer }) }))
}

/** What one seminar asks and offers otherwise than the organization; no question and no plan is as the organization does. */
export const ownSurveyForm = z.object(surveyFields).transform(surveyGiven)

export type OwnSurvey = z.infer<typeof ownSurveyForm>

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
