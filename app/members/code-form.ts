import { z } from "zod"
import { tidy } from "#app/values/text.ts"

export const codeKinds = ["industry", "occupation", "job-title"] as const
export type CodeKind = (typeof codeKinds)[number]

export const isCodeKind = (text: unknown): text is CodeKind => codeKinds.some((kind) => kind === text)

export const fieldKinds = ["text", "number", "date", "choice", "yes-no"] as const

const messages = {
  name: { ja: "名称を入力してください。", en: "Please give a name." },
  long: { ja: "60文字以内で入力してください。", en: "Up to 60 characters, please." },
  code: {
    ja: "コードは半角英小文字で始め、英小文字・数字・-で31字までにしてください。",
    en: "Begin with a small letter; small letters, digits and -, at most 31.",
  },
  kind: { ja: "種類を選んでください。", en: "Please choose the kind." },
  choices: { ja: "選択肢を1行に1つ、2つ以上入力してください。", en: "Write two or more choices, one a line." },
  manyChoices: { ja: "選択肢は100までです。", en: "At most 100 choices." },
} as const

function linesIn(locale: "ja" | "en") {
  const say = (key: keyof typeof messages) => messages[key][locale]
  const name = z
    .string(say("name"))
    .transform(tidy)
    .pipe(z.string().min(1, say("name")).max(60, say("long")))
  const maybe = z
    .string()
    .optional()
    .transform((text) => tidy(text ?? ""))
    .refine((text) => text.length <= 60, say("long"))
  return { say, name, maybe }
}

/** The form of one entry of a code table (業種・職種・役職). */
export function codeForm(locale: "ja" | "en") {
  const { name, maybe } = linesIn(locale)
  return z.object({ name, nameEnglish: maybe })
}

/** The form of an organization's own field (独自項目); the choices stand one a line. */
export function fieldForm(locale: "ja" | "en") {
  const { say, name, maybe } = linesIn(locale)
  return z
    .object({
      code: z.string(say("code")).regex(/^[a-z][a-z0-9-]{0,30}$/, say("code")),
      label: name,
      labelEnglish: maybe,
      kind: z.enum(fieldKinds, say("kind")),
      choices: z
        .string()
        .optional()
        .transform((text) => [...new Set((text ?? "").split(/\r?\n/).map(tidy).filter(Boolean))])
        .refine((choices) => choices.length <= 100, say("manyChoices"))
        .refine((choices) => choices.every((one) => one.length <= 60), say("long")),
    })
    .refine(({ kind, choices }) => kind !== "choice" || choices.length >= 2, {
      message: say("choices"),
      path: ["choices"],
    })
    .transform((form) => (form.kind === "choice" ? form : { ...form, choices: [] }))
}

export type FieldInput = z.infer<ReturnType<typeof fieldForm>>
