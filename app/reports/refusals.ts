import { refusalsOf } from "#app/values/refusal.ts"

export const refusals = {
  "checklist-not-clear": {
    ja: "{month}は締められません。次の項目を解消するか、理由を記入してください: {items}",
    en: "{month} cannot be closed. Clear these items, or give an explanation: {items}",
    status: 409,
  },
  "books-do-not-tie": {
    ja: "{month}は締められません。帳簿の照合が一致しません: {items}",
    en: "{month} cannot be closed: the books do not tie out: {items}",
    status: 409,
  },
  "totals-differ": {
    ja: "帳票の合計が総勘定元帳と一致しないため締められません: {item}({left} ≠ {right})",
    en: "The papers do not add up to the general ledger, so the month cannot be closed: {item} ({left} ≠ {right})",
    status: 409,
  },
  "issue-not-confirmed": {
    ja: "第{number}号の発送処理はまだ確定していないため、統計表はありません。",
    en: "The run of issue No. {number} is not confirmed yet, so it has no statistics.",
    status: 404,
  },
} as const satisfies Parameters<typeof refusalsOf>[0]

export const refuse = refusalsOf(refusals)
