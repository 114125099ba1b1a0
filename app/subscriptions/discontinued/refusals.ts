import { refusalsOf } from "#app/values/refusal.ts"

/** What is refused of titles that ended (廃刊精算). */
export const refusals = {
  "unknown-title": { ja: "媒体 {code} はありません。", en: "There is no title {code}.", status: 404 },
  "title-goes-on": {
    ja: "「{title}」は廃刊になっていません。先にカレンダーで最終号を決めてください。",
    en: "{title} has not been discontinued. Set its last issue in the calendar first.",
    status: 404,
  },
  "title-still-ships": {
    ja: "「{title}」はまだ第{number}号の発送が残っています。最終号の発送が終わってから精算してください。",
    en: "{title} still ships issue No. {number}; settle it when the last issue has shipped.",
    status: 409,
  },
  "discontinued-offered-already": {
    ja: "「{title}」の廃刊精算の案内は、すでに送っています。",
    en: "The readers of {title} have been offered their choice already.",
    status: 409,
  },
  "answer-day-passed": {
    ja: "回答期限は明日以後の日付にしてください。",
    en: "The last day to answer must come after today.",
  },
  "discontinued-answered": {
    ja: "契約{number}の廃刊精算は、すでに回答を受け付けています。",
    en: "Contract {number} has been answered for already.",
    status: 409,
  },
  "discontinued-too-late": {
    ja: "回答の期限を過ぎました。ご返金先の口座だけを承ります。",
    en: "The last day to answer has passed; we can only take an account for your money.",
    status: 409,
  },
  "nothing-to-pay-out": {
    ja: "契約{number}には、これからお支払いする返金がありません。",
    en: "Nothing is to be paid out for contract {number}.",
    status: 409,
  },
  "account-in-remittance": {
    ja: "契約{number}の返金は、すでに振込データ {remittance} に入っています。口座は、組戻しになってから直せます。",
    en: "The refund of contract {number} is in remittance {remittance} already; its account can be corrected once the bank gives it back.",
    status: 409,
  },
  "unknown-bank": {
    ja: "「{text}」という金融機関は見つかりません。銀行コード(4桁)でも入力できます。一覧にないときは「1234 銀行名」のように入力してください。",
    en: "There is no bank “{text}”. Its code of four digits will do; one that is not listed is written as “1234 name”.",
  },
  "bank-not-clear": {
    ja: "「{text}」だけでは決まりません。近いもの: {near}。名前か銀行コード(4桁)で入力してください。",
    en: "“{text}” may be {near}. Please write the bank's full name or its code of four digits.",
  },
  "unknown-branch": {
    ja: "「{text}」という支店は、この金融機関に見つかりません。支店番号(3桁)でも入力できます。一覧にないときは「123 支店名」のように入力してください。",
    en: "The bank has no branch “{text}”. Its number of three digits will do; one that is not listed is written as “123 name”.",
  },
  "branch-not-clear": {
    ja: "「{text}」だけでは決まりません。近いもの: {near}。名前か支店番号(3桁)で入力してください。",
    en: "“{text}” may be {near}. Please write the branch's full name or its number of three digits.",
  },
} as const

export const refuse = refusalsOf(refusals)
