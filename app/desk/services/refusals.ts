import { refusalsOf } from "#app/values/refusal.ts"

export const refusals = {
  "no-such-service-contract": {
    ja: "この業務委託契約はありません。",
    en: "There is no such service contract.",
    status: 404,
  },
  "service-code-taken": {
    ja: "コード「{code}」はすでに使われています。",
    en: "The code “{code}” is taken already.",
  },
  "unknown-service": {
    ja: "料金表に「{code}」がないか、使われていません。",
    en: "“{code}” is not in the list of services, or out of use.",
  },
  "unknown-client": {
    ja: "会員番号「{number}」の請求先はいません。",
    en: "There is no client with the member number “{number}”.",
  },
  "service-is-not-had-alone": {
    ja: "「{name}」だけを選ぶことはできません。「{required}」に追加する料金です。",
    en: "“{name}” is not had alone: it is added to “{required}”.",
  },
  "minimum-term-runs": {
    ja: "解約できるのは、最低契約期間の末日 {earliest} 以降です。",
    en: "The earliest end is {earliest}, when the minimum term ends.",
  },
  "end-lies-before-notice": {
    ja: "終了日は通知日({earliest})以降の日付にしてください。",
    en: "The end must not lie before the notice ({earliest}).",
  },
  "notice-lies-ahead": {
    ja: "通知日は今日({today})までの日付にしてください。",
    en: "The notice cannot be dated after today ({today}).",
  },
  "change-comes-too-soon": {
    ja: "プラン変更には、希望日の1か月前までの書面による通知が必要です。変更できるのは {earliest} 以降です。",
    en: "A change of plan takes a month's written notice. The earliest date is {earliest}.",
  },
  "change-needs-an-agreed-date": {
    ja: "「{name}」は人員を伴います。個別に合意した日付を入力してください。",
    en: "“{name}” needs staff. Write the date that was agreed individually.",
  },
  "agreed-date-is-for-staff": {
    ja: "「{name}」は人員を伴わないため、個別に合意した日付は入力できません。希望日に変更します。",
    en: "“{name}” needs no staff, so there is no date to agree: it begins on the wished date.",
  },
  "change-lies-before-another": {
    ja: "{last} のプラン以降の日付にしてください(変更は後から順に追加します)。",
    en: "Choose a date after {last}, when the latest plan begins.",
  },
  "service-month-is-past": {
    ja: "オプションを変更できるのは {earliest} 以降の月からです。",
    en: "Options change from {earliest} on, at a month's beginning.",
  },
  "service-month-is-billed": {
    ja: "{until} までの分は請求済みです。{earliest} 以降にしてください。",
    en: "It is billed until {until}. The earliest is {earliest}.",
  },
  "service-month-runs": {
    ja: "{month} はまだ終わっていません。終わった月の稼働率を登録してください。",
    en: "{month} is not over. Take a month that is.",
  },
  "service-level-was-met": {
    ja: "稼働率の目標 {target}% を満たしているため、相殺はありません(端数処理の前の値で判定します)。",
    en: "The goal of {target}% was met, so nothing is taken off (judged unrounded).",
  },
  "fee-was-not-charged": {
    ja: "{month} にはこの料金がありません。",
    en: "This fee was not charged in {month}.",
  },
  "offset-is-there-already": {
    ja: "{month} の相殺は登録済みです。1か月に1回だけです。",
    en: "{month} has been taken off already, which is done once.",
  },
  "no-bill-to-come": {
    ja: "この後に請求する月がないため、相殺できません。返金でご対応ください。",
    en: "No bill comes after that month, so nothing can be taken off. Pay it back instead.",
    status: 409,
  },
  "plan-stays-the-same": { ja: "すでにこのプランです。", en: "This is the plan already." },
  "service-contract-ends": {
    ja: "この契約は {endsOn} に終了します。",
    en: "This contract ends on {endsOn}.",
    status: 409,
  },
} as const

export const refuse = refusalsOf(refusals)
