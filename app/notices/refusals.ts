import { refusalsOf } from "#app/values/refusal.ts"

/** What the notices refuse. */
export const noticeRefusals = {
  "no-such-letters": { ja: "この郵送物はありません。", en: "There are no such letters.", status: 404 },
  "wording-is-not-written-well": {
    ja: "{line}行目: 書き方に誤りがあります({what})。{{ }} と {% %} の閉じ忘れを確かめてください。",
    en: "Line {line}: this cannot be read ({what}). Check that every {{ }} and {% %} is closed.",
  },
  "wording-tag-is-unknown": {
    ja: "{line}行目: 「{what}」は使えません。使えるのは if・unless・case です。",
    en: "Line {line}: “{what}” cannot be used; if, unless and case can.",
  },
  "wording-filter-is-unknown": {
    ja: "{line}行目: フィルター「{what}」は使えません。使えるのは default・upcase・downcase です。",
    en: "Line {line}: the filter “{what}” cannot be used; default, upcase and downcase can.",
  },
  "wording-variable-is-unknown": {
    ja: "{line}行目: 変数「{what}」はこのお知らせにはありません。一覧にある変数を使ってください。",
    en: "Line {line}: this notice has no variable “{what}”; use those of the list.",
  },
  "wording-lacks-a-variable": {
    ja: "必須の変数がありません: {what}。条件(if など)の外に書いてください。",
    en: "This must be in the text, outside of any condition: {what}.",
  },
  "wording-says-nothing": {
    ja: "例のデータでは文面が空になります。条件を確かめてください。",
    en: "With the example's data nothing is left of it. Check its conditions.",
  },
  "wording-is-too-much": {
    ja: "処理が大きすぎます。範囲や繰り返しを減らしてください。",
    en: "This takes too much to make. Please make it simpler.",
  },
  "letter-does-not-fit-its-page": {
    ja: "手紙の1枚に収まりません(いま{lines}行、{limit}行まで)。",
    en: "This does not fit the page of a letter ({lines} lines, up to {limit}).",
  },
  "wording-version-is-not-there": {
    ja: "その版はありません。画面を開き直してください。",
    en: "That version is not there. Please open the page again.",
    status: 409,
  },
  "wording-starts-in-the-past": {
    ja: "公開の日は今日以降にしてください。",
    en: "It can be published from today on, not before.",
  },
  "preview-subject-is-not-there": {
    ja: "その番号の会員も契約もありません。",
    en: "There is no member and no contract of that number.",
  },
  "unknown-bounce": {
    ja: "その戻ってきたメールはありません。画面を開き直してください。",
    en: "That returned mail is not there. Please open the page again.",
    status: 404,
  },
  "bounce-solved-already": {
    ja: "このメールアドレスはすでに解決済みです。",
    en: "This mail address has been solved already.",
    status: 409,
  },
} as const

export const refuse = refusalsOf(noticeRefusals)
