import type { SameKeys } from "#app/ui/words/same-keys.ts"

const ja = {
  title: "監査ログ",
  at: "日時",
  actor: "操作者",
  action: "操作",
  target: "対象",
  detail: "内容",
  period: "期間",
  chainIntact: "改ざんは検出されていません",
  chainBroken: "記録の連鎖に不一致があります",
  empty: "この条件の記録はありません",
  seq: "番号",
  from: "開始日",
  to: "終了日",
  all: "すべて",
  chainSummary: "{{count, number}}件の連鎖を照合しました",
  chainBrokenAt: "第{{seq}}番の記録が、前後の記録とつながりません。システム管理者に連絡してください。",
  found: "{{count, number}}件",
} as const

const en = {
  title: "Audit log",
  at: "When",
  actor: "Who",
  action: "What",
  target: "Target",
  detail: "Detail",
  period: "Period",
  chainIntact: "No tampering found",
  chainBroken: "The chain of records does not match",
  empty: "No records match",
  seq: "No.",
  from: "From",
  to: "To",
  all: "All",
  chainSummary: "Verified the chain of {{count, number}} records",
  chainBrokenAt: "Record no. {{seq}} does not join the chain. Tell the system administrator.",
  found: "{{count, number}} records",
} as const satisfies SameKeys<typeof ja>

/** Audit log (監査ログ). */
export const audit = { ja, en }
