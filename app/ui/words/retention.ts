import type { SameKeys } from "#app/ui/words/same-keys.ts"

const ja = {
  retentionTitle: "保存期間",
  retentionLead: "個人情報の種類ごとの保存期間と、期限の来たもの",
  "retention-member": "契約の終わった会員",
  "retention-application": "申込フォームの内容(成立しなかったもの)",
  "retention-mail": "送信済みメールの本文",
  "retention-stripe-event": "Stripeの通知の原文",
  "retention-export-file": "会員の書き出しファイル",
  "retention-upload-file": "取り込んだファイル",
  "retention-label-file": "宛名データ",
  "retention-student-proof": "在学の証明書類(確認の後)",
  kindOfData: "データの種類",
  months: "期間",
  monthsUnit: "か月",
  due: "期限の来たもの",
  dueUnit: "件",
  eraseDue: "期限の過ぎたものを消す",
  eraseDueTitle: "期限の過ぎた「{{kind}}」を消しますか",
  eraseDueLead: "{{count}}件の中身を消します。番号・日付・金額と件数は残り、帳簿は変わりません。元には戻せません。",
  erasedDue: "{{count}}件を消しました。",
  "eraseBy-member": "会員ごとに消去します",
  "eraseBy-label-file": "号の発送記録とともに残します",
  oldest: "最も古いもの",
  saveRule: "保存",
  ruleSaved: "保存期間を保存しました",
} as const

const en = {
  retentionTitle: "Retention",
  retentionLead: "How long each kind of personal data is kept, and what is due",
  "retention-member": "Members whose contracts have ended",
  "retention-application": "Application forms that came to nothing",
  "retention-mail": "Bodies of sent mails",
  "retention-stripe-event": "Raw events of Stripe",
  "retention-export-file": "Exported files of members",
  "retention-upload-file": "Imported files",
  "retention-label-file": "Label files",
  "retention-student-proof": "Proofs of studies, once decided",
  kindOfData: "Kind of data",
  months: "Kept",
  monthsUnit: "months",
  due: "Due",
  dueUnit: "items",
  eraseDue: "Erase what is due",
  eraseDueTitle: "Erase what is due of “{{kind}}”?",
  eraseDueLead:
    "The contents of {{count}} items go. Numbers, dates, amounts and counts stay, and so do the books. It cannot be undone.",
  erasedDue: "{{count}} items were erased.",
  "eraseBy-member": "Erased member by member",
  "eraseBy-label-file": "Stays with the record of its issue",
  oldest: "Oldest",
  saveRule: "Save",
  ruleSaved: "The retention is saved",
} as const satisfies SameKeys<typeof ja>

/** Words of how long personal data is kept, a part of the namespace of the members' care. */
export const retention = { ja, en }
