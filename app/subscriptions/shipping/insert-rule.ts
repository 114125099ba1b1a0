import { z } from "zod"

/** What a rule for inserts (封入物) can look at; the values it may name by the words that people type. */
export const insertAttributes = {
  everyone: {},
  prefecture: null,
  gender: { 男性: "male", 女性: "female", その他: "other" },
  age: Object.fromEntries([10, 20, 30, 40, 50, 60, 70, 80, 90].map((age) => [`${age}代`, String(age)])),
  industry: null,
  occupation: null,
  "job-title": null,
  kind: { 有料: "paid", ギフト: "gift", 寄贈: "complimentary", 猶予: "grace" },
  category: {
    ...{ 個人: "individual", 法人: "corporate", ギフト: "gift", 会員付帯: "membership" },
    ...{ 寄贈: "complimentary", 見本: "sample" },
  },
  generation: { 新規: "new", 継続: "renewal" },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>> | null>>

export type InsertAttribute = keyof typeof insertAttributes

const isAttribute = (text: string): text is InsertAttribute => text in insertAttributes
export const insertAttributeNames = Object.keys(insertAttributes).filter(isAttribute)

/** A kept value in the words that people type. */
export function wordOf(attribute: InsertAttribute, value: string): string {
  const words: Readonly<Record<string, string>> = insertAttributes[attribute] ?? {}
  return Object.entries(words).find(([, code]) => code === value)?.[0] ?? value
}

const messages = {
  code: {
    ja: "記号は半角英大文字と数字で1〜8字にしてください(例 A)。",
    en: "Write 1 to 8 capital letters or digits, such as A.",
  },
  name: { ja: "封入物の名前を入力してください。", en: "Name what is put in." },
  fromIssue: { ja: "開始号を数字で入力してください。", en: "Give the first issue as a number." },
  untilIssue: { ja: "終了号は開始号以降の数字にしてください。", en: "The last issue must not lie before the first." },
  attribute: { ja: "対象の項目を選んでください。", en: "Choose what it depends on." },
  wanted: { ja: "対象の値を入力してください。複数は「、」で区切ります。", en: "Name the values, separated by commas." },
} as const

const unknown = (word: string, words: readonly string[], locale: "ja" | "en") =>
  locale === "ja"
    ? `「${word}」は選べません。${words.join("・")} から選んでください。`
    : `“${word}” is unknown. Choose from ${words.join(", ")}.`

/** The form of a rule: whom it is for is typed as words, separated by 、 or a comma or a line break. */
export function insertRuleForm(locale: "ja" | "en") {
  const say = (key: keyof typeof messages) => messages[key][locale]
  const issue = (key: "fromIssue" | "untilIssue") =>
    z.coerce.number(say(key)).int(say(key)).min(1, say(key)).max(99_999_999, say(key))
  return z
    .object({
      code: z
        .string(say("code"))
        .trim()
        .toUpperCase()
        .regex(/^[A-Z0-9]{1,8}$/, say("code")),
      name: z.string(say("name")).trim().min(1, say("name")).max(80, say("name")),
      fromIssue: issue("fromIssue"),
      untilIssue: issue("untilIssue").optional(),
      attribute: z.string(say("attribute")).refine(isAttribute, say("attribute")),
      wanted: z.string().default(""),
    })
    .transform((form, context) => {
      const fail = (path: "untilIssue" | "wanted", message: string) => {
        context.addIssue({ code: "custom", message, path: [path] })
        return z.NEVER
      }
      if (form.untilIssue !== undefined && form.untilIssue < form.fromIssue)
        return fail("untilIssue", say("untilIssue"))
      if (form.attribute === "everyone") return { ...form, wanted: [] }
      const words = [
        ...new Set(
          form.wanted
            .split(/[、,，\r\n]+/)
            .map((word) => word.trim())
            .filter(Boolean),
        ),
      ]
      if (words.length === 0) return fail("wanted", say("wanted"))
      const known: Readonly<Record<string, string>> | null = insertAttributes[form.attribute]
      const strange = known === null ? undefined : words.find((word) => !(word in known))
      if (known !== null && strange !== undefined) return fail("wanted", unknown(strange, Object.keys(known), locale))
      return { ...form, wanted: words.map((word) => known?.[word] ?? word) }
    })
}

export type InsertRuleInput = z.infer<ReturnType<typeof insertRuleForm>>
