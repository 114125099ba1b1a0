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
} as const satisfies SameKeys<typeof ja>

/** Audit log (監査ログ). */
export const audit = { ja, en }
