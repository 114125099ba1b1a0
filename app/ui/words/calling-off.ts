import type { SameKeys } from "#app/ui/words/same-keys.ts"

const ja = {
  callOff: "開催を中止する",
  title: "このセミナーの開催を中止しますか",
  ask: "中止の承認を依頼する",
  askTitle: "開催中止の承認を依頼します",
  askLead: "お金を返すため、別の担当者の承認で中止になります。それまで何も変わりません。",
  stakes:
    "受講者全員を取り消し、規定によらず全額を返金します(カードのお支払いはカードへ)。未入金の請求 {{open}}円は取り下げ、キャンセル待ち{{waiting}}名も終了し、全員にメールで知らせます。元には戻せません。",
  reason: "お知らせに添える理由",
  reasonHint: "メールと公開ページに載ります。空欄でもかまいません。",
  reasonHintAsked: "承認する人が読み、メールと公開ページに載ります。",
  waits: "開催中止が承認を待っています",
  asked: "{{who}}が依頼しました。理由: {{reason}}",
  approve: "承認して中止する",
  takeBack: "依頼を取り下げる",
  decline: "却下する",
  declineTitle: "開催中止の依頼を終えますか",
  declineLead: "セミナーは予定どおりのまま、何も変わりません。",
}

const en: SameKeys<typeof ja> = {
  callOff: "Call the seminar off",
  title: "Call this seminar off?",
  ask: "Ask to call it off",
  askTitle: "Ask a second person to call it off",
  askLead: "Money goes back, so that it is called off once a second person approves. Until then nothing changes.",
  stakes:
    "Everybody is cancelled and paid back in full, whatever the rule says (to the card where a card paid). Invoices of {{open}} yen are withdrawn, {{waiting}} on the waiting list are told, and so is everybody else. It cannot be undone.",
  reason: "Reason, for the notice",
  reasonHint: "Stands in the mail and on the public page; may stay empty.",
  reasonHintAsked: "Read by who approves; stands in the mail and on the public page.",
  waits: "Calling it off waits for approval",
  asked: "Asked by {{who}}. Reason: {{reason}}",
  approve: "Approve and call it off",
  takeBack: "Take the request back",
  decline: "Decline",
  declineTitle: "End the request to call it off?",
  declineLead: "The seminar goes on as planned; nothing changes.",
}

export const callingOff = { ja, en }
