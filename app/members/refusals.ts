import { refusalsOf } from "#app/values/refusal.ts"

export const refusals = {
  "match-already-decided": {
    ja: "この組み合わせは、ほかの担当者がすでに判断しています。一覧を読み込み直してください。",
    en: "Somebody has already decided about this pair. Please load the list again.",
    status: 409,
  },
} as const

export const refuse = refusalsOf(refusals)
