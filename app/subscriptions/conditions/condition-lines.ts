import type { OfferCondition } from "#app/publications/offer-condition.ts"
import type { StoredForm } from "#app/subscriptions/application.ts"
import { dateInEnglish, dateInJapanese, firstDayOf, isMonth } from "#app/values/calendar.ts"

type Line = readonly [key: string, label: string, text: string]
type Form = Pick<StoredForm, "school" | "graduatesIn" | "copies">

/** Whoever comes with a school on his form is asked for a proof; where we have seen it already, no school is asked. */
const isAskedForProof = ({ school }: Form) => school !== ""

/** For whom the price is, as the final confirmation states it: the condition, what proof is asked for, and what was said about the studies. */
export function conditionLines(condition: OfferCondition | null, form: Form, locale: "ja" | "en"): readonly Line[] {
  if (condition === null) return []
  return locale === "ja" ? inJapanese(condition, form) : inEnglish(condition, form)
}

function inJapanese(condition: OfferCondition, form: Form): readonly Line[] {
  if (condition.kind === "holders") {
    return [["condition", "会員価格の条件", `「${condition.title}」をご契約中の方に限る価格です。`]]
  }
  if (!isAskedForProof(form)) return [["condition", "学割の条件", "在学中の方に限る価格です(在学は確認済みです)。"]]
  const month = isMonth(form.graduatesIn) ? dateInJapanese(firstDayOf(form.graduatesIn)).replace("1日", "") : ""
  return [
    [
      "condition",
      "学割の条件",
      "在学中の方に限る価格です。お申し込みの後、学生証の写しまたは在学証明書のご提示をお願いします。在学を確認できないときは、ご連絡のうえお申し込みを取り消し、未発送分の代金をお返しします。",
    ],
    ["school", "在籍校・卒業予定", `${form.school} ${month}卒業予定`],
  ]
}

function inEnglish(condition: OfferCondition, form: Form): readonly Line[] {
  if (condition.kind === "holders") {
    return [["condition", "Who may have this price", `Readers who have a running contract of ${condition.title}.`]]
  }
  if (!isAskedForProof(form)) {
    return [["condition", "Who may have this price", "Students; your studies have been confirmed."]]
  }
  const month = isMonth(form.graduatesIn) ? dateInEnglish(firstDayOf(form.graduatesIn)).replace(/^1 /, "") : ""
  return [
    [
      "condition",
      "Who may have this price",
      "Students. After your application we ask for a copy of your student card or a certificate of enrolment. Where we cannot confirm your studies we write to you, cancel the application and refund the issues that have not shipped.",
    ],
    ["school", "School and graduation", `${form.school}, graduating in ${month}`],
  ]
}

/** What a renewal costs once the condition does not hold any more, for all copies; empty for an offer that everybody may take. */
export function successorNote(
  condition: OfferCondition | null,
  form: Form,
  yen: (amount: number) => string,
  locale: "ja" | "en",
): string {
  if (condition === null) return ""
  const price = yen(condition.successorYen * form.copies)
  if (locale === "en") {
    const lost = condition.kind === "students" ? "your studies are not confirmed" : `${condition.title} does not run`
    return ` Where ${lost} when the next term begins, it renews as “${condition.successor}” for ${price}.`
  }
  const lost =
    condition.kind === "students" ? "在学を確認できていないとき" : `「${condition.title}」のご契約が続いていないとき`
  return `次の期間が始まる時点で${lost}は、「${condition.successor}」(${price})での更新になります。`
}
