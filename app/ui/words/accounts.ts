import type { SameKeys } from "#app/ui/words/same-keys.ts"

const ja = {
  title: "勘定科目",
  lead: "科目名は変更できます。自社の科目を追加すると、手入力の伝票と会計ソフトへの出力で使えます。",
  code: "コード",
  codeHint: "数字3〜6桁。登録後は変更できません",
  name: "科目名",
  nameEnglish: "科目名(英語)",
  kind: "区分",
  balance: "残高(借方+)",
  own: "自社",
  act: "操作",
  retired: "使用停止",
  retire: "使用を止める",
  useAgain: "再び使う",
  add: "科目を追加",
  addTitle: "科目の追加",
  editTitle: "{{name}} の名前を変更",
} as const

const en = {
  title: "Chart of accounts",
  lead: "Accounts can be renamed. Your own accounts are for vouchers by hand and for exports to accounting software.",
  code: "Code",
  codeHint: "3 to 6 digits; it cannot be changed afterwards",
  name: "Name",
  nameEnglish: "Name in English",
  kind: "Kind",
  balance: "Balance (debit +)",
  own: "own",
  act: "Action",
  retired: "not in use",
  retire: "Take out of use",
  useAgain: "Use again",
  add: "Add the account",
  addTitle: "Add an account",
  editTitle: "Rename {{name}}",
} as const satisfies SameKeys<typeof ja>

export const accounts = { ja, en }
