import { z } from "zod"

/** A question of a survey: a scale of 1 to 5, or free text. The key stays when the words change, so that years compare. */
export const SurveyQuestion = z.object({
  key: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
  kind: z.enum(["scale", "text"]),
  ja: z.string().min(1).max(100),
  en: z.string().max(100),
})

export type SurveyQuestion = z.infer<typeof SurveyQuestion>

export const SurveyQuestions = z.array(SurveyQuestion).max(10)

/** What is asked where nobody says otherwise: satisfaction, usefulness, comments. */
export const usualQuestions: readonly SurveyQuestion[] = [
  { key: "satisfaction", kind: "scale", ja: "全体の満足度", en: "Overall satisfaction" },
  { key: "usefulness", kind: "scale", ja: "役に立つ内容でしたか", en: "Was it useful to you?" },
  { key: "comment", kind: "text", ja: "ご感想・ご要望", en: "Comments" },
]

export const scale = [5, 4, 3, 2, 1] as const

/** Marks of 1 to 5 and texts, by the question's key. */
export type SurveyAnswers = Readonly<Record<string, number | string>>

/** What an attendee answered, of these questions only; what was left open is left out. */
export function readAnswers(questions: readonly SurveyQuestion[], text: (key: string) => string): SurveyAnswers {
  return Object.fromEntries(
    questions.flatMap(({ key, kind }): [string, string | number][] => {
      const given = text(key).trim()
      if (kind === "text") return given === "" ? [] : [[key, given.slice(0, 2000)]]
      return /^[1-5]$/.test(given) ? [[key, Number(given)]] : []
    }),
  )
}
