import { type CalendarDate, calendarDate, dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"

import type { NoticeMail } from "#templates/mail/notice-mail.ts"

export type ReceiptMail = Readonly<{
  locale: "ja" | "en"
  organization: Readonly<{ name: string; phone: string; address: string; registrationNumber: string | null }>
  person: Readonly<{ familyName: string; givenName: string; companyName: string }>
  orderNumber: string
  memberNumber: string
  /** What was bought: one item, or the titles of a bundle with the share of each; yen with tax. */
  items: readonly Readonly<{
    name: string
    units: number
    firstIssue: string
    totalYen: number
    taxYen: number
    taxRatePercent: number
  }>[]
  copies: number
  totalYen: number
  paidOn: CalendarDate
  way: "card" | "convenience-store" | "bank-transfer"
  card: Readonly<{ brand: string; last4: string }> | null
  /** Where the reader sees and changes his subscriptions. */
  myPageUrl: string
}>

const ways = {
  card: { ja: "クレジットカード", en: "card" },
  "convenience-store": { ja: "コンビニエンスストア", en: "convenience store" },
  "bank-transfer": { ja: "銀行振込", en: "bank transfer" },
} as const

function linesOf(data: ReceiptMail): (readonly [string, string])[] {
  const japanese = data.locale === "ja"
  const yen = (amount: number) => (japanese ? `${amount.toLocaleString("ja-JP")}円` : `¥${amount.toLocaleString("en")}`)
  const isBundle = data.items.length > 1
  const taxes = taxesByRate(data.items)
  const card = data.card ? `${data.card.brand.toUpperCase()} **** ${data.card.last4}` : ""
  return japanese
    ? [
        ["受注番号", data.orderNumber],
        ["会員番号", data.memberNumber],
        ...data.items.map(
          ({ name, units, totalYen }) =>
            ["商品", `${name} 全${units}回 × ${data.copies}部${isBundle ? ` ${yen(totalYen)}` : ""}`] as const,
        ),
        ["お届け", firstIssuesOf(data)],
        ["領収金額", `${yen(data.totalYen)}(税込)`],
        ...taxes.map(([rate, amount]) => [`うち消費税(${rate}%)`, yen(amount)] as const),
        ["入金日", dateInJapanese(data.paidOn)],
        ["お支払い方法", `${ways[data.way].ja} ${card}`.trim()],
      ]
    : [
        ["Order", data.orderNumber],
        ["Member number", data.memberNumber],
        ...data.items.map(
          ({ name, units, totalYen }) =>
            ["Item", `${name}, ${units} issues × ${data.copies}${isBundle ? ` ${yen(totalYen)}` : ""}`] as const,
        ),
        ["First issue", firstIssuesOf(data)],
        ["Amount received", `${yen(data.totalYen)} (tax included)`],
        ...taxes.map(([rate, amount]) => [`Consumption tax (${rate}%)`, yen(amount)] as const),
        ["Received on", data.paidOn],
        ["Paid by", `${ways[data.way].en} ${card}`.trim()],
      ]
}

/** The tax in yen by its rate, as the items were made at it; the highest rate first. */
function taxesByRate(items: ReceiptMail["items"]): readonly (readonly [rate: number, yen: number])[] {
  const rates = [...new Set(items.map(({ taxRatePercent }) => taxRatePercent))].sort((one, other) => other - one)
  const taxAt = (rate: number) =>
    items.filter(({ taxRatePercent }) => taxRatePercent === rate).reduce((sum, { taxYen }) => sum + taxYen, 0)
  return rates.map((rate) => [rate, taxAt(rate)] as const)
}

function firstIssuesOf({ items, locale }: ReceiptMail): string {
  const from = (firstIssue: string) => (locale === "ja" ? `${firstIssue}から` : firstIssue)
  const [only, ...others] = items
  if (only && others.length === 0) return from(only.firstIssue)
  return items.map(({ name, firstIssue }) => `${name}: ${from(firstIssue)}`).join(locale === "ja" ? "、" : "; ")
}

const moneyOf = ({ locale, totalYen }: ReceiptMail) =>
  locale === "ja" ? `${totalYen.toLocaleString("ja-JP")}円(税込)` : `¥${totalYen.toLocaleString("en")} (tax included)`

/** What an organization's own words for it may name. */
export const receiptValues = (data: ReceiptMail) => ({
  ...{ member_name: `${data.person.familyName} ${data.person.givenName}`, member_number: data.memberNumber },
  ...{ order_number: data.orderNumber, item: data.items.map(({ name }) => name).join("・"), copies: data.copies },
  units: data.items.reduce((sum, { units }) => sum + units, 0),
  ...{ first_issue: data.items.map(({ firstIssue }) => firstIssue).join("・"), amount: moneyOf(data) },
  paid_on: data.locale === "ja" ? dateInJapanese(data.paidOn) : dateInEnglish(data.paidOn),
})

/** Thanks for an application and receipt of its payment (領収): the items of a simplified qualified invoice. */
export function receiptMail(data: ReceiptMail): NoticeMail {
  const japanese = data.locale === "ja"
  const name = `${data.person.familyName} ${data.person.givenName}`
  const greeting = japanese
    ? `${data.person.companyName === "" ? "" : `${data.person.companyName} `}${name} 様`
    : `Dear ${name},`
  const lead = japanese
    ? `${data.organization.name}の購読をお申し込みいただき、ありがとうございます。お支払いを確認しました。`
    : `Thank you for your subscription with ${data.organization.name}. We have received your payment.`
  const lines = linesOf(data)
  const registration =
    data.organization.registrationNumber === null
      ? []
      : [`${japanese ? "登録番号" : "Registration number"}: ${data.organization.registrationNumber}`]
  const signature = [
    ...[data.organization.name, data.organization.address, data.organization.phone, ...registration],
    `${japanese ? "マイページ" : "Your page"}: ${data.myPageUrl}`,
  ]
  const subject = japanese
    ? `【${data.organization.name}】お申し込みと領収のお知らせ(${data.orderNumber})`
    : `${data.organization.name}: your application and receipt (${data.orderNumber})`
  return { locale: data.locale, subject, greeting, paragraphs: [lead], table: lines, link: null, signature }
}

export const sample: ReceiptMail = {
  locale: "ja",
  organization: {
    name: "日本園芸出版株式会社",
    phone: "03-0000-0521",
    address: "東京都千代田区神田神保町1-105",
    registrationNumber: "T8999900000521",
  },
  person: { familyName: "髙﨑", givenName: "𠮷右衛門", companyName: "一般社団法人日本庭園協会" },
  orderNumber: "W000001",
  memberNumber: "M000001",
  items: [
    {
      ...{ name: "月刊ガーデン 1年12冊", units: 12, firstIssue: "2027年1月号(第522号)" },
      ...{ totalYen: 26400, taxYen: 2400, taxRatePercent: 10 },
    },
  ],
  copies: 2,
  totalYen: 26400,
  paidOn: calendarDate("2026-11-20"),
  way: "card",
  card: { brand: "visa", last4: "4242" },
  myPageUrl: "https://teiki.example/my/engei",
}
