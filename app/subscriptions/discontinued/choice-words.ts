import type { NoticeSender } from "#app/notices/organization-for-notice.server.ts"
import type { PostalAddress } from "#app/subscriptions/renewal/addresses-for-letters.server.ts"
import { type CalendarDate, calendarDate, dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"
import { noticeMail } from "#templates/mail/notice-mail.ts"
import type { Letter } from "#templates/pdf/letter-pdf.ts"

/** A contract of a title that ended, as its payer is written to. */
export type ContractToOffer = Readonly<{
  contractNumber: string
  memberNumber: string
  memberName: string
  locale: "ja" | "en"
  publication: string
  unitsLeft: number
  leftYen: number
  /** The title that he may go on with, and for how many issues; null where there is only the refund. */
  otherTitle: string | null
  otherUnits: number | null
}>

type Writing = Readonly<{ sender: NoticeSender; until: string }>

const senderLines = (sender: NoticeSender, locale: "ja" | "en") =>
  [locale === "ja" ? `${sender.name} 読者係` : sender.nameEnglish, sender.address, sender.phone].filter(
    (line) => line !== "",
  )

function paragraphsOf(row: ContractToOffer, until: string, locale: "ja" | "en"): string[] {
  const day = calendarDate(until)
  if (locale === "en") {
    return [
      `${row.publication} has ended. ${row.unitsLeft} of the issues that you paid for will not appear, for which we apologise.`,
      row.otherTitle === null
        ? `Please tell us on the page below, until ${dateInEnglish(day)}, to which account we may pay your money.`
        : `Please choose on the page below, until ${dateInEnglish(day)}: ${row.otherTitle} for ${row.otherUnits ?? 0} issues, or your money back.`,
      "If we hear nothing we keep the amount for you, and pay it whenever you tell us an account.",
    ]
  }
  return [
    `「${row.publication}」は廃刊となりました。お支払いいただいた残り${row.unitsLeft}回をお届けできなくなり、深くお詫び申し上げます。`,
    row.otherTitle === null
      ? `${dateInJapanese(day)}までに、下のページでご返金先の口座をお知らせください。`
      : `${dateInJapanese(day)}までに、下のページで「${row.otherTitle}」${row.otherUnits ?? 0}回への振り替え、またはご返金のどちらかをお選びください。`,
    "期限までにご回答がない場合は、ご返金する金額としてお預かりし、口座をお知らせいただいたときにお支払いします。",
  ]
}

const factsOf = (row: ContractToOffer, locale: "ja" | "en"): (readonly [string, string])[] =>
  locale === "ja"
    ? [
        ["契約番号", row.contractNumber],
        ["お届けできない回数", `${row.unitsLeft}回`],
        ["残額", `${row.leftYen.toLocaleString("ja-JP")}円(税込)`],
      ]
    : [
        ["Contract", row.contractNumber],
        ["Issues not served", String(row.unitsLeft)],
        ["What is left", `¥${row.leftYen.toLocaleString("en")} (tax included)`],
      ]

/** 廃刊のご案内 as mail, in the payer's language. */
export function choiceMail(row: ContractToOffer & { url: string }, { sender, until }: Writing) {
  const japanese = row.locale === "ja"
  return noticeMail({
    locale: row.locale,
    subject: japanese
      ? `【${sender.name}】「${row.publication}」廃刊に伴うお手続きのお願い`
      : `${sender.nameEnglish}: ${row.publication} has ended`,
    greeting: japanese ? `${row.memberName} 様` : `Dear ${row.memberName},`,
    paragraphs: paragraphsOf(row, until, row.locale),
    table: factsOf(row, row.locale),
    link: { url: row.url, caption: japanese ? "お手続きへ" : "Choose" },
    signature: senderLines(sender, row.locale),
  })
}

/** 廃刊のご案内 as a letter with the QR code of the payer's own page. */
export const choiceLetter = (
  row: ContractToOffer & { url: string },
  { sender, until, address, asOf }: Writing & { address: PostalAddress; asOf: CalendarDate },
): Letter => ({
  address,
  sender: senderLines(sender, "ja"),
  reference: [`契約番号 ${row.contractNumber}`, `会員番号 ${row.memberNumber}`, dateInJapanese(asOf)],
  title: "廃刊に伴うお手続きのお願い",
  greeting: "ご愛読いただき、誠にありがとうございました。",
  paragraphs: paragraphsOf(row, until, "ja"),
  table: factsOf(row, "ja"),
  link: { url: row.url, caption: "お手続きはこちらから" },
  footer: "お電話でも承ります。すでにお手続きがお済みの場合は、行き違いをお許しください。",
})
