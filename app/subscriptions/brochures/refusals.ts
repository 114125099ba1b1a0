import { refusalsOf } from "#app/values/refusal.ts"

/** What is refused of brochures (資料請求). */
export const refusals = {
  "brochure-code-taken": {
    ja: "資料コード {code} はすでに使われています。",
    en: "The brochure code {code} is taken already.",
    status: 409,
  },
  "unknown-brochure": {
    ja: "資料 {code} は、いまご請求いただけません。一覧から選び直してください。",
    en: "The brochure {code} cannot be asked for now. Please choose from the list.",
  },
  "unknown-brochure-request": {
    ja: "資料請求 {number} はありません。",
    en: "There is no request {number} for brochures.",
    status: 404,
  },
  "brochures-picked": {
    ja: "資料請求 {number} は出荷指示 {batch} に入っているため取り消せません。物流会社へ連絡してください。",
    en: "The request {number} is in batch {batch} and cannot be cancelled; please call the partner.",
    status: 409,
  },
  "unknown-brochure-batch": { ja: "出荷指示 {number} はありません。", en: "There is no batch {number}.", status: 404 },
  "sent-on-unlikely": {
    ja: "発送日 {date} は受け付けられません。{earliest} から {latest} までの日付を指定してください。",
    en: "The day {date} cannot be right; give a date from {earliest} to {latest}.",
  },
} as const

export const refuse = refusalsOf(refusals)
