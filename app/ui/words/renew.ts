import type { SameKeys } from "#app/ui/words/same-keys.ts"

const ja = {
  step: "プラン",
  title: "「{{publication}}」のご継続",
  lead: "プランを選んで「確認へ進む」を押してください。お支払いは次の画面の後です。",
  leadBundle:
    "セットのまま、1回のお支払いでご継続いただけます。プランを選んで「確認へ進む」を押してください。お支払いは次の画面の後です。",
  "title-of-bundle": "「{{publication}}」",
  joins: "第{{last}}号で満了。続けて第{{first}}号(予定)から{{count}}回",
  titleUnits: "「{{publication}}」{{count}}回",
  alone: "「{{publication}}」だけを継続: {{name}}",
  reader: "ご契約者",
  last: "今のご契約の満了",
  lastIssue: "第{{number}}号",
  copies: "{{count}}部",
  same: "{{name}}(今と同じ)",
  renewedTitle: "ご継続のお手続きは済んでいます",
  renewedBody: "ありがとうございます。引き続きお届けします。",
  endedTitle: "このご契約は終了しています",
  endedBody: "読者係までお問い合わせください。",
} as const

const en = {
  step: "Plan",
  title: "Renew {{publication}}",
  lead: "Choose a plan and go on to confirm. You pay after the next page.",
  leadBundle:
    "You can renew the bundle as a whole, by one payment. Choose a plan and go on to confirm. You pay after the next page.",
  "title-of-bundle": "{{publication}}",
  joins: "Ends with No. {{last}}; {{count}} issues follow from No. {{first}} (planned)",
  titleUnits: "{{publication}}: {{count}} issues",
  alone: "{{publication}} alone: {{name}}",
  reader: "Subscriber",
  last: "Your present term ends with",
  lastIssue: "No. {{number}}",
  copies: "{{count}} each",
  same: "{{name}} (as now)",
  renewedTitle: "Your subscription is renewed",
  renewedBody: "Thank you. We go on delivering it.",
  endedTitle: "This subscription has ended",
  endedBody: "Please ask the reader service.",
} as const satisfies SameKeys<typeof ja>

/** The personal renewal form (継続専用フォーム). */
export const renew = { ja, en }
