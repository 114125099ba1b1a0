import { refusalsOf } from "#app/values/refusal.ts"

export const refusals = {
  "file-has-no-rows": { ja: "ファイルに見出しの行がありません。", en: "The file has no header row." },
  "columns-missing": {
    ja: "見出しに次の列がありません: {columns}",
    en: "The header lacks these columns: {columns}",
  },
  "issue-already-shipped-otherwise": {
    ja: "第{number}号は{date}にすでに発送済みです。",
    en: "Issue No. {number} was already shipped on {date}.",
    status: 409,
  },
  "earlier-issue-open": {
    ja: "前の号(第{number}号)の発送処理がまだ確定していません。先に確定してください。",
    en: "The run of the earlier issue No. {number} is not confirmed yet; confirm it first.",
    status: 409,
  },
  "issue-skipped": {
    ja: "第{number}号は{date}に休刊と決まった号です。発送できません。",
    en: "Issue No. {number} was skipped on {date}; it does not ship.",
    status: 409,
  },
  "ships-on-unlikely": {
    ja: "発送日 {date} は受け付けられません。{earliest} から {latest} までの日付を指定してください。",
    en: "The shipping date {date} cannot be right; give a date from {earliest} to {latest}.",
  },
  "application-fixed": {
    ja: "このお申し込みはすでに確定しているため変更できません。内容を変えるには新しくお申し込みください。",
    en: "This application is confirmed already and cannot be changed. Please make a new one.",
    status: 409,
  },
  "nothing-to-ship": { ja: "この号を受け取る契約がありません。", en: "No contract receives this issue." },
  "proof-differs": {
    ja: "照合表が一致しないため確定できません: {item}({left} ≠ {right})",
    en: "The proof sheet does not tie out, so the run cannot be confirmed: {item} ({left} ≠ {right})",
    status: 409,
  },
} as const

export const refuse = refusalsOf(refusals)
