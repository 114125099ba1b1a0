import { refusalsOf } from "#app/values/refusal.ts"

/** What is refused of 振込データ (総合振込). */
export const refusals = {
  "remittance-not-set-up": {
    ja: "振込依頼人コードと取引銀行がまだ登録されていません。先に総合振込の設定を登録してください。",
    en: "The client code and the bank are not known yet. Please fill in the settings of transfers first.",
    status: 409,
  },
  "remittance-day-passed": {
    ja: "取組日は今日以降の日付にしてください。",
    en: "The transfer day must not lie before today.",
  },
  "remittance-day-too-far": {
    ja: "取組日は{until}までの日付にしてください(振込データには年が入りません)。",
    en: "The transfer day must lie before {until}: the file carries no year.",
  },
  "no-bank-day": {
    ja: "{on}は銀行の休業日です。次の営業日は{next}です。",
    en: "Banks rest on {on}. Their next working day is {next}.",
  },
  "nothing-to-remit": {
    ja: "振込データに入れる返金はありません(口座の連絡があり、銀行コードと支店番号が分かるものが対象です)。",
    en: "Nothing is to be remitted: no refund has an account with the codes of its bank and branch.",
    status: 409,
  },
  "no-such-remittance": { ja: "振込データが見つかりません。", en: "There is no such remittance.", status: 404 },
  "remittance-decided": {
    ja: "この振込データは支払済み、または取消済みです。",
    en: "This remittance is paid or was taken back already.",
    status: 409,
  },
  "nothing-left-of-remittance": {
    ja: "この振込データの返金はすべて組戻しになっています。振込データを取り消してください。",
    en: "The bank gave every refund of this remittance back. Please take the remittance back.",
    status: 409,
  },
  "paid-before-remittance": {
    ja: "支払日は取組日({on})以降の日付にしてください。",
    en: "The bank cannot have paid before the transfer day ({on}).",
  },
  "not-in-remittance": {
    ja: "返金「{number}」はこの振込データにないか、すでに組戻しになっています。",
    en: "Refund “{number}” is not in this remittance, or was given back already.",
    status: 409,
  },
  "returned-out-of-time": {
    ja: "組戻しの日は{from}から今日までの日付にしてください。",
    en: "The day on which it came back must lie between {from} and today.",
  },
  "refund-in-remittance": {
    ja: "返金 {number} は振込データ {remittance} に入っています。銀行が処理したら、振込データのページで支払済みか組戻しにしてください。",
    en: "Refund {number} is in remittance {remittance}; mark it there as paid or given back.",
    status: 409,
  },
} as const

export const refuse = refusalsOf(refusals)
