import type { CancellationRule } from "#app/seminars/apply/fee-rules.ts"
import type { StoredSeminarForm } from "#app/seminars/apply/seminar-form.ts"
import type { SeminarWay } from "#app/seminars/seminar-file.ts"
import { taxInside, yen } from "#app/values/yen.ts"

export type OrderLine = Readonly<{ key: string; label: string; text: string }>

/** The version of the final confirmation's wording; it is stored with each order. */
export const seminarShownVersion = "seminar-2026-11-2"

type Facts = Readonly<{
  organization: string
  title: string
  fee: string
  party: number
  unitYen: number
  totalYen: number
  taxRatePercent: number
  way: SeminarWay
  dueOn: string | null
  contact: string
  closesAt: Date
  sessions: readonly Readonly<{ startsAt: string; endsAt: string; room: string | null; joinUrl: string }>[]
  rules: readonly CancellationRule[]
}>

const ways = {
  ja: {
    free: "お支払いはありません",
    card: "クレジットカードで、この後のカード画面の確定時に全額を一括でお支払い",
    invoice: "請求書をお送りします。期限までに銀行振込でお支払い(振込手数料はご負担ください)",
    onsite: "当日、会場の受付で全額をお支払い",
  },
  en: {
    free: "Nothing to pay",
    card: "By card, the whole amount, when you confirm on the card page that follows",
    invoice: "By bank transfer on our invoice, by its due date (bank fee on you)",
    onsite: "The whole amount at the reception desk on the day",
  },
} as const

const time = (at: string | Date, locale: "ja" | "en") =>
  new Intl.DateTimeFormat(locale === "ja" ? "ja-JP" : "en-GB", {
    ...({ timeZone: "Asia/Tokyo", year: "numeric", month: "short", day: "numeric", weekday: "short" } as const),
    ...({ hour: "2-digit", minute: "2-digit", hour12: false } as const),
  }).format(typeof at === "string" ? Date.parse(at) : at)

/** The cancellation rule in words (キャンセル規定). */
export function ruleWords(rules: readonly CancellationRule[], locale: "ja" | "en"): string {
  if (rules.length === 0) return locale === "ja" ? "いつでも無料で取り消せます" : "Free of charge at any time"
  const parts = rules.map(({ daysBefore, feePercent }) =>
    locale === "ja"
      ? `${daysBefore === 0 ? "当日" : `${daysBefore}日前から`}${feePercent}%`
      : `${feePercent}% ${daysBefore === 0 ? "on the day" : `from ${daysBefore} days before`}`,
  )
  return locale === "ja"
    ? `開催日の${parts.join("、")}をキャンセル料として申し受けます。それより前は無料です。`
    : `Kept of the fee: ${parts.join(", ")}; nothing before that.`
}

const labels = {
  ja: ["主催者", "セミナー", "開催日時", "会場", "受講者", "受講料", "お支払い総額", "お支払い時期・方法", "申込期間", "キャンセル", "お申し込み者", "ご連絡先"], // prettier-ignore
  en: ["Organizer", "Seminar", "When (Tokyo)", "Where", "Attendees", "Fee", "Total", "When and how you pay", "Apply by", "Cancellation", "Applicant", "Contact"], // prettier-ignore
} as const

/**
 * What the final confirmation states of a seminar order (最終確認画面, 特定商取引法12条の6): what, when and where, for whom, price and
 * total, when and how paid, until when, and cancellation. The lines are stored as they were shown.
 */
export function seminarConfirmation(order: Facts, form: StoredSeminarForm, locale: "ja" | "en"): OrderLine[] {
  const isJapanese = locale === "ja"
  const money = (amount: number) =>
    isJapanese ? `${amount.toLocaleString("ja-JP")}円` : `¥${amount.toLocaleString("en")}`
  const tax = money(taxInside(yen(order.totalYen), order.taxRatePercent))
  const people = form.attendees.map(
    ({ familyName, givenName }) => `${familyName} ${givenName}${isJapanese ? " 様" : ""}`,
  )
  const total = isJapanese
    ? `${money(order.totalYen)}(うち消費税${order.taxRatePercent}% ${tax})`
    : `${money(order.totalYen)} (of which consumption tax ${order.taxRatePercent}% ${tax})`
  const { payer } = form
  const texts = [
    order.organization,
    order.title,
    order.sessions
      .map(
        ({ startsAt, endsAt }) =>
          `${time(startsAt, locale)}${isJapanese ? "〜" : "–"}${time(endsAt, locale).slice(-5)}`,
      )
      .join(" / "),
    [
      ...new Set(
        order.sessions.map(({ room, joinUrl }) => room ?? (joinUrl === "" ? "" : isJapanese ? "オンライン" : "Online")),
      ),
    ].join(" / "),
    people.join(isJapanese ? "、" : ", "),
    `${order.fee} ${money(order.unitYen)} × ${order.party}`,
    order.totalYen === 0 ? money(0) : total,
    ways[locale][order.way],
    `${time(order.closesAt, locale)}${isJapanese ? "まで" : ""}`,
    ruleWords(order.totalYen === 0 ? [] : order.rules, locale),
    [payer.companyName, payer.department, `${payer.familyName} ${payer.givenName}`].filter(Boolean).join(" "),
    [payer.phone, payer.email].filter(Boolean).join(" / "),
  ]
  const keys = [
    "seller",
    "item",
    "when",
    "where",
    "people",
    "price",
    "total",
    "payment",
    "period",
    "cancellation",
    "payer",
    "contact",
  ]
  return keys
    .map((key, at) => ({ key, label: labels[locale][at] ?? "", text: texts[at] ?? "" }))
    .filter(({ text }) => text !== "")
}
