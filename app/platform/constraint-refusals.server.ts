import { databaseError } from "#app/platform/database.server.ts"
import { Refusal } from "#app/values/refusal.ts"

/** The database's own refusals: constraint → what people read. Anything not listed here is a fault, not a refusal. */
const refusals: Readonly<Record<string, { ja: string; en: string }>> = {
  closed_month_refuses_vouchers: {
    ja: "締め済みの月には伝票を起こせません。開いている月の日付で訂正の伝票を起こしてください。",
    en: "This month is closed. Post a correcting voucher dated in an open month.",
  },
  an_issue_has_one_main_run: {
    ja: "この号の発送処理はすでに確定しています。",
    en: "This issue's run is already confirmed.",
  },
  unit_is_served_once: {
    ja: "この契約のこの回はすでに発送済みです。",
    en: "This unit of the contract has already been served.",
  },
  a_copy_comes_back_once: {
    ja: "この発送の返戻はすでに登録されています。",
    en: "The return of this copy is registered already.",
  },
  a_term_is_renewed_once: {
    ja: "この契約はすでに更新されています。",
    en: "This term has been renewed already.",
  },
  a_pool_is_never_oversold: {
    ja: "席が足りません。定員を超える申込も、すでに埋まった席より少ない定員も登録できません。",
    en: "There are not enough seats: neither more applications than seats nor fewer seats than are taken.",
  },
  a_seat_is_taken_once: { ja: "この席はすでに埋まっています。", en: "This seat is taken already." },
  a_remitter_code_is_one_payers: {
    ja: "この振込依頼人番号は別の支払者に登録されています。",
    en: "This remitter's number belongs to another payer.",
  },
  what_is_booked_is_one_deposit: {
    ja: "この記帳は別の入金に使われています。画面を開き直してください。",
    en: "What is booked is another deposit's already. Please open the page anew.",
  },
  a_customer_number_is_one_payers: {
    ja: "この顧客番号は別の支払者に登録されています。",
    en: "This customer number belongs to another payer.",
  },
  an_invoice_is_in_one_pending_debit: {
    ja: "この請求書はすでに別の請求データに入っています。画面を開き直してください。",
    en: "This invoice is in another debit request already. Please open the page again.",
  },
  a_refund_is_in_one_live_remittance: {
    ja: "この返金はすでに別の振込データに入っています。画面を開き直してください。",
    en: "This refund is in another remittance already. Please open the page again.",
  },
  segment_name_is_unique: {
    ja: "この名前の条件はすでにあります。別の名前を付けてください。",
    en: "There is a segment of this name already. Choose another name.",
  },
  staff_email_is_unique: {
    ja: "このメールアドレスの担当者はすでに登録されています。",
    en: "A member of staff with this mail address exists already.",
  },
}

/** The Refusal of a broken constraint; null where the error is something else. */
export function refusalOfConstraint(error: unknown): Refusal | null {
  const constraint = databaseError(error)?.constraint
  const messages = constraint === undefined ? undefined : refusals[constraint]
  return constraint !== undefined && messages ? new Refusal(constraint, messages, { status: 409 }) : null
}
