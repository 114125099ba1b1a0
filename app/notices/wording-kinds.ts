import type { WordingVariable } from "#app/notices/wording-variables.ts"

export type WordingChannel = "mail" | "letter"
export type WordingLocale = "ja" | "en"

type Kind = Readonly<{
  ja: string
  en: string
  hasLetter?: true
  /** A series whose steps may have words of their own. */
  hasSteps?: true
  variables: readonly WordingVariable[]
  /** Rows of the table in a preview. */
  facts: readonly WordingVariable[]
  /** Of each group a mail names one, whatever the conditions in it. */
  required: readonly (readonly WordingVariable[])[]
}>

const contract = ["contract_number", "publication", "offer"] as const
const link = ["link", "link_url"] as const
const order = ["order_number", "seminar", "starts_at", "room"] as const

const seminarOrder = { variables: ["member_name", ...order], facts: order, required: [link] } as const

/** The kinds of notices that an organization may word itself (文言を替えられるお知らせ). */
export const wordingKinds = {
  renewal: {
    ...({ ja: "継続案内", en: "Renewal notice", hasLetter: true, hasSteps: true } as const),
    variables: ["member_name", "member_number", ...contract, "last_issue", "issues_left", "copies", "price", "step"],
    facts: ["contract_number", "last_issue", "offer", "price"],
    required: [link],
  },
  "payment-notice": {
    ...({ ja: "入金案内", en: "Payment notice", hasLetter: true, hasSteps: true } as const),
    variables: ["member_name", "member_number", ...contract, "ordered_on", "amount", "step"],
    facts: ["contract_number", "publication", "ordered_on", "amount"],
    required: [["facts", "amount"]],
  },
  dunning: {
    ...({ ja: "督促", en: "Reminder of invoices", hasLetter: true, hasSteps: true } as const),
    variables: ["member_name", "member_number", "amount", "step"],
    facts: ["amount"],
    required: [["facts"]],
  },
  "auto-renewal": {
    ...({ ja: "自動更新の予告", en: "Renewal by card announced", hasLetter: true } as const),
    variables: ["member_name", ...contract, "last_issue", "units", "copies", "amount", "charge_on", "card"],
    facts: ["contract_number", "offer", "amount", "charge_on", "card"],
    required: [["facts", "amount"], ["facts", "charge_on"], link],
  },
  "charge-failed": {
    ...({ ja: "カード決済不能", en: "Card could not be charged", hasLetter: true } as const),
    variables: ["member_name", "contract_number", "publication", "amount", "card", "next_try_on"],
    facts: ["contract_number", "amount", "card"],
    required: [link],
  },
  "awaiting-payment": {
    ...({ ja: "お支払い待ち", en: "How to pay" } as const),
    variables: ["member_name", "item", "amount", "until"],
    facts: ["amount", "until"],
    required: [link],
  },
  receipt: {
    ...({ ja: "申込完了・領収", en: "Order confirmation and receipt" } as const),
    variables: [
      "member_name",
      "member_number",
      "order_number",
      "item",
      "units",
      "copies",
      "first_issue",
      "amount",
      "paid_on",
    ],
    facts: ["order_number", "member_number", "item", "first_issue", "amount", "paid_on"],
    required: [["facts"]],
  },
  brochures: {
    ...({ ja: "資料請求の受付", en: "Request for brochures" } as const),
    variables: ["member_name", "order_number", "item"],
    facts: ["order_number", "item"],
    required: [["facts", "order_number"]],
  },
  "seminar-confirmed": { ja: "受講確定", en: "Seminar confirmed", ...seminarOrder },
  "seminar-approval": { ja: "受講申込の確認中", en: "Seminar awaiting approval", ...seminarOrder },
  "seminar-waiting": { ja: "キャンセル待ち", en: "Seminar waiting list", ...seminarOrder },
  "seminar-offer": {
    ...({ ja: "繰上げの案内", en: "Seminar seat offered" } as const),
    ...{
      variables: ["member_name", ...order, "until"],
      facts: [...order, "until"],
      required: [link, ["facts", "until"]],
    },
  },
  "seminar-cancelled": { ja: "受講取消", en: "Seminar order cancelled", ...seminarOrder },
  "seminar-called-off": { ja: "開催中止", en: "Seminar called off", ...seminarOrder },
  "seminar-too-late": { ja: "満席による返金", en: "Seminar full, refunded", ...seminarOrder },
  "seminar-reminder": {
    ...({ ja: "開催リマインド", en: "Seminar reminder" } as const),
    variables: ["member_name", "seminar", "starts_at", "room", "days"],
    facts: ["starts_at", "room"],
    required: [link],
  },
} as const satisfies Readonly<Record<string, Kind>>

export type WordingKind = keyof typeof wordingKinds

export const isWordingKind = (text: unknown): text is WordingKind =>
  typeof text === "string" && Object.hasOwn(wordingKinds, text)

export const kindOf = (kind: WordingKind): Kind => wordingKinds[kind]

export const wordingKindNames: readonly WordingKind[] = Object.keys(wordingKinds).filter(isWordingKind)

/** One text to be worded: letters go out in Japanese. */
export type WordingKey = Readonly<{
  kind: WordingKind
  channel: WordingChannel
  locale: WordingLocale
  step: number
}>

const everywhere = ["greeting", "organization", "facts", "link", "link_url"] as const

/** What a text may name. A letter has its table, its QR code and its salutation in their own places. */
export const variablesFor = ({ kind, channel }: Pick<WordingKey, "kind" | "channel">): readonly WordingVariable[] => [
  ...(channel === "mail" ? everywhere : (["organization"] as const)),
  ...kindOf(kind).variables,
]

export const requiredFor = ({ kind, channel }: Pick<WordingKey, "kind" | "channel">) =>
  channel === "mail" ? kindOf(kind).required : []

/** A letter is one page: its own words have this many lines of forty characters. */
export const LETTER_LINES = 12

/** A text's name in an address, and back; null for what is none. */
export const textOfKey = ({ kind, channel, locale, step }: WordingKey): string =>
  `${kind}.${channel}.${locale}.${String(step)}`

export function keyOfText(text: string | undefined): WordingKey | null {
  const [, kind, channel, locale, step] = /^([a-z-]+)\.(mail|letter)\.(ja|en)\.(\d)$/.exec(text ?? "") ?? []
  return (
    wordingKeys.find(
      (key) => key.kind === kind && key.channel === channel && key.locale === locale && key.step === Number(step),
    ) ?? null
  )
}

const STEPS = 5

/** Every text there is: mails in two languages, letters in Japanese, a series for all its steps and for each. */
export const wordingKeys: readonly WordingKey[] = wordingKindNames.flatMap((kind) =>
  Array.from({ length: kindOf(kind).hasSteps ? STEPS + 1 : 1 }, (_, step) => step).flatMap(
    (step): readonly WordingKey[] => [
      { kind, channel: "mail", locale: "ja", step },
      { kind, channel: "mail", locale: "en", step },
      ...(kindOf(kind).hasLetter ? [{ kind, channel: "letter", locale: "ja", step } as const] : []),
    ],
  ),
)

/** What an editor starts with where nothing has been saved: the parts that the kind must have. */
export const firstWords = ({ kind, channel, locale }: WordingKey): Readonly<{ subject: string; body: string }> => ({
  subject: channel === "mail" ? `{{ organization }}: ${wordingKinds[kind][locale]}` : wordingKinds[kind].ja,
  body: channel === "mail" ? "{{ greeting }}\n\n\n\n{{ facts }}\n\n{{ link }}" : "",
})
