import type { AutoRenewalDue } from "#app/subscriptions/auto-renewal/auto-renewals-due.server.ts"
import type { NoticeSender } from "#app/notices/organization-for-notice.server.ts"
import { signatureOf } from "#app/notices/signature-of.ts"
import { type CalendarDate, dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"
import { endsOf, numbersOf, unitsOf } from "#app/subscriptions/renewal/renewed-title.ts"
import type { PostalAddress } from "#app/subscriptions/renewal/addresses-for-letters.server.ts"
import type { Wordings } from "#app/notices/wordings-in-force.server.ts"

const yenText = (amount: number, locale: Locale) =>
  locale === "ja" ? `${amount.toLocaleString("ja-JP")}円(税込)` : `¥${amount.toLocaleString("en")} (tax included)`

type Locale = "ja" | "en"
type Post = Readonly<{ sender: NoticeSender; address: PostalAddress; asOf: CalendarDate; wordings: Wordings }>
const cardOf = (due: Announced) => `${due.cardBrand.toUpperCase()} **** ${due.cardLast4}`

/** What an announcement says of a term, in whichever way it goes. */
export type Announced = Omit<AutoRenewalDue, "email" | "channel" | "contractId" | "memberId" | "offerId"> & {
  url: string
}

const announcementAsked = (due: Announced, locale: Locale) =>
  ({
    ...({ kind: "auto-renewal" } as const),
    values: {
      ...{ member_name: due.memberName, contract_number: numbersOf(due.titles), publication: due.publication },
      ...{ offer: due.offer, last_issue: due.lastIssue, units: due.units, copies: due.copies, card: cardOf(due) },
      amount: yenText(due.amountYen, locale),
      charge_on: (locale === "ja" ? dateInJapanese : dateInEnglish)(due.chargeOn),
    },
  }) as const

const announcementFacts = (due: Announced, locale: Locale): readonly (readonly [string, string])[] =>
  locale === "ja"
    ? [
        ["契約番号", numbersOf(due.titles)],
        ["プラン", `${due.offer} ${unitsOf(due.titles, "ja")} ${due.copies}部`],
        ["ご請求額", yenText(due.amountYen, "ja")],
        ["ご請求日", dateInJapanese(due.chargeOn)],
        ["カード", cardOf(due)],
      ]
    : [
        ["Contract", numbersOf(due.titles)],
        ["Plan", `${due.offer}, ${unitsOf(due.titles, "en")}, ${due.copies} of each`],
        ["Amount", yenText(due.amountYen, "en")],
        ["Charged on", dateInEnglish(due.chargeOn)],
        ["Card", cardOf(due)],
      ]

/** What ends, and that it goes on; of a bundle, that all titles do by one charge. */
function announcementLead(due: Announced, locale: Locale): string {
  const ends = endsOf(due.titles, locale)
  if (due.titles.length > 1) {
    return locale === "ja"
      ? `ご購読中のセット「${due.offer}」は、${ends}で満了し、次のとおりセットのまま1回のご請求で自動更新いたします。お手続きは不要です。`
      : `Your bundle ${due.offer} ends with ${ends} and renews as a whole, by one charge, as follows. You need not do anything.`
  }
  return locale === "ja"
    ? `ご購読中の「${due.publication}」は、${ends}で満了し、次のとおり自動で更新いたします。お手続きは不要です。`
    : `Your subscription to ${due.publication} ends with issue ${ends} and renews as follows. You need not do anything.`
}

/** 自動更新の予告: what is charged, when, to which card, and how to stop it. */
export function announcementMail(due: Announced, sender: NoticeSender, wordings: Wordings) {
  const japanese = due.locale === "ja"
  return wordings.mail(announcementAsked(due, due.locale), {
    locale: due.locale,
    subject: japanese
      ? `【${sender.name}】「${due.publication}」自動更新のお知らせ`
      : `${sender.nameEnglish}: ${due.publication} renews on ${dateInEnglish(due.chargeOn)}`,
    greeting: japanese ? `${due.memberName} 様` : `Dear ${due.memberName},`,
    paragraphs: japanese
      ? [
          announcementLead(due, "ja"),
          "更新を止める場合は、請求日の前日までにマイページ、またはお電話でお知らせください。別のカードやプランをご希望の場合は、下のページからお手続きください。",
        ]
      : [
          announcementLead(due, "en"),
          "To stop it, use your page or call us by the day before. For another card or plan, use the page below.",
        ],
    table: announcementFacts(due, due.locale),
    link: { url: due.url, caption: japanese ? "別のカード・プランで継続する" : "Renew by another card or plan" },
    signature: signatureOf(sender, due.url, due.locale),
  })
}

/** 自動更新の予告 as a letter: the page's address as a QR code, beside the table. */
export const announcementLetter = (due: Announced, post: Post) =>
  post.wordings.letter(announcementAsked(due, "ja"), {
    ...headOf({ ...due, contractNumber: numbersOf(due.titles) }, post),
    title: "自動更新のお知らせ",
    greeting: "いつもご愛読いただき、ありがとうございます。",
    paragraphs: [
      announcementLead(due, "ja"),
      "更新を止める場合は、請求日の前日までにマイページ、またはお電話でお知らせください。別のカードやプランをご希望の場合は、下のQRコードのページからお手続きください。",
    ],
    table: announcementFacts(due, "ja"),
    link: { url: due.url, caption: "別のカード・プランで継続する" },
    footer: "すでにお手続きがお済みの場合は、行き違いをお許しください。",
  })

export type FailedCharge = Readonly<{
  contractNumber: string
  memberName: string
  locale: "ja" | "en"
  publication: string
  amountYen: number
  cardLast4: string
  /** The day of the next attempt; null after the last. */
  nextTryOn: CalendarDate | null
  url: string
}>

const nextAttempt = (nextTryOn: CalendarDate | null, locale: Locale) => {
  if (nextTryOn === null) {
    return locale === "ja"
      ? "自動での請求はこれで終わります。引き続きお届けするため、下のページからお手続きをお願いいたします。"
      : "We will not try again by ourselves. Please use the page below to go on."
  }
  return locale === "ja"
    ? `${dateInJapanese(nextTryOn)}にもう一度請求いたします。マイページの「お支払いカード」でカードを変更されると、翌日までに新しいカードへ請求し直します。いま別の方法でお支払いになる場合は、下のページからお手続きください。`
    : `We will try again on ${dateInEnglish(nextTryOn)}. Change the card on your page (“Payment card”), and the new one is charged by the next day; to pay now in another way, use the page below.`
}

const failureAsked = (failed: FailedCharge, locale: Locale) =>
  ({
    ...({ kind: "charge-failed" } as const),
    values: {
      ...{ member_name: failed.memberName, contract_number: failed.contractNumber, publication: failed.publication },
      ...{ amount: yenText(failed.amountYen, locale), card: `**** ${failed.cardLast4}` },
      next_try_on:
        failed.nextTryOn === null ? "" : (locale === "ja" ? dateInJapanese : dateInEnglish)(failed.nextTryOn),
    },
  }) as const

const failureFacts = (failed: FailedCharge, locale: Locale): readonly (readonly [string, string])[] => [
  [locale === "ja" ? "契約番号" : "Contract", failed.contractNumber],
  [locale === "ja" ? "ご請求額" : "Amount", yenText(failed.amountYen, locale)],
  [locale === "ja" ? "カード" : "Card", `**** ${failed.cardLast4}`],
]

/** カード決済できず: what failed, when it is tried again, and the page that mends it with one click. */
export function failureMail(failed: FailedCharge, sender: NoticeSender, wordings: Wordings) {
  const japanese = failed.locale === "ja"
  return wordings.mail(failureAsked(failed, failed.locale), {
    locale: failed.locale,
    subject: japanese
      ? `【${sender.name}】「${failed.publication}」カードでのお支払いができませんでした`
      : `${sender.nameEnglish}: your card could not be charged for ${failed.publication}`,
    greeting: japanese ? `${failed.memberName} 様` : `Dear ${failed.memberName},`,
    paragraphs: [
      japanese
        ? `「${failed.publication}」の更新のお支払いを、ご登録のカードで行うことができませんでした。`
        : `We could not charge your card for the renewal of ${failed.publication}.`,
      nextAttempt(failed.nextTryOn, failed.locale),
    ],
    table: failureFacts(failed, failed.locale),
    link: { url: failed.url, caption: japanese ? "お支払いの手続きへ" : "Pay now" },
    signature: signatureOf(sender, failed.url, failed.locale),
  })
}

/** カード決済できず as a letter. */
export const failureLetter = (failed: FailedCharge & { memberNumber: string }, post: Post) =>
  post.wordings.letter(failureAsked(failed, "ja"), {
    ...headOf(failed, post),
    title: "カードでのお支払いについて",
    greeting: "いつもご愛読いただき、ありがとうございます。",
    paragraphs: [
      `「${failed.publication}」の更新のお支払いを、ご登録のカードで行うことができませんでした。`,
      nextAttempt(failed.nextTryOn, "ja"),
    ],
    table: failureFacts(failed, "ja"),
    link: { url: failed.url, caption: "お支払いの手続きへ" },
    footer: "すでにお手続きがお済みの場合は、行き違いをお許しください。",
  })

/** Letters go out in Japanese: address, sender, numbers and date. */
const headOf = (one: { contractNumber: string; memberNumber: string }, { address, sender, asOf }: Post) => ({
  address,
  sender: [`${sender.name} 読者係`, sender.address, sender.phone].filter((line) => line !== ""),
  reference: [`契約番号 ${one.contractNumber}`, `会員番号 ${one.memberNumber}`, dateInJapanese(asOf)],
})
