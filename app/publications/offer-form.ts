import { z } from "zod"
import { conditionKinds } from "#app/publications/offer-condition.ts"
import { isCalendarDate } from "#app/values/calendar.ts"

export const offerKinds = ["term", "single", "sample", "complimentary", "bundle"] as const
export const refundPolicies = ["pro-rata", "fee", "re-priced", "none"] as const

const messages = {
  code: {
    ja: "コードは半角英大文字・数字・-・_ で20字までにしてください。",
    en: "Use capital letters, digits, - and _, at most 20.",
  },
  publication: { ja: "媒体を選んでください。", en: "Choose a publication." },
  name: { ja: "プランの名前を入力してください。", en: "Name the offer." },
  kind: { ja: "種類を選んでください。", en: "Choose a kind." },
  units: { ja: "回数は1以上の数字で入力してください。", en: "Give the number of issues, 1 or more." },
  yen: { ja: "金額は0以上の数字で入力してください。", en: "Give an amount in yen, 0 or more." },
  grace: { ja: "猶予は0〜12号の数字で入力してください。", en: "Grace is 0 to 12 issues." },
  policy: { ja: "解約時の返金方法を選んでください。", en: "Choose how cancellations are refunded." },
  single: {
    ja: "精算方法が「再計算」のときは単号価格を入力してください。",
    en: "Re-pricing needs a price of a single issue.",
  },
  condition: {
    ja: "条件を付けられるのは種類が「定期購読」のプランだけです。",
    en: "Only a subscription can be meant for some readers alone.",
  },
  components: {
    ja: "セットの内訳には2つ以上のプランのコードを、セットでないプランでは何も入力しないでください。",
    en: "A bundle names the codes of two or more offers, every other offer none.",
  },
  conditionTitle: {
    ja: "どの媒体をご契約中の方向けかを選んでください。",
    en: "Choose the title that these readers have a contract of.",
  },
  successor: {
    ja: "条件を満たさなくなった後に更新するプランを選んでください。",
    en: "Choose the offer that follows when the condition no longer holds.",
  },
} as const

type Locale = "ja" | "en"
type Problem = { line: number; text: string }

const wrongLine = (problem: Problem, example: string, locale: Locale) =>
  locale === "ja"
    ? `${problem.line}行目「${problem.text}」を読み取れません。例: ${example}`
    : `Line ${problem.line} “${problem.text}” cannot be read. Write it like: ${example}`

/** Lines of a text by a pattern; the first that does not fit is named with its number. */
function linesOf<Value>(text: string, read: (parts: readonly string[]) => Value | null): readonly Value[] | Problem {
  const values: Value[] = []
  for (const [at, raw] of text.normalize("NFKC").split(/\r?\n/).entries()) {
    if (raw.trim() === "") continue
    const value = read(raw.trim().split(/[\s,、]+/))
    if (value === null) return { line: at + 1, text: raw.trim() }
    values.push(value)
  }
  return values
}

export type RenewalStep = Readonly<{ issuesLeft: number; channel: "mail" | "post" }>
export type PerkRule = Readonly<{ generation: number; code: string; name: string }>
export type ComingPrice = Readonly<{ fromOn: string | null; fromIssue: number | null; priceYen: number }>

const channels: Readonly<Record<string, "mail" | "post">> = { メール: "mail", mail: "mail", 郵便: "post", post: "post" }

const readStep = ([left = "", channel = ""]: readonly string[]): RenewalStep | null => {
  const issuesLeft = Number(left)
  const by = channels[channel.toLowerCase()]
  return by !== undefined && /^-?\d{1,2}$/.test(left) && issuesLeft >= -6 && issuesLeft <= 24
    ? { issuesLeft, channel: by }
    : null
}

const readPerk = ([generation = "", code = "", ...name]: readonly string[]): PerkRule | null =>
  /^\d{1,2}$/.test(generation) && Number(generation) > 1 && /^[A-Za-z0-9-]{1,20}$/.test(code) && name.length > 0
    ? { generation: Number(generation), code: code.toUpperCase(), name: name.join(" ") }
    : null

const readPrice = ([from = "", price = ""]: readonly string[]): ComingPrice | null => {
  const yen = price.replace(/[円¥]/g, "")
  if (!/^\d{1,9}$/.test(yen)) return null
  const issue = /^第?(\d{1,6})号$/.exec(from)?.[1]
  if (issue !== undefined) return { fromOn: null, fromIssue: Number(issue), priceYen: Number(yen) }
  const on = from.replaceAll("/", "-")
  return isCalendarDate(on) ? { fromOn: on, fromIssue: null, priceYen: Number(yen) } : null
}

type Lines<Value> = Readonly<{ read: (parts: readonly string[]) => Value | null; example: string }>

const steps: Lines<RenewalStep> = { read: readStep, example: "3 メール" }
const perks: Lines<PerkRule> = { read: readPerk, example: "2 BOOK 図書カード" }
const prices: Lines<ComingPrice> = { read: readPrice, example: "2027-04-01 14300" }

const components: Lines<string> = {
  read: ([code = "", ...more]) =>
    more.length === 0 && /^[A-Z0-9][A-Z0-9_-]{0,19}$/.test(code.toUpperCase()) ? code.toUpperCase() : null,
  example: "G12",
}

const isProblem = (value: readonly unknown[] | Problem): value is Problem => "line" in value

const offerCode = (message: string) =>
  z
    .string(message)
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9][A-Z0-9_-]{0,19}$/, message)

/** The form of an offer (購読プラン): its terms, its renewal series, its perks and the prices to come; yen with tax. */
export function offerForm(locale: Locale) {
  const say = (key: keyof typeof messages) => messages[key][locale]
  const whole = (key: keyof typeof messages, least: number, most: number) =>
    z.coerce.number(say(key)).int(say(key)).min(least, say(key)).max(most, say(key))
  const yen = () =>
    z.preprocess(
      (typed) => (typeof typed === "string" ? typed.normalize("NFKC").replace(/[,円¥\s]/g, "") : typed),
      whole("yen", 0, 99_999_999),
    )
  return z
    .object({
      code: offerCode(say("code")),
      publication: z.string(say("publication")).min(1, say("publication")),
      name: z.string(say("name")).trim().min(1, say("name")).max(80, say("name")),
      nameEnglish: z.string().trim().max(80).default(""),
      kind: z.enum(offerKinds, say("kind")),
      units: whole("units", 1, 999),
      priceYen: yen(),
      autoRenewal: z.enum(["on", ""]).optional(),
      onSale: z.enum(["on", ""]).optional(),
      graceIssues: whole("grace", 0, 12).default(0),
      refundPolicy: z.enum(refundPolicies, say("policy")),
      cancellationFeeYen: yen().default(0),
      singlePriceYen: yen().optional(),
      steps: z.string().default(""),
      perks: z.string().default(""),
      prices: z.string().default(""),
      components: z.string().default(""),
      condition: z.enum(["anyone", ...conditionKinds]).default("anyone"),
      conditionTitle: z.string().default(""),
      successor: z.string().default(""),
    })
    .transform((form, context) => {
      if (form.refundPolicy === "re-priced" && !form.singlePriceYen) {
        context.addIssue({ code: "custom", message: say("single"), path: ["singlePriceYen"] })
      }
      for (const key of lacking(form)) context.addIssue({ code: "custom", message: say(key), path: [key] })
      const read = <Value>(key: "steps" | "perks" | "prices" | "components", kind: Lines<Value>): readonly Value[] => {
        const lines = linesOf(form[key], kind.read)
        if (!isProblem(lines)) return lines
        context.addIssue({ code: "custom", message: wrongLine(lines, kind.example, locale), path: [key] })
        return []
      }
      const named = read("components", components)
      // A bundle names two titles or more, every other offer none.
      if (form.kind === "bundle" ? named.length < 2 : named.length > 0) {
        context.addIssue({ code: "custom", message: say("components"), path: ["components"] })
      }
      return {
        ...form,
        components: named,
        steps: read("steps", steps),
        perks: read("perks", perks),
        prices: read("prices", prices),
      }
    })
}

/** What a condition needs and is not there. */
function lacking(
  form: Readonly<{ condition: string; conditionTitle: string; successor: string; kind: string }>,
): ("condition" | "conditionTitle" | "successor")[] {
  if (form.condition === "anyone") return []
  return [
    ...(form.kind === "term" ? [] : ["condition" as const]),
    ...(form.condition === "holders" && form.conditionTitle === "" ? ["conditionTitle" as const] : []),
    ...(form.successor === "" ? ["successor" as const] : []),
  ]
}

export type OfferInput = z.infer<ReturnType<typeof offerForm>>
