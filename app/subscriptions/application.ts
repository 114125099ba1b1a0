import { z } from "zod"
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
  copies: { ja: "部数は1〜99の数字で入力してください。", en: "Write the number of copies, 1 to 99." },
  agree: { ja: "同意いただけない場合はお申し込みいただけません。", en: "We cannot take an application without this." },
  tooLong: { ja: "100文字以内で入力してください。", en: "Up to 100 characters, please." },
} as const

/** The application form (申込フォーム): lenient in width, hyphens and spaces, strict in what it means. */
export function applicationForm(locale: Locale) {
  const say = (key: keyof typeof messages) => messages[key][locale]
  const line = z
    .string(say("required"))
    .transform(tidy)
    .pipe(z.string().max(100, say("tooLong")))
  const required = line.pipe(z.string().min(1, say("required")))
  const optional = line.optional().transform((text) => text ?? "")
  const kana = required.transform(katakana).refine(isKatakana, say("kana"))
  const read = (reader: (text: string) => string | null, message: string) =>
    required.transform((text, context) => {
      const value = reader(text)
      if (value !== null) return value
      context.addIssue({ code: "custom", message })
      return z.NEVER
    })
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
    startIssue: z.coerce.number().int().positive(),
    copies: z.coerce.number(say("copies")).int(say("copies")).min(1, say("copies")).max(99, say("copies")),
    wantsMail: z.literal("yes").optional(),
    agrees: z.literal("yes", say("agree")),
  })
}

export type ApplicationForm = z.infer<ReturnType<typeof applicationForm>>

/** A line of the final confirmation, as it was shown. */
export type ShownLine = Readonly<{ key: string; label: string; text: string }>

export const shownVersion = "2026-11-1"

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
  issueShipsOn: string
}>

const date = (iso: string, locale: Locale) =>
  locale === "ja" ? `${iso.slice(0, 4)}年${Number(iso.slice(5, 7))}月${Number(iso.slice(8))}日` : iso

/**
 * What the final confirmation (最終確認画面, 特定商取引法12条の6) states: quantity, price, when and how paid, when delivered,
 * application period, cancellation, renewal. The lines are stored with the application exactly as they were shown.
 */
export function finalConfirmation(offer: ShownOffer, form: ApplicationForm, locale: Locale): ShownLine[] {
  const total = offer.priceYen * form.copies
  const tax = Math.floor((total * offer.taxRatePercent) / (100 + offer.taxRatePercent))
  const yen = (amount: number) =>
    locale === "ja" ? `${amount.toLocaleString("ja-JP")}円` : `¥${amount.toLocaleString("en")}`
  const address = [form.prefecture, form.city, form.street, form.building].filter(Boolean).join(" ")
  const postalCode = `〒${form.postalCode.slice(0, 3)}-${form.postalCode.slice(3)}`
  const person = `${form.familyName} ${form.givenName}`
  return locale === "ja"
    ? [
        { key: "seller", label: "販売者", text: offer.organization },
        { key: "item", label: "商品", text: `${offer.publication} ${offer.offer}` },
        {
          key: "quantity",
          label: "分量",
          text: `全${offer.units}回 各回${form.copies}部(合計${offer.units * form.copies}部)`,
        },
        { key: "price", label: "価格", text: `${yen(offer.priceYen)} × ${form.copies}部` },
        { key: "shipping", label: "送料", text: "0円(価格に含まれます)" },
        { key: "total", label: "お支払い総額", text: `${yen(total)}(うち消費税${offer.taxRatePercent}% ${yen(tax)})` },
        {
          key: "payment",
          label: "お支払いの時期・方法",
          text: "クレジットカードで、この後のカード画面の確定時に全額を一括でお支払い",
        },
        {
          key: "delivery",
          label: "お届け時期",
          text: `${offer.issueLabel}(第${offer.issueNumber}号、${date(offer.issueShipsOn, locale)}発送予定)から${offer.units}回`,
        },
        { key: "period", label: "申込期間", text: "期間の定めはありません" },
        {
          key: "cancellation",
          label: "解約・返金",
          text: "お申し込み後も、未発送分について解約を承ります。マイページまたは読者係へご連絡ください。発送済みの号の返品は、落丁・乱丁の場合を除きお受けできません。",
        },
        {
          key: "renewal",
          label: "自動更新",
          text: offer.autoRenewal
            ? `今回のお申し込みに自動更新は付いていません。満了の前に更新のご案内をお送りします(更新時の価格 ${yen(offer.priceYen)})。`
            : "自動更新はありません。満了の前に継続のご案内をお送りします。",
        },
        {
          key: "reader",
          label: "お届け先",
          text: `${postalCode} ${address} ${[form.companyName, form.department].filter(Boolean).join(" ")} ${person} 様`.replace(
            / +/g,
            " ",
          ),
        },
        { key: "contact", label: "ご連絡先", text: `${form.phone} / ${form.email}` },
      ]
    : [
        { key: "seller", label: "Seller", text: offer.organization },
        { key: "item", label: "Item", text: `${offer.publication} ${offer.offer}` },
        {
          key: "quantity",
          label: "Quantity",
          text: `${offer.units} issues, ${form.copies} copies each (${offer.units * form.copies} in all)`,
        },
        { key: "price", label: "Price", text: `${yen(offer.priceYen)} × ${form.copies}` },
        { key: "shipping", label: "Shipping", text: "¥0 (included in the price)" },
        {
          key: "total",
          label: "Total",
          text: `${yen(total)} (of which consumption tax ${offer.taxRatePercent}% ${yen(tax)})`,
        },
        {
          key: "payment",
          label: "When and how you pay",
          text: "By card, the whole amount, when you confirm on the card page that follows",
        },
        {
          key: "delivery",
          label: "Delivery",
          text: `${offer.units} issues from No. ${offer.issueNumber} (planned to ship on ${offer.issueShipsOn})`,
        },
        { key: "period", label: "Application period", text: "No limit" },
        {
          key: "cancellation",
          label: "Cancellation and refunds",
          text: "You may cancel issues not yet shipped at any time, on your page or through the reader service. Shipped issues cannot be returned unless defective.",
        },
        {
          key: "renewal",
          label: "Automatic renewal",
          text: "This application does not renew by itself. We will write to you before it ends.",
        },
        {
          key: "reader",
          label: "Deliver to",
          text: `${postalCode} ${address} ${[form.companyName, form.department].filter(Boolean).join(" ")} ${person}`.replace(
            / +/g,
            " ",
          ),
        },
        { key: "contact", label: "Contact", text: `${form.phone} / ${form.email}` },
      ]
}
