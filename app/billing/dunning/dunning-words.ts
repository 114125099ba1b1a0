import type { OverduePayer } from "#app/billing/dunning/invoices-overdue.server.ts"
import type { Addressee } from "#app/billing/papers/paper.ts"
import type { NoticeSender } from "#app/notices/organization-for-notice.server.ts"
import { signatureOf } from "#app/notices/signature-of.ts"
import type { Wordings } from "#app/notices/wordings-in-force.server.ts"
import { type CalendarDate, calendarDate, dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"
import { formatPostalCode } from "#app/values/text.ts"
import type { NoticeMail } from "#templates/mail/notice-mail.ts"

type Words = Readonly<{ title: string; lead: string }>

/** What each level says; the third and later are the last ones. */
const words: Readonly<Record<"ja" | "en", readonly [Words, Words, Words]>> = {
  ja: [
    {
      title: "お支払いのお願い",
      lead: "次のご請求について、お支払い期限を過ぎておりますが、まだご入金を確認できておりません。お手数ですがお支払いをお願いいたします。",
    },
    {
      title: "お支払いの再度のお願い",
      lead: "先日もご案内いたしましたが、次のご請求のご入金を確認できておりません。ご事情がおありの場合は、ご連絡をお願いいたします。",
    },
    {
      title: "お支払いについての重要なお知らせ",
      lead: "たびたびのご案内にもかかわらず、次のご請求のご入金を確認できておりません。至急お支払い、またはご連絡をお願いいたします。",
    },
  ],
  en: [
    {
      title: "Payment reminder",
      lead: "The invoices below are past their due day, and we have not received the payment yet. Please pay at your convenience.",
    },
    {
      title: "Second payment reminder",
      lead: "We wrote to you before about the invoices below and have not received the payment. Please pay, or tell us if something is wrong.",
    },
    {
      title: "Important notice about your payment",
      lead: "In spite of our reminders we have not received the payment of the invoices below. Please pay or contact us at once.",
    },
  ],
}

const wordsOf = (level: number, locale: "ja" | "en"): Words =>
  words[locale][Math.min(level, 3) === 1 ? 0 : level === 2 ? 1 : 2]

const yenText = (amount: number, locale: "ja" | "en") =>
  locale === "ja" ? `${amount.toLocaleString("ja-JP")}円` : `¥${amount.toLocaleString("en")}`

function tableOf(payer: OverduePayer, bankAccount: readonly string[], locale: "ja" | "en"): NoticeMail["table"] {
  const printed = (date: string) => (locale === "ja" ? dateInJapanese : dateInEnglish)(calendarDate(date))
  return [
    ...payer.invoices.map(({ number, dueOn, leftYen }): readonly [string, string] => [
      locale === "ja" ? `請求書 ${number}(期限 ${printed(dueOn)})` : `Invoice ${number} (due ${printed(dueOn)})`,
      yenText(leftYen, locale),
    ]),
    [locale === "ja" ? "合計" : "Total", yenText(payer.leftYen, locale)],
    ...(bankAccount.length === 0 ? [] : [[locale === "ja" ? "お振込先" : "Pay to", bankAccount.join(" ")] as const]),
  ]
}

const apology = {
  ja: "すでにお支払いがお済みの場合は、行き違いをお許しください。",
  en: "Please ignore this if you have paid meanwhile.",
} as const

type Sent = Readonly<{ sender: NoticeSender; bankAccount: readonly string[]; pageUrl: string; wordings: Wordings }>

const askedOf = (payer: OverduePayer, locale: "ja" | "en") =>
  ({
    ...({ kind: "dunning", step: payer.level } as const),
    values: {
      ...{ member_name: payer.payerName, member_number: payer.payerNumber, amount: yenText(payer.leftYen, locale) },
    },
  }) as const

/** 督促 as mail, in the payer's language. */
export function dunningMail(payer: OverduePayer, { sender, bankAccount, pageUrl, wordings }: Sent) {
  const { locale } = payer
  const { title, lead } = wordsOf(payer.level, locale)
  return wordings.mail(askedOf(payer, locale), {
    locale,
    subject: locale === "ja" ? `【${sender.name}】${title}` : `${sender.nameEnglish}: ${title}`,
    greeting: locale === "ja" ? `${payer.payerName} 様` : `Dear ${payer.payerName},`,
    paragraphs: [lead, apology[locale]],
    table: tableOf(payer, bankAccount, locale),
    link: { url: pageUrl, caption: locale === "ja" ? "請求書を見る" : "See the invoices" },
    signature: signatureOf(sender, pageUrl, locale),
  })
}

/** 督促状: the same as a letter for a window envelope. */
export function dunningLetter(payer: OverduePayer, sent: Sent & { to: Addressee; asOf: CalendarDate }) {
  const { sender, bankAccount, to, asOf } = sent
  const { title, lead } = wordsOf(payer.level, "ja")
  return sent.wordings.letter(askedOf(payer, "ja"), {
    address: {
      postalCode: formatPostalCode(to.postalCode),
      lines: [...to.lines, ...(to.department === "" ? [] : [to.department])],
      name: `${to.name} ${to.honorific}`,
    },
    sender: [sender.name, `〒${formatPostalCode(sender.postalCode)}`, sender.address, sender.phone].filter(
      (line) => line !== "" && line !== "〒",
    ),
    reference: [`会員番号 ${payer.payerNumber}`, dateInJapanese(asOf)],
    title,
    greeting: "平素は格別のお引き立てを賜り、厚くお礼申し上げます。",
    paragraphs: [lead],
    table: tableOf(payer, bankAccount, "ja"),
    link: null,
    footer: apology.ja,
  })
}
