import type { AutoRenewalDue } from "#app/subscriptions/auto-renewal/auto-renewals-due.server.ts"
import type { NoticeSender } from "#app/notices/organization-for-notice.server.ts"
import { signatureOf } from "#app/notices/signature-of.ts"
import { type CalendarDate, dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"
import type { Wordings } from "#app/notices/wordings-in-force.server.ts"

const yenText = (amount: number, locale: "ja" | "en") =>
  locale === "ja" ? `${amount.toLocaleString("ja-JP")}円(税込)` : `¥${amount.toLocaleString("en")} (tax included)`

/** 自動更新の予告: what is charged, when, to which card, and how to stop it. */
export function announcementMail(due: AutoRenewalDue & { url: string }, sender: NoticeSender, wordings: Wordings) {
  const japanese = due.locale === "ja"
  const card = `${due.cardBrand.toUpperCase()} **** ${due.cardLast4}`
  const values = {
    ...{ member_name: due.memberName, contract_number: due.contractNumber, publication: due.publication },
    ...{ offer: due.offer, last_issue: due.lastIssue, units: due.units, copies: due.copies, card },
    ...{
      amount: yenText(due.amountYen, due.locale),
      charge_on: (japanese ? dateInJapanese : dateInEnglish)(due.chargeOn),
    },
  }
  return wordings.mail(
    { kind: "auto-renewal", values },
    {
      locale: due.locale,
      subject: japanese
        ? `【${sender.name}】「${due.publication}」自動更新のお知らせ`
        : `${sender.nameEnglish}: ${due.publication} renews on ${dateInEnglish(due.chargeOn)}`,
      greeting: japanese ? `${due.memberName} 様` : `Dear ${due.memberName},`,
      paragraphs: japanese
        ? [
            `ご購読中の「${due.publication}」は、第${due.lastIssue}号で満了し、次のとおり自動で更新いたします。お手続きは不要です。`,
            "更新を止める場合は、請求日の前日までにマイページ、またはお電話でお知らせください。別のカードやプランをご希望の場合は、下のページからお手続きください。",
          ]
        : [
            `Your subscription to ${due.publication} ends with issue No. ${due.lastIssue} and renews as follows. You need not do anything.`,
            "To stop it, use your page or call us by the day before. For another card or plan, use the page below.",
          ],
      table: japanese
        ? [
            ["契約番号", due.contractNumber],
            ["プラン", `${due.offer} ${due.units}回 ${due.copies}部`],
            ["ご請求額", yenText(due.amountYen, "ja")],
            ["ご請求日", dateInJapanese(due.chargeOn)],
            ["カード", card],
          ]
        : [
            ["Contract", due.contractNumber],
            ["Plan", `${due.offer}, ${due.units} issues, ${due.copies} of each`],
            ["Amount", yenText(due.amountYen, "en")],
            ["Charged on", dateInEnglish(due.chargeOn)],
            ["Card", card],
          ],
      link: { url: due.url, caption: japanese ? "別のカード・プランで継続する" : "Renew by another card or plan" },
      signature: signatureOf(sender, due.url, due.locale),
    },
  )
}

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

/** カード決済できず: what failed, when it is tried again, and the page that mends it with one click. */
export function failureMail(failed: FailedCharge, sender: NoticeSender, wordings: Wordings) {
  const japanese = failed.locale === "ja"
  const next =
    failed.nextTryOn === null
      ? japanese
        ? "自動での請求はこれで終わります。引き続きお届けするため、下のページからお手続きをお願いいたします。"
        : "We will not try again by ourselves. Please use the page below to go on."
      : japanese
        ? `${dateInJapanese(failed.nextTryOn)}にもう一度請求いたします。マイページの「お支払いカード」でカードを変更されると、翌日までに新しいカードへ請求し直します。いま別の方法でお支払いになる場合は、下のページからお手続きください。`
        : `We will try again on ${dateInEnglish(failed.nextTryOn)}. Change the card on your page (“Payment card”), and the new one is charged by the next day; to pay now in another way, use the page below.`
  const values = {
    ...{ member_name: failed.memberName, contract_number: failed.contractNumber, publication: failed.publication },
    ...{ amount: yenText(failed.amountYen, failed.locale), card: `**** ${failed.cardLast4}` },
    next_try_on: failed.nextTryOn === null ? "" : (japanese ? dateInJapanese : dateInEnglish)(failed.nextTryOn),
  }
  return wordings.mail(
    { kind: "charge-failed", values },
    {
      locale: failed.locale,
      subject: japanese
        ? `【${sender.name}】「${failed.publication}」カードでのお支払いができませんでした`
        : `${sender.nameEnglish}: your card could not be charged for ${failed.publication}`,
      greeting: japanese ? `${failed.memberName} 様` : `Dear ${failed.memberName},`,
      paragraphs: [
        japanese
          ? `「${failed.publication}」の更新のお支払いを、ご登録のカードで行うことができませんでした。`
          : `We could not charge your card for the renewal of ${failed.publication}.`,
        next,
      ],
      table: japanese
        ? [
            ["契約番号", failed.contractNumber],
            ["ご請求額", yenText(failed.amountYen, "ja")],
            ["カード", `**** ${failed.cardLast4}`],
          ]
        : [
            ["Contract", failed.contractNumber],
            ["Amount", yenText(failed.amountYen, "en")],
            ["Card", `**** ${failed.cardLast4}`],
          ],
      link: { url: failed.url, caption: japanese ? "お支払いの手続きへ" : "Pay now" },
      signature: signatureOf(sender, failed.url, failed.locale),
    },
  )
}
