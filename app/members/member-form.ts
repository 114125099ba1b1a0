import { z } from "zod"
import { readDate } from "#app/values/calendar.ts"
import { isKatakana, katakana, readEmail, readPhone, readPostalCode, tidy } from "#app/values/text.ts"

type Locale = "ja" | "en"

const messages = {
  required: { ja: "入力してください。", en: "Please fill this in." },
  kana: { ja: "カナで入力してください(ひらがなでも構いません)。", en: "Write this in kana." },
  postalCode: { ja: "郵便番号は数字7桁で入力してください(例 101-0051)。", en: "Write the postal code with 7 digits." },
  phone: {
    ja: "電話番号は数字10〜11桁で入力してください(ハイフンはあってもなくても可)。",
    en: "Write the phone number with 10 or 11 digits (hyphens optional).",
  },
  email: {
    ja: "メールアドレスの形で入力してください(例 name@example.jp)。",
    en: "Write a mail address (name@example.jp).",
  },
  date: { ja: "日付で入力してください(例 1985-03-07、昭和60年3月7日)。", en: "Write a date (1985-03-07)." },
  number: { ja: "数字で入力してください。", en: "Write a number." },
  choice: { ja: "一覧から選んでください。", en: "Choose from the list." },
  office: { ja: "所属番号は数字3桁で入力してください(例 123)。", en: "Write the office number with 3 digits." },
  tooLong: { ja: "{count}文字以内で入力してください。", en: "Up to {count} characters, please." },
} as const

/** Fields of forms about members in the words of a language; lenient in width, hyphens and spaces. */
export function fieldsIn(locale: Locale) {
  const say = (key: keyof typeof messages) => messages[key][locale]
  const line = (count = 100) =>
    z
      .string()
      .optional()
      .transform((text) => tidy(text ?? ""))
      // A second string schema behind a pipe would take the empty text for a missing one.
      .refine((text) => text.length <= count, say("tooLong").replace("{count}", String(count)))
  const required = z.string(say("required")).transform(tidy).pipe(z.string(say("required")).min(1, say("required")).max(100, say("tooLong").replace("{count}", "100"))) // prettier-ignore
  const read = (reader: (text: string) => string | null, message: keyof typeof messages) =>
    line().transform((text, context) => {
      const value = text === "" ? "" : reader(text)
      if (value !== null) return value
      context.addIssue({ code: "custom", message: say(message) })
      return z.NEVER
    })
  const day = z.string(say("required")).transform((text, context) => {
    const date = readDate(text)
    if (date !== null) return date
    context.addIssue({ code: "custom", message: say("date") })
    return z.NEVER
  })
  const oneOf = <Choice extends string>(choices: readonly Choice[]) => z.enum(choices, say("choice")).optional()
  const kana = line().transform(katakana).refine(isKatakana, say("kana"))
  const [phone, email] = [read(readPhone, "phone"), read(readEmail, "email")]
  return { say, line, required, read, day, oneOf, kana, phone, email }
}

/** An organization's own field (独自項目). */
export type OwnField = Readonly<{
  code: string
  label: string
  labelEnglish: string
  kind: "text" | "number" | "date" | "choice" | "yes-no"
  choices: readonly string[]
  isRetired: boolean
}>

function ownValue(field: OwnField, { line, read, say }: ReturnType<typeof fieldsIn>) {
  if (field.kind === "date") return read(readDate, "date")
  if (field.kind === "number")
    return line().refine((text) => text === "" || /^-?\d{1,12}(\.\d{1,4})?$/.test(text), say("number"))
  if (field.kind === "choice")
    return line().refine((text) => text === "" || field.choices.includes(text), say("choice"))
  if (field.kind === "yes-no") return line().refine((text) => ["", "yes", "no"].includes(text), say("choice"))
  return line(500)
}

export const addressKinds = ["home", "office", "delivery"] as const
export type AddressKind = (typeof addressKinds)[number]

/** 基本情報の変更: the seven attributes, contact, own fields, and the date from which they hold. */
export function memberForm(locale: Locale, own: readonly OwnField[]) {
  const fields = fieldsIn(locale)
  const { line, required, read, day, oneOf, say, kana, phone, email } = fields
  return z.object({
    familyName: required,
    givenName: line(),
    familyNameKana: kana,
    givenNameKana: kana,
    companyName: line(),
    department: line(),
    jobTitle: line(),
    phone,
    email,
    gender: oneOf(["male", "female", "other"]),
    bornOn: read(readDate, "date"),
    industry: line(),
    occupation: line(),
    locale: oneOf(["ja", "en"]),
    copiesTo: oneOf(addressKinds),
    note: z.string().max(2_000, say("tooLong").replace("{count}", "2000")).optional(),
    effectiveOn: day,
    own: z.object(Object.fromEntries(own.map((field) => [field.code, ownValue(field, fields)]))).optional(),
  })
}

export type MemberForm = z.infer<ReturnType<typeof memberForm>>

/** 住所の変更. */
export function addressForm(locale: Locale) {
  const { required, line, read, day, say } = fieldsIn(locale)
  return z.object({
    kind: z.enum(addressKinds, say("choice")),
    postalCode: read(readPostalCode, "postalCode").refine((code) => code !== "", say("required")),
    prefecture: required,
    city: required,
    street: required,
    building: line(),
    effectiveOn: day,
  })
}

/** 会員の登録 by an operator: the least that is asked on the phone. */
export function registrationForm(locale: Locale) {
  const { required, line, read, kana, phone, email } = fieldsIn(locale)
  return z.object({
    ...{ familyName: required, givenName: line(), familyNameKana: kana, givenNameKana: kana },
    ...{ companyName: line(), department: line(), phone, email },
    ...{
      postalCode: read(readPostalCode, "postalCode"),
      prefecture: line(),
      city: line(),
      street: line(),
      building: line(),
    },
  })
}

/** 匿名 (A7): the three digits of the caller's office. */
export const anonymousForm = (locale: Locale) =>
  z.object({ office: z.string(messages.office[locale]).transform((text) => text.normalize("NFKC").trim()).pipe(z.string().regex(/^\d{3}$/, messages.office[locale])) }) // prettier-ignore
