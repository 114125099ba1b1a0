import { z } from "zod"
import { readInteger } from "#app/values/text.ts"

const wrong = {
  ja: "1以上の数字を入力してください(割合は100まで)。",
  en: "Write a number of 1 or more (a share up to 100).",
} as const

/** 修了の条件 as staff choose it: none, a share of the sessions, or so many minutes. */
export const certificateRuleForm = (locale: "ja" | "en") =>
  z
    .object({
      act: z.literal("rule"),
      kind: z.enum(["none", "sessions", "minutes"]),
      percent: z.string().default(""),
      minutes: z.string().default(""),
      text: z.string().trim().max(400).default(""),
    })
    .transform(({ kind, percent, minutes, text }, context) => {
      const given = readInteger(kind === "sessions" ? percent : minutes)
      const most = kind === "sessions" ? 100 : 100_000
      if (kind !== "none" && (given === null || given < 1 || given > most)) {
        context.addIssue({
          code: "custom",
          message: wrong[locale],
          path: [kind === "sessions" ? "percent" : "minutes"],
        })
        return z.NEVER
      }
      return {
        text,
        percent: kind === "sessions" ? given : null,
        minutes: kind === "minutes" ? given : null,
      }
    })

export type CertificateRule = Readonly<{ percent: number | null; minutes: number | null; text: string }>
