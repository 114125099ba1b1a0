import type { SameKeys } from "#app/ui/words/same-keys.ts"

const ja = {
  title: "取り込み",
  upload: "ファイルを取り込む",
  file: "ファイル",
  encoding: "文字コード",
  check: "内容を確認",
  commit: "取り込みを確定",
  line: "行",
  column: "列",
  problem: "内容",
  accepted: "取り込める行",
  rejected: "エラーの行",
  added: "新規",
  changed: "更新",
  unchanged: "変更なし",
  empty: "取り込みの履歴はありません",
  allOrNone: "エラーが1行でもあると、何も取り込まれません",
} as const

const en = {
  title: "Imports",
  upload: "Import a file",
  file: "File",
  encoding: "Encoding",
  check: "Check the file",
  commit: "Import these rows",
  line: "Line",
  column: "Column",
  problem: "Problem",
  accepted: "Rows accepted",
  rejected: "Rows with errors",
  added: "Added",
  changed: "Changed",
  unchanged: "Unchanged",
  empty: "No imports yet",
  allOrNone: "If any row has an error, nothing is imported",
} as const satisfies SameKeys<typeof ja>

/** Files coming in (取り込み). */
export const imports = { ja, en }
