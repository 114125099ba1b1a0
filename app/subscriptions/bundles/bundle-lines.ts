import type { BundleComponent } from "#app/publications/bundle-component.ts"
import { calendarDate, dateInJapanese } from "#app/values/calendar.ts"
import { apportion, taxInside, yen } from "#app/values/yen.ts"

type Line = readonly [key: string, label: string, text: string]
/** `continuesFrom`: where the bundle is renewed, the issue with which the title's next term joins its present one, as the calendar stands. */
export type ShownComponent = BundleComponent & Readonly<{ continuesFrom?: number | null }>
type Bundle = Readonly<{
  components: readonly ShownComponent[]
  /** It renews by the card. */
  isByCard: boolean
  copies: number
  totalYen: number
  yen: (amount: number) => string
  locale: "ja" | "en"
}>

/** A title of a bundle with its share of the price of all copies and the tax in it, in yen. */
export function sharesOf<Component extends BundleComponent>(components: readonly Component[], totalYen: number) {
  const shares = apportion(yen(totalYen), components.map(({ priceYen }) => yen(priceYen))) // prettier-ignore
  return components.map((component, at) => {
    const shareYen = shares[at] ?? yen(0)
    return { ...component, shareYen, taxYen: taxInside(shareYen, component.taxRatePercent) }
  })
}

/**
 * The lines of a final confirmation as a bundle (セット) needs them: each title with its share of the price, its issues and its delivery; the
 * lines of every other offer stay as they are.
 */
export function withBundle(lines: readonly Line[], bundle: Bundle): readonly Line[] {
  if (bundle.components.length === 0) return lines
  const own = bundle.locale === "ja" ? inJapanese(bundle) : inEnglish(bundle)
  return lines.flatMap((line) => own[line[0]] ?? [line])
}

function inJapanese({
  components,
  copies,
  totalYen,
  yen: text,
  isByCard,
}: Bundle): Readonly<Record<string, readonly Line[]>> {
  const parts = sharesOf(components, totalYen)
  const all = parts.reduce((sum, { units }) => sum + units * copies, 0)
  const tax = parts.reduce((sum, { taxYen }) => sum + taxYen, 0)
  return {
    quantity: [
      ["quantity", "分量", `${parts.map(({ publication, units }) => `「${publication}」全${units}回`).join("、")} 各回${copies}部(合計${all}部)`],
      ...parts.map(
        (part, at): Line => [
          `component-${at + 1}`,
          `内訳 ${at + 1}`,
          `${part.publication} ${part.name}: ${text(part.shareYen)}(うち消費税${part.taxRatePercent}% ${text(part.taxYen)})`,
        ],
      ),
    ], // prettier-ignore
    total: [["total", "お支払い総額", `${text(totalYen)}(うち消費税 ${text(tax)})`]],
    delivery: [["delivery", "お届け時期", parts.map((part) => `「${part.publication}」${fromInJapanese(part)}から${part.units}回`).join("、")]],
    cancellation: [
      [
        "cancellation",
        "解約・返金",
        "お申し込み後も、媒体ごとに、未発送分の解約を承ります(返金は内訳の金額によります)。1つの媒体を解約されても、ほかの媒体のお届けは続きます。読者係へご連絡ください。発送済みの号の返品は、落丁・乱丁の場合を除きお受けできません。",
      ],
    ],
    renewal: [
      ["renewal", "自動更新", isByCard
        ? `あり(無期限)。最初に満了する媒体の満了の号の発送日に、今回のカードへ${text(totalYen)}(更新時のセットの価格が変わる場合はその金額)を請求し、すべての媒体をそれぞれの満了に続けてお届けします。請求の14日前までに金額と日付をメールでお知らせします。マイページまたはお電話で、請求の前日までいつでも止められます。媒体の解約などでセットがそろわなくなったときは請求せず、継続のご案内をお送りします。`
        : "自動更新はありません。満了の前に、そのときのセットの価格で、セットのままの継続のご案内をまとめてお送りします。媒体の解約などでセットがそろわなくなったときは、媒体ごとに、それぞれのプランの価格でご案内します。"],
    ],
  } // prettier-ignore
}

const fromInJapanese = ({ issue, continuesFrom }: ShownComponent) =>
  typeof continuesFrom === "number"
    ? `今のご契約に続けて、第${continuesFrom}号(予定)`
    : issue === null
      ? "次号"
      : `${issue.label}(第${issue.number}号、${dateInJapanese(calendarDate(issue.shipsOn))}発送予定)`

function inEnglish({
  components,
  copies,
  totalYen,
  yen: text,
  isByCard,
}: Bundle): Readonly<Record<string, readonly Line[]>> {
  const parts = sharesOf(components, totalYen)
  const all = parts.reduce((sum, { units }) => sum + units * copies, 0)
  const tax = parts.reduce((sum, { taxYen }) => sum + taxYen, 0)
  return {
    quantity: [
      ["quantity", "Quantity", `${parts.map(({ publication, units }) => `${publication}: ${units} issues`).join(", ")}; ${copies} of each (${all} copies in all)`],
      ...parts.map(
        (part, at): Line => [
          `component-${at + 1}`,
          `Part ${at + 1}`,
          `${part.publication} ${part.name}: ${text(part.shareYen)} (of which consumption tax ${part.taxRatePercent}% ${text(part.taxYen)})`,
        ],
      ),
    ], // prettier-ignore
    total: [["total", "Total", `${text(totalYen)} (of which consumption tax ${text(tax)})`]],
    delivery: [["delivery", "Delivery", parts.map((part) => `${part.publication}: ${part.units} issues ${fromInEnglish(part)}`).join("; ")]],
    cancellation: [
      [
        "cancellation",
        "Cancellation and refunds",
        "You may cancel issues not yet shipped at any time through the reader service, each title by itself and at its part of the price; the others go on. Shipped issues cannot be returned unless defective.",
      ],
    ],
    renewal: [
      ["renewal", "Automatic renewal", isByCard
        ? `Yes, without limit: ${text(totalYen)} (or the bundle's price then) is charged to this card on the day the last issue of the title that ends first ships, and each title goes on from its own end. We write to you with amount and date at least 14 days before; you can stop it on your page or by phone until the day before. Where the bundle is not complete any more, nothing is charged, and we write to you.`
        : "This application does not renew by itself. Before it ends we write to you about the whole bundle together, at its price then; where the bundle is not complete any more, for each title at the price of its own plan."],
    ],
  } // prettier-ignore
}

const fromInEnglish = ({ issue, continuesFrom }: ShownComponent) =>
  typeof continuesFrom === "number"
    ? `from No. ${continuesFrom} (planned), after your present term`
    : issue === null
      ? "from the next one"
      : `from No. ${issue.number} (to ship on ${issue.shipsOn})`
