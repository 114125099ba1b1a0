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
  "issue-not-planned": {
    ja: "第{number}号は発送済み、休刊、または未登録のため変更できません。",
    en: "Issue No. {number} has shipped, was skipped or does not exist; it cannot be changed.",
    status: 409,
  },
  "date-out-of-order": {
    ja: "発送日は前の号({before})より後、次の号({after})より前の日付にしてください。",
    en: "The date must lie after the issue before ({before}) and before the next one ({after}).",
  },
  "calendar-not-predictable": {
    ja: "「{title}」は不定期刊か予定の号がないため、次の号を予測できません。号を1つ登録してください。",
    en: "“{title}” is irregular or has no planned issue, so the next ones cannot be predicted.",
  },
  "offer-code-taken": {
    ja: "コード「{code}」のプランはすでにあります。",
    en: "There is an offer “{code}” already.",
    status: 409,
  },
  "offer-of-another-title": {
    ja: "プランの媒体は変えられません。新しいプランを作ってください。",
    en: "An offer stays with its publication. Please make a new one.",
    status: 409,
  },
  "successor-not-fitting": {
    ja: "更新先には、同じ媒体の、条件のない有料の定期購読プランを選んでください。",
    en: "Choose a subscription of the same title that is paid for and open to everybody.",
  },
  "offer-follows-others": {
    ja: "このプランはほかのプランの更新先です。条件を付けるには、先にそのプランの更新先を変えてください。",
    en: "Other offers give way to this one; give them another successor before this one is meant for some readers alone.",
    status: 409,
  },
  "component-not-fitting": {
    ja: "「{code}」はセットの内訳にできません。媒体ごとに1つ、条件のない有料の定期購読プランを選んでください。",
    en: "“{code}” cannot be part of a bundle: choose one subscription of each title, paid for and open to everybody.",
  },
  "bundle-of-another-title": {
    ja: "内訳の1つめには、このセットの媒体のプランを入力してください。",
    en: "The first offer of a bundle must be of the bundle's own publication.",
  },
  "bundle-stays-one": {
    ja: "セットとそれ以外のプランは互いに変えられません。新しいプランを作ってください。",
    en: "A bundle stays one, and another offer never becomes one. Please make a new offer.",
    status: 409,
  },
  "offer-in-a-bundle": {
    ja: "このプランはセット「{code}」の内訳です。有料の、条件のない定期購読のままにしてください。",
    en: "This offer is part of the bundle “{code}”: it must stay a subscription at a price that is open to everybody.",
    status: 409,
  },
  "unknown-offer": { ja: "購読プラン「{code}」は見つかりません。", en: "There is no offer “{code}”.", status: 404 },
} as const

export const refuse = refusalsOf(refusals)
