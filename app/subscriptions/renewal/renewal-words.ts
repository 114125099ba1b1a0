import type { PaymentDue } from "#app/subscriptions/renewal/payments-due.server.ts"
import type { PostalAddress } from "#app/subscriptions/renewal/addresses-for-letters.server.ts"
import type { NoticeSender } from "#app/notices/organization-for-notice.server.ts"
import { endsOf, numbersOf } from "#app/subscriptions/renewal/renewed-title.ts"
import type { RenewalDue } from "#app/subscriptions/renewal/renewals-due.server.ts"
import { type CalendarDate, calendarDate, dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"
import type { WordingValues } from "#app/notices/wording-variables.ts"
import type { Wordings } from "#app/notices/wordings-in-force.server.ts"

const yenText = (amount: number, locale: "ja" | "en") =>
  locale === "ja" ? `${amount.toLocaleString("ja-JP")}円(税込)` : `¥${amount.toLocaleString("en")} (tax included)`

type Post = Readonly<{ sender: NoticeSender; address: PostalAddress; asOf: CalendarDate; wordings: Wordings }>

const senderLines = (sender: NoticeSender, locale: "ja" | "en") =>
  [locale === "ja" ? `${sender.name} 読者係` : sender.nameEnglish, sender.address, sender.phone].filter(
    (line) => line !== "",
  )

/** マイページ, on the host of the reader's own form. */
const myPageLine = (due: { url: string; locale: "ja" | "en" }, code: string) =>
  `${due.locale === "ja" ? "マイページ" : "Your page"}: ${new URL(due.url).origin}/my/${code}`

/** How far a term has come, as a notice says it. */
function leadOf(due: RenewalDue): string {
  if (due.titles.length > 1) return leadOfBundle(due)
  if (due.locale === "en") {
    return due.issuesLeft > 0
      ? `Your subscription to ${due.publication} ends with issue No. ${due.lastIssue}; ${due.issuesLeft} of its issues are still to come.`
      : `Your subscription to ${due.publication} ended with issue No. ${due.lastIssue}.`
  }
  return due.issuesLeft > 0
    ? `ご購読中の「${due.publication}」のご契約は、第${due.lastIssue}号で満了いたします(残り${due.issuesLeft}回)。引き続きお届けするため、ご継続のお手続きをお願いいたします。`
    : `ご購読いただいた「${due.publication}」のご契約は、第${due.lastIssue}号で満了いたしました。ぜひご継続ください。`
}

/** The same of a bundle, which one renewal and one payment carry on. */
function leadOfBundle(due: RenewalDue): string {
  const ends = endsOf(due.titles, due.locale)
  if (due.locale === "en") {
    return due.issuesLeft > 0
      ? `Your bundle ${due.offer} ends with ${ends}. You can renew it as a whole, by one payment.`
      : `Your bundle ${due.offer} has come to its end (${ends}). You can renew it as a whole, by one payment.`
  }
  return due.issuesLeft > 0
    ? `ご購読中のセット「${due.offer}」のご契約は、${ends}で満了いたします。引き続きお届けするため、ご継続のお手続きをお願いいたします。セットのまま、1回のお支払いでご継続いただけます。`
    : `ご購読いただいたセット「${due.offer}」のご契約は、満了を迎えました(${ends})。ぜひご継続ください。セットのまま、1回のお支払いでご継続いただけます。`
}

function factsOf(due: RenewalDue): readonly (readonly [string, string])[] {
  const price = yenText(due.priceYen * due.copies, due.locale)
  return due.locale === "ja"
    ? [
        ["契約番号", numbersOf(due.titles)],
        ["満了", endsOf(due.titles, "ja")],
        ["ご継続のプラン", `${due.offer} ${due.copies}部`],
        ["ご継続の価格", price],
      ]
    : [
        ["Contract", numbersOf(due.titles)],
        ["Ends with", endsOf(due.titles, "en")],
        ["Plan", `${due.offer}, ${due.copies} each`],
        ["Price", price],
      ]
}

const renewalValues = (due: RenewalDue, locale: "ja" | "en"): WordingValues => ({
  ...{ member_name: due.memberName, member_number: due.memberNumber, contract_number: numbersOf(due.titles) },
  ...{ publication: due.publication, offer: due.offer, last_issue: due.lastIssue, issues_left: due.issuesLeft },
  ...{ copies: due.copies, price: yenText(due.priceYen * due.copies, locale) },
})

/** 継続案内 as mail, in the member's language and the organization's words. */
export function renewalMail(due: RenewalDue & { url: string }, sender: NoticeSender, wordings: Wordings) {
  const japanese = due.locale === "ja"
  const asked = { kind: "renewal", step: due.step, values: renewalValues(due, due.locale) } as const
  return wordings.mail(asked, {
    locale: due.locale,
    subject: japanese
      ? `【${sender.name}】「${due.publication}」ご継続のご案内`
      : `${sender.nameEnglish}: renewing ${due.publication}`,
    greeting: japanese ? `${due.memberName} 様` : `Dear ${due.memberName},`,
    paragraphs: [
      leadOf(due),
      japanese
        ? "下のページから、ログインせずにカードでお手続きいただけます。すでにお手続きがお済みの場合は、行き違いをお許しください。"
        : "You can renew by card on the page below, without signing in. Please ignore this if you have renewed meanwhile.",
    ],
    table: factsOf(due),
    link: { url: due.url, caption: japanese ? "継続のお手続きへ" : "Renew now" },
    signature: [...senderLines(sender, due.locale), myPageLine(due, sender.code)],
  })
}

/** 継続確認書 as a letter with the QR code of the reader's own form. */
export function renewalLetter(due: RenewalDue & { url: string }, post: Post) {
  const asked = { kind: "renewal", step: due.step, values: renewalValues(due, "ja") } as const
  return post.wordings.letter(asked, {
    address: post.address,
    sender: senderLines(post.sender, "ja"),
    reference: [`契約番号 ${numbersOf(due.titles)}`, `会員番号 ${due.memberNumber}`, dateInJapanese(post.asOf)],
    title: "継続のご案内(継続確認書)",
    greeting: "いつもご愛読いただき、ありがとうございます。",
    paragraphs: [
      leadOf({ ...due, locale: "ja" }),
      "下のQRコードをスマートフォンで読み取ると、ログインせずにカードでお手続きいただけます。お電話でも承ります。",
    ],
    table: factsOf({ ...due, locale: "ja" }),
    link: { url: due.url, caption: "ご継続はこちらから" },
    footer: "すでにお手続きがお済みの場合は、行き違いをお許しください。",
  })
}

/** What is to be paid: the subscription, or a set (セット) with those of its titles that are. */
function subscriptionOf({ contracts, publication, offer }: PaymentDue, locale: "ja" | "en"): string {
  if (contracts.length === 1) return `${publication} ${offer}`
  const titles = contracts.map((one) => one.publication)
  return locale === "ja"
    ? `${offer}(${titles.map((title) => `「${title}」`).join("")})`
    : `${offer} (${titles.join(", ")})`
}

const paymentFacts = (due: PaymentDue, locale: "ja" | "en"): readonly (readonly [string, string])[] =>
  locale === "ja"
    ? [
        ["契約番号", numbersOf(due.contracts)],
        ["ご購読", subscriptionOf(due, "ja")],
        ["お申し込み日", dateInJapanese(calendarDate(due.orderedOn))],
        ["お支払い額", yenText(due.owedYen, "ja")],
      ]
    : [
        ["Contract", numbersOf(due.contracts)],
        ["Subscription", subscriptionOf(due, "en")],
        ["Ordered on", due.orderedOn],
        ["To pay", yenText(due.owedYen, "en")],
      ]

/** Of a set the amount is told to be that of all titles, so that nobody pays for one alone. */
const unpaidInJapanese = ({ contracts }: PaymentDue): string =>
  contracts.length === 1
    ? "次のご購読について、まだご入金を確認できておりません。お手数ですがお支払いをお願いいたします。"
    : "次のセットのご購読について、まだご入金を確認できておりません。お手数ですがお支払いをお願いいたします。お支払い額は、次の媒体のまだお支払いいただいていない分の合計です。1回でお支払いください。"

const askedOf = (due: PaymentDue, locale: "ja" | "en") =>
  ({
    ...({ kind: "payment-notice", step: due.step } as const),
    values: {
      ...{ member_name: due.memberName, member_number: due.memberNumber, contract_number: numbersOf(due.contracts) },
      ...{ publication: due.publication, offer: due.offer, amount: yenText(due.owedYen, locale) },
      ordered_on: (locale === "ja" ? dateInJapanese : dateInEnglish)(calendarDate(due.orderedOn)),
    },
  }) as const

/** 入金案内 as mail, in the member's language and the organization's words. */
export function paymentMail(due: PaymentDue, sender: NoticeSender, wordings: Wordings) {
  const japanese = due.locale === "ja"
  return wordings.mail(askedOf(due, due.locale), {
    locale: due.locale,
    subject: japanese
      ? `【${sender.name}】「${due.publication}」ご入金のお願い`
      : `${sender.nameEnglish}: payment for ${due.publication}`,
    greeting: japanese ? `${due.memberName} 様` : `Dear ${due.memberName},`,
    paragraphs: [
      japanese
        ? `${unpaidInJapanese(due)}行き違いの場合はご容赦ください。`
        : due.contracts.length === 1
          ? "We have not received the payment for this subscription yet. Please ignore this if you have paid meanwhile."
          : "We have not received the payment for this bundle yet. The amount is what is still to be paid for all titles named below, by one payment. Please ignore this if you have paid meanwhile.",
    ],
    table: paymentFacts(due, due.locale),
    link: null,
    signature: senderLines(sender, due.locale),
  })
}

/** 入金案内 as a letter. */
export const paymentLetter = (due: PaymentDue, post: Post) =>
  post.wordings.letter(askedOf(due, "ja"), {
    address: post.address,
    sender: senderLines(post.sender, "ja"),
    reference: [`契約番号 ${numbersOf(due.contracts)}`, `会員番号 ${due.memberNumber}`, dateInJapanese(post.asOf)],
    title: "ご入金のお願い",
    greeting: "いつもご愛読いただき、ありがとうございます。",
    paragraphs: [unpaidInJapanese(due)],
    table: paymentFacts(due, "ja"),
    link: null,
    footer: "すでにお支払いがお済みの場合は、行き違いをお許しください。",
  })
