import { z } from "zod"
import { KONBINI_DAYS, type OnlineWay, onlineWays } from "#app/billing/online-way.ts"
import { personFields } from "#app/members/person-fields.ts"
import type { ConditionKind, OfferCondition } from "#app/publications/offer-condition.ts"
import { calendarDate, dateInJapanese, readMonth } from "#app/values/calendar.ts"
import { type ShownComponent, withBundle } from "#app/subscriptions/bundles/bundle-lines.ts"
import { conditionLines, successorNote } from "#app/subscriptions/conditions/condition-lines.ts"
import { readPromotionCode } from "#app/subscriptions/promotions/promotion.ts"
import { readEmail, readInteger, readPhone, readPostalCode } from "#app/values/text.ts"

type Locale = "ja" | "en"

/** The application form (申込フォーム): lenient in width, hyphens and spaces, strict in what it means; an offer for students asks for more. */
export function applicationForm(locale: Locale, condition: ConditionKind | null = null) {
  const { say, required, optional, kana, read } = personFields(locale)
  const isForStudents = condition === "students"
  const notAsked = z.string().optional().transform(() => "") // prettier-ignore
  return z.object({
    applicationId: z.uuid(),
    familyName: required,
    givenName: required,
    familyNameKana: kana,
    givenNameKana: kana,
    companyName: optional,
    department: optional,
    postalCode: read(readPostalCode, say("postalCode")),
    prefecture: required,
    city: required,
    street: required,
    building: optional,
    phone: read(readPhone, say("phone")),
    email: read(readEmail, say("email")),
    startIssue: z.coerce.number(say("required")).int(say("required")).positive(say("required")),
    copies: z
      .union([z.string(), z.number()], say("copies"))
      .transform((text) => readInteger(String(text)))
      .pipe(z.number(say("copies")).min(1, say("copies")).max(99, say("copies"))),
    payBy: z.enum(onlineWays, say("required")).default("card"),
    promotionCode: promotionCodeField(locale),
    school: isForStudents ? required : notAsked,
    graduatesIn: isForStudents ? read(readMonth, graduation[locale]) : notAsked,
    wantsMail: z.literal("yes").optional(),
    agrees: z.literal("yes", say("agree")),
  })
}

const graduation = {
  ja: "卒業予定の年月を入力してください(例 2028-03)。",
  en: "Write the month in which you expect to graduate (2028-03).",
} as const

const codeTooLong = {
  ja: "プロモーションコードは30文字までです。",
  en: "A promotion code has at most 30 characters.",
} as const

/** A promotion code as it is typed; nothing where there is none. */
export const promotionCodeField = (locale: Locale) =>
  z
    .string()
    .transform(readPromotionCode)
    .refine((code) => code.length <= 30, codeTooLong[locale])
    .optional()

export type ApplicationForm = z.infer<ReturnType<typeof applicationForm>>

/** An application as it is kept: what passed the form, or what a renewal took from the member; never checked anew. */
export const StoredForm = z.object({
  applicationId: z.string(),
  familyName: z.string(),
  givenName: z.string(),
  familyNameKana: z.string(),
  givenNameKana: z.string(),
  companyName: z.string(),
  department: z.string(),
  postalCode: z.string(),
  prefecture: z.string(),
  city: z.string(),
  street: z.string(),
  building: z.string(),
  phone: z.string(),
  email: z.string(),
  startIssue: z.number().int(),
  copies: z.number().int(),
  payBy: z.enum(onlineWays).default("card"),
  promotionCode: z.string().default(""),
  /** What an offer for students asks: the school, and the month of graduation as YYYY-MM. */
  school: z.string().default(""),
  graduatesIn: z.string().default(""),
  wantsMail: z.literal("yes").optional(),
})

export type StoredForm = z.infer<typeof StoredForm>

/** What a promotion code takes off, as it is shown; yen. */
export type ShownPromotion = Readonly<{ code: string; reductionYen: number }>

/** A line of the final confirmation, as it was shown. */
export type ShownLine = Readonly<{ key: string; label: string; text: string }>

export const shownVersion = "2026-11-6"

/** An offer renews by card where one pays for it, and the reader can be told beforehand, by mail, what will be charged and when. */
export const renewsByCard = (offerAutoRenewal: boolean, form: Pick<StoredForm, "email" | "payBy">): boolean =>
  offerAutoRenewal && form.email !== "" && form.payBy === "card"

export type ShownOffer = Readonly<{
  organization: string
  publication: string
  offer: string
  units: number
  priceYen: number
  taxRatePercent: number
  autoRenewal: boolean
  issueLabel: string
  issueNumber: number
  /** Null for a renewal, whose first issue comes when the term before it has ended. */
  issueShipsOn: string | null
  /** What a promotion code takes off the price of all copies, in yen; null without one. */
  promotion: ShownPromotion | null
  /** For whom alone the offer is; null where everybody may take it. */
  condition: OfferCondition | null
  /** The titles of a bundle; none for every other offer. */
  components: readonly ShownComponent[]
}>

type Facts = Readonly<{
  total: string
  /** Of all copies, before a reduction: what a renewal costs. */
  regular: string
  reduction: string
  price: string
  /** What a renewal costs where the offer's condition does not hold any more; empty without one. */
  successor: string
  tax: string
  address: string
  person: string
  offer: ShownOffer
  form: StoredForm
}>

/**
 * What the final confirmation (最終確認画面, 特定商取引法12条の6) states: quantity, price, when and how paid, when delivered,
 * application period, cancellation, renewal. The lines are stored with the application exactly as they were shown.
 */
export function finalConfirmation(offer: ShownOffer, form: StoredForm, locale: Locale): ShownLine[] {
  const regular = offer.priceYen * form.copies
  const total = regular - (offer.promotion?.reductionYen ?? 0)
  const tax = Math.floor((total * offer.taxRatePercent) / (100 + offer.taxRatePercent))
  const yen = (amount: number) =>
    locale === "ja" ? `${amount.toLocaleString("ja-JP")}円` : `¥${amount.toLocaleString("en")}`
  const parts = [
    `〒${form.postalCode.slice(0, 3)}-${form.postalCode.slice(3)}`,
    ...[form.prefecture, form.city, form.street, form.building, form.companyName, form.department],
  ]
  const facts: Facts = {
    ...{ offer, form, total: yen(total), price: yen(offer.priceYen), tax: yen(tax), regular: yen(regular) },
    reduction: yen(offer.promotion?.reductionYen ?? 0),
    successor: successorNote(offer.condition, form, yen, locale),
    address: parts.filter(Boolean).join(" "),
    person: `${form.familyName} ${form.givenName}`,
  }
  const lines = locale === "ja" ? linesInJapanese(facts) : linesInEnglish(facts)
  const bundle = {
    ...{ components: offer.components, copies: form.copies, totalYen: total, yen, locale },
    isByCard: renewsByCard(offer.autoRenewal, form),
  }
  return withBundle(lines, bundle).map(([key, label, text]) => ({ key, label, text }))
}

/** お支払い時期・方法 of each way, as the law wants it said before the application. */
const paying: Readonly<Record<OnlineWay, Record<Locale, string>>> = {
  card: {
    ja: "クレジットカードで、この後のカード画面の確定時に全額を一括でお支払い",
    en: "By card, the whole amount, when you confirm on the card page that follows",
  },
  "convenience-store": {
    ja: `コンビニエンスストアで、この後の画面でお受け取りになる払込番号により、${KONBINI_DAYS}日後の23時59分までに全額を一括でお支払い(お支払いの確認後にお申し込みが成立します)`,
    en: `At a convenience store, the whole amount, with the number on the page that follows, until 23:59 (Japan) ${KONBINI_DAYS} days later; the application is complete when the payment arrives`,
  },
  "bank-transfer": {
    ja: "銀行振込で、この後の画面に表示される口座へ全額を一括でお振り込み(振込手数料はご負担ください。入金の確認後にお申し込みが成立します)",
    en: "By bank transfer, the whole amount, to the account on the page that follows (fees are yours); the application is complete when the money arrives",
  },
}

/** A bundle's own name says what is in it. */
const nameOf = ({ publication, offer, components }: ShownOffer) =>
  components.length > 0 ? offer : `${publication} ${offer}`

type Line = readonly [key: string, label: string, text: string]

function linesInJapanese(facts: Facts): Line[] {
  const { offer, form, total, regular, reduction, price, tax, address, person, successor } = facts
  const delivery =
    offer.issueShipsOn === null
      ? `今のご契約に続けて、第${offer.issueNumber}号(予定)から${offer.units}回`
      : `${offer.issueLabel}(第${offer.issueNumber}号、${dateInJapanese(calendarDate(offer.issueShipsOn))}発送予定)から${offer.units}回`
  return [
    ["seller", "販売者", offer.organization],
    ["item", "商品", nameOf(offer)],
    ...conditionLines(offer.condition, form, "ja"),
    ["quantity", "分量", `全${offer.units}回 各回${form.copies}部(合計${offer.units * form.copies}部)`],
    ["price", "価格", `${price} × ${form.copies}部${offer.promotion === null ? "" : `(値引前の金額 ${regular})`}`],
    ...(offer.promotion === null
      ? []
      : [["promotion", "値引", `-${reduction}(プロモーションコード ${offer.promotion.code})`] as const]),
    ["shipping", "送料", "0円(価格に含まれます)"],
    ["total", "お支払い総額", `${total}(うち消費税${offer.taxRatePercent}% ${tax})`],
    ["payment", "お支払い時期・方法", paying[form.payBy].ja],
    ["delivery", "お届け時期", delivery],
    ["period", "申込期間", "期間の定めはありません"],
    [
      "cancellation",
      "解約・返金",
      "お申し込み後も、未発送分について解約を承ります。読者係へご連絡ください。発送済みの号の返品は、落丁・乱丁の場合を除きお受けできません。",
    ],
    [
      "renewal",
      "自動更新",
      renewsByCard(offer.autoRenewal, form)
        ? `あり(無期限・${offer.units}回ごと)。満了の号の発送日に、今回のカードへ${offer.promotion === null ? "" : "値引のない通常価格の"}${regular}(更新時の価格が変わる場合はその金額)を請求し、続けてお届けします。請求の14日前までに金額と日付をメールでお知らせします。マイページまたはお電話で、請求の前日までいつでも止められます。${successor}`
        : `自動更新はありません。満了の前に継続のご案内をお送りします。${offer.promotion === null ? "" : "値引は今回のお申し込みに限ります。"}${successor}`,
    ],
    ["reader", offer.issueShipsOn === null ? "ご契約者" : "お届け先", `${address} ${person} 様`],
    ["contact", "ご連絡先", [form.phone, form.email].filter(Boolean).join(" / ")],
  ]
}

function linesInEnglish(facts: Facts): Line[] {
  const { offer, form, total, regular, reduction, price, tax, address, person, successor } = facts
  const copies = offer.units * form.copies
  const from =
    offer.issueShipsOn === null
      ? `from No. ${offer.issueNumber} (planned), after your present term`
      : `from No. ${offer.issueNumber} (to ship on ${offer.issueShipsOn})`
  return [
    ["seller", "Seller", offer.organization],
    ["item", "Item", nameOf(offer)],
    ...conditionLines(offer.condition, form, "en"),
    ["quantity", "Quantity", `${offer.units} issues, ${form.copies} of each (${copies} copies in all)`],
    [
      "price",
      "Price",
      `${price} × ${form.copies}${offer.promotion === null ? "" : ` (${regular} before the reduction)`}`,
    ],
    ...(offer.promotion === null
      ? []
      : [["promotion", "Reduction", `-${reduction} (promotion code ${offer.promotion.code})`] as const]),
    ["shipping", "Shipping", "¥0 (included in the price)"],
    ["total", "Total", `${total} (of which consumption tax ${offer.taxRatePercent}% ${tax})`],
    ["payment", "When and how you pay", paying[form.payBy].en],
    ["delivery", "Delivery", `${offer.units} issues ${from}`],
    ["period", "Application period", "No limit"],
    [
      "cancellation",
      "Cancellation and refunds",
      "You may cancel issues not yet shipped at any time through the reader service. Shipped issues cannot be returned unless defective.",
    ],
    [
      "renewal",
      "Automatic renewal",
      renewsByCard(offer.autoRenewal, form)
        ? `Yes, without limit, every ${offer.units} issues: ${regular}${offer.promotion === null ? "" : ", the regular price without the reduction"} (or the price then) is charged to this card on the day the last issue ships. We write to you with amount and date at least 14 days before; you can stop it on your page or by phone until the day before.${successor}`
        : `This application does not renew by itself. We will write to you before it ends.${offer.promotion === null ? "" : " The reduction is for this application alone."}${successor}`,
    ],
    ["reader", "Deliver to", `${address} ${person}`],
    ["contact", "Contact", [form.phone, form.email].filter(Boolean).join(" / ")],
  ]
}
