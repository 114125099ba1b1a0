import { refusalsOf } from "#app/values/refusal.ts"

export const refusals = {
  "unknown-publication": {
    ja: "媒体コード「{code}」は登録されていません。",
    en: "There is no publication “{code}”.",
    status: 404,
  },
  "unknown-issue": {
    ja: "「{publication}」に第{number}号はありません。",
    en: "“{publication}” has no issue No. {number}.",
    status: 404,
  },
  "unknown-offer": { ja: "購読プラン「{code}」は見つかりません。", en: "There is no offer “{code}”.", status: 404 },
} as const

export const refuse = refusalsOf(refusals)
