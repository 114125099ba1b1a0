import type { SameKeys } from "#app/ui/words/same-keys.ts"

const ja = {
  title: "Teiki(定期)",
  lead: "定期刊行物の購読・発送・会計を、ひとつの台帳で。",
  staff: "事務局・管理者の方",
  staffBody: "会員、発送処理、月次締めの画面へ",
  toConsole: "管理画面を開く",
  reader: "読者の方",
  readerBody: "契約の確認、更新、住所の変更",
  toMyPage: "マイページを開く",
  seminarsBody: "講座・イベントのお申し込み",
  toSeminars: "セミナー一覧",
  seminar: "セミナー受付",
  seminarBody: "会場での受付",
  toDoor: "受付を開く",
} as const

const en = {
  title: "Teiki",
  lead: "Subscriptions, shipping and accounts of periodicals in one set of books.",
  staff: "Staff",
  staffBody: "Members, issue runs and month close",
  toConsole: "Open the console",
  reader: "Readers",
  readerBody: "See your contract, renew, change your address",
  toMyPage: "Open my page",
  seminarsBody: "Apply for seminars and events",
  toSeminars: "Seminars",
  seminar: "Seminar reception",
  seminarBody: "Checking in at the venue",
  toDoor: "Open reception",
} as const satisfies SameKeys<typeof ja>

/** The start page: which way in. */
export const doors = { ja, en }
