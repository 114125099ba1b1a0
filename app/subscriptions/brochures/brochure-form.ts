import { z } from "zod"
import { personFields } from "#app/members/person-fields.ts"
import { readEmail, readInteger, readPhone, readPostalCode, tidy } from "#app/values/text.ts"

type Locale = "ja" | "en"

// prettier-ignore
/** By which way a request comes (受付の方法); `web` is the public form. */
export const brochureChannels = ["web", "phone", "fax", "post", "mail", "shop", "visit"] as const
export const staffBrochureChannels = ["phone", "fax", "post", "mail", "shop", "visit"] as const
export type BrochureChannel = (typeof brochureChannels)[number]

/** Why a batch leaves a request out. */
export const waitReasons = ["erased", "undeliverable", "no-address", "out-of-stock"] as const
export type WaitReason = (typeof waitReasons)[number]

const messages = {
  code: {
    ja: "コードは半角の英数字・-・_・. で30字までにしてください。",
    en: "Use letters, digits, -, _ and ., at most 30.",
  },
  name: { ja: "名称を60文字以内で入力してください。", en: "Please give a name of at most 60 characters." },
  weight: { ja: "重さは1〜30,000グラムの数字で入力してください。", en: "Write the weight in grams, 1 to 30,000." },
  stock: { ja: "在庫は0以上の数字で入力してください。", en: "Write the stock as a number, 0 or more." },
  choose: { ja: "資料を1つ以上お選びください。", en: "Please choose at least one brochure." },
  choice: { ja: "一覧から選んでください。", en: "Choose from the list." },
  copies: { ja: "部数は1〜999の数字で入力してください。", en: "Write the number of copies, 1 to 999." },
} as const

const sayIn = (locale: Locale) => (key: keyof typeof messages) => messages[key][locale]

/** A whole number as people type it, within bounds; null for nothing where nothing may stand. */
const whole = (message: string, least: number, most: number) =>
  z.union([z.string(), z.number()], message).transform((typed, context) => {
    const value = readInteger(String(typed).replace(/[,\s]/g, ""))
    if (value !== null && value >= least && value <= most) return value
    context.addIssue({ code: "custom", message })
    return z.NEVER
  })

/** 資料: code, name, weight, and the stock where it is counted. */
export function brochureForm(locale: Locale) {
  const say = sayIn(locale)
  const name = z.string(say("name")).transform(tidy)
  return z.object({
    code: z
      .string(say("code"))
      .transform((text) => text.normalize("NFKC").trim())
      .pipe(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,29}$/, say("code"))),
    name: name.pipe(z.string().min(1, say("name")).max(60, say("name"))),
    nameEnglish: name
      .pipe(z.string().max(60, say("name")))
      .optional()
      .transform((text) => text ?? ""),
    weightGrams: whole(say("weight"), 1, 30_000),
    stockCopies: whole(say("stock"), 0, 9_999_999)
      .optional()
      .transform((copies) => copies ?? null),
  })
}

export type BrochureInput = z.infer<ReturnType<typeof brochureForm>>

const codesOf = (locale: Locale) =>
  z.array(z.string().max(30)).min(1, sayIn(locale)("choose")).max(50, sayIn(locale)("choose"))

/** 資料請求フォーム: which brochures, who and where to; lenient in width, hyphens and spaces, strict in what it means. */
export function brochureRequestForm(locale: Locale) {
  const { say, required, optional, kana, read } = personFields(locale)
  return z.object({
    requestId: z.uuid(),
    brochures: codesOf(locale),
    ...{ familyName: required, givenName: required, familyNameKana: kana, givenNameKana: kana },
    ...{ companyName: optional, department: optional },
    postalCode: read(readPostalCode, say("postalCode")),
    ...{ prefecture: required, city: required, street: required, building: optional },
    phone: read(readPhone, say("phone")),
    email: read(readEmail, say("email")),
    wantsMail: z.literal("yes").optional(),
    agrees: z.literal("yes", say("agree")),
  })
}

export type BrochureRequestForm = z.infer<ReturnType<typeof brochureRequestForm>>

/** What the public form starts with. */
export type BlankBrochureRequest = Partial<BrochureRequestForm> & Readonly<{ requestId: string; brochures: string[] }>

/** What staff enter for a member: which brochures, how many of each, and how the request came. */
export function staffBrochureForm(locale: Locale) {
  const say = sayIn(locale)
  return z.object({
    requestId: z.uuid(),
    brochures: codesOf(locale),
    copies: whole(say("copies"), 1, 999),
    channel: z.enum(staffBrochureChannels, say("choice")),
    sourceCode: z
      .string()
      .max(50)
      .optional()
      .transform((code) => tidy(code ?? "")),
  })
}

export type StaffBrochureForm = z.infer<ReturnType<typeof staffBrochureForm>>

/** What the staff's form starts with. */
export type BlankStaffBrochure = Partial<Omit<StaffBrochureForm, "copies">> &
  Readonly<{ requestId: string; copies: string }>
