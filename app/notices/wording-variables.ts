type Example = Readonly<{ ja: string; en: string }> | number
type Variable = Readonly<{ ja: string; en: string; example: Example }>

const same = (text: string) => ({ ja: text, en: text })

/** What wordings (文言) may name: how each is called, and an example of it. */
export const wordingVariables = {
  greeting: {
    ja: "宛名つきの呼びかけ",
    en: "Salutation",
    example: { ja: "髙﨑 𠮷右衛門 様", en: "Dear Kichiemon Takasaki," },
  },
  organization: {
    ja: "差出人の名称",
    en: "The sender's name",
    example: { ja: "日本園芸出版株式会社", en: "Nihon Engei Publishing" },
  },
  facts: { ja: "明細の表(1行に単独で)", en: "Table of facts (on a line of its own)", example: same("") },
  link: {
    ja: "手続きページへのボタン(1行に単独で)",
    en: "Button to the page (on a line of its own)",
    example: same(""),
  },
  link_url: {
    ja: "手続きページのURL",
    en: "Address of the page",
    example: same("https://teiki.example/o/engei/renew/abc"),
  },
  step: { ja: "案内の回次", en: "Step of the series", example: 1 },
  member_name: { ja: "お名前", en: "Name", example: { ja: "髙﨑 𠮷右衛門", en: "Kichiemon Takasaki" } },
  member_number: { ja: "会員番号", en: "Member number", example: same("M000001") },
  contract_number: { ja: "契約番号", en: "Contract", example: same("K000001") },
  publication: { ja: "媒体名", en: "Publication", example: { ja: "月刊ガーデン", en: "Monthly Garden" } },
  offer: { ja: "プラン", en: "Plan", example: { ja: "1年12冊", en: "One year, 12 issues" } },
  last_issue: { ja: "満了号", en: "Last issue", example: 524 },
  issues_left: { ja: "残り回数(満了後は負の数)", en: "Issues left (negative after the end)", example: 3 },
  copies: { ja: "部数", en: "Copies", example: 1 },
  units: { ja: "回数", en: "Issues of the term", example: 12 },
  price: { ja: "価格", en: "Price", example: { ja: "13,200円(税込)", en: "¥13,200 (tax included)" } },
  ordered_on: { ja: "お申し込み日", en: "Ordered on", example: { ja: "2026年11月1日", en: "1 November 2026" } },
  amount: { ja: "お支払い額", en: "Amount to pay", example: { ja: "13,200円(税込)", en: "¥13,200 (tax included)" } },
  charge_on: { ja: "ご請求日", en: "Charged on", example: { ja: "2026年12月1日", en: "1 December 2026" } },
  next_try_on: {
    ja: "次に請求する日(最後は空)",
    en: "Next attempt (empty after the last)",
    example: { ja: "2026年12月4日", en: "4 December 2026" },
  },
  card: { ja: "カード", en: "Card", example: same("VISA **** 4242") },
  item: { ja: "商品", en: "Item", example: { ja: "月刊ガーデン 1年12冊", en: "Monthly Garden, one year" } },
  until: {
    ja: "期限(ない時は空)",
    en: "Until (empty where there is none)",
    example: { ja: "2026年12月4日", en: "4 December 2026" },
  },
  order_number: { ja: "受付・受注番号", en: "Order number", example: same("W000001") },
  first_issue: {
    ja: "お届け開始号",
    en: "First issue",
    example: { ja: "2027年1月号(第522号)", en: "January 2027 (No. 522)" },
  },
  paid_on: { ja: "入金日", en: "Received on", example: { ja: "2026年11月20日", en: "20 November 2026" } },
  seminar: { ja: "セミナー名", en: "Seminar", example: { ja: "剪定の基本", en: "Basics of pruning" } },
  starts_at: { ja: "開催日時", en: "When", example: { ja: "2026年12月10日 13:30", en: "10 December 2026, 13:30" } },
  room: {
    ja: "会場(オンラインは空)",
    en: "Where (empty online)",
    example: { ja: "神保町ホール", en: "Jimbocho Hall" },
  },
  days: { ja: "開催までの日数", en: "Days until it takes place", example: 3 },
} as const satisfies Readonly<Record<string, Variable>>

export type WordingVariable = keyof typeof wordingVariables
export type WordingValues = Readonly<Partial<Record<WordingVariable, string | number>>>

/** A variable as it would be in a notice of that language. */
export function exampleOf(name: WordingVariable, locale: "ja" | "en"): string | number {
  const { example }: { example: Example } = wordingVariables[name]
  return typeof example === "number" ? example : example[locale]
}
