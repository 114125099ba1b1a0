import type { StatisticCode, StatisticRow } from "#app/reports/statistics/statistic.ts"

export type Both = Readonly<{ ja: string; en: string }>
const both = (ja: string, en: string): Both => ({ ja, en })

const units = {
  copies: both("部", "copies"),
  readers: both("人", "readers"),
  contracts: both("件", "contracts"),
  times: both("回", "issues"),
  yen: both("円", "yen"),
  percent: both("%", "%"),
  grams: both("g", "g"),
} as const

export type ShapeColumn = Readonly<{
  key: string
  heading: Both
  unit?: Both
  width: number
  kind: "text" | "figure" | "share"
  /** A share of two figures of its row, or of the row's figure in the totals. */
  share?: (row: StatisticRow, totals: Readonly<Record<string, number>>) => readonly [number, number]
}>

export type Shape = Readonly<{
  title: Both
  basis: Both
  orientation: "portrait" | "landscape"
  columns: readonly ShapeColumn[]
  /** The parts of the report in their order; a part without a name has no heading. */
  blocks: readonly Readonly<{ key: string; name: Both | null; sums: boolean }>[]
}>

const text = (key: string, ja: string, en: string, width = 12): ShapeColumn => ({
  ...{ key, heading: both(ja, en), width, kind: "text" },
})
const figure = (key: string, ja: string, en: string, unit: keyof typeof units, width = 8): ShapeColumn => ({
  ...{ key, heading: both(ja, en), unit: units[unit], width, kind: "figure" },
})
const share = (ja: string, en: string, of: NonNullable<ShapeColumn["share"]>): ShapeColumn => ({
  ...{ key: `share-${en}`, heading: both(ja, en), unit: units.percent, width: 7, kind: "share", share: of },
})
const at = (row: StatisticRow, key: string) => Number(row[key] ?? 0)
const whole = [{ key: "", name: null, sums: true }] as const

const renewed = ["early", "effort1", "effort2", "effort3", "effortMore", "unasked"] as const
export const renewedOf = (row: StatisticRow): number => renewed.reduce((sum, key) => sum + at(row, key), 0)

/** Each statistic as a paper and as a screen: its columns and parts. */
export const shapes: Readonly<Record<StatisticCode, Shape>> = {
  R1: {
    title: both("増減表", "Movement of copies"),
    basis: both("部数は発送部数(前号は追送を含む)", "Copies shipped; the previous issue with its late copies"),
    orientation: "landscape",
    blocks: [
      { key: "", name: null, sums: true },
      { key: "reasons", name: both("中途解約の内訳(理由別)", "Cancelled, by reason"), sums: false },
    ],
    columns: [
      text("product", "区分", "Product", 11),
      figure("opening", "前号部数", "Previous", "copies"),
      figure("started", "新規", "New", "copies", 7),
      figure("revived", "復活", "Revived", "copies", 7),
      figure("resumed", "休止明け", "Resumed", "copies"),
      figure("transferredIn", "移管入", "Moved in", "copies", 7),
      figure("copiesUp", "部数増", "Copies up", "copies", 7),
      figure("expired", "満了", "Expired", "copies", 7),
      figure("cancelled", "中途解約", "Cancelled", "copies"),
      figure("stopped", "未入金停止", "Stopped", "copies", 9),
      figure("held", "休止", "Held", "copies", 7),
      figure("undeliverable", "宛先不明", "Undelivered", "copies"),
      figure("transferredOut", "移管出", "Moved out", "copies", 7),
      figure("copiesDown", "部数減", "Copies down", "copies", 7),
      figure("closing", "今号部数", "This issue", "copies"),
    ],
  },
  R2: {
    title: both("属性一覧表", "Readers by attribute"),
    basis: both("部数は発送部数、読者は送付先の人数", "Copies shipped; readers are distinct recipients"),
    orientation: "portrait",
    blocks: [
      { key: "prefecture", name: both("都道府県", "Prefecture"), sums: true },
      { key: "gender", name: both("性別", "Gender"), sums: true },
      { key: "age", name: both("年代", "Age"), sums: true },
      { key: "industry", name: both("業種", "Industry"), sums: true },
      { key: "occupation", name: both("職種", "Occupation"), sums: true },
      { key: "jobTitle", name: both("役職", "Job title"), sums: true },
    ],
    columns: [
      text("value", "属性", "Value", 30),
      figure("copies", "部数", "Copies", "copies", 12),
      figure("readers", "読者", "Readers", "readers", 12),
      share("構成比", "Share", (row, totals) => [at(row, "copies"), totals.copies ?? 0]),
      figure("change", "前号差", "Change", "copies", 12),
    ],
  },
  R3: {
    title: both("契約開始タイミング別読者数表", "Copies by start"),
    basis: both(
      "当初部数は申込時の部数、残回数は契約の残り",
      "Ordered: copies at the order; remaining: issues left of the terms",
    ),
    orientation: "portrait",
    blocks: [
      { key: "contract", name: both("現契約の開始号別", "By the start of the present term"), sums: true },
      { key: "first", name: both("初回契約の開始号別", "By the start of the first term"), sums: true },
    ],
    columns: [
      text("issue", "開始号", "Start", 10),
      figure("ordered", "当初部数", "Ordered", "copies"),
      figure("copies", "今号部数", "Copies", "copies"),
      share("残存率", "Kept", (row) => [at(row, "copies"), at(row, "ordered")]),
      figure("first", "新規", "New", "copies"),
      figure("second", "継続1回", "Renewed once", "copies"),
      figure("later", "継続2回以上", "Renewed more", "copies", 10),
      figure("remaining", "残回数", "Remaining", "times"),
    ],
  },
  R4: {
    title: both("入金率一覧表", "Payment rate"),
    basis: both(
      "開始号×支払方法×募集源。件数は契約",
      "By start issue, way of payment and source; counts are contracts",
    ),
    orientation: "landscape",
    blocks: whole,
    columns: [
      text("issue", "開始号", "Start", 8),
      text("way", "支払方法", "Payment", 11),
      text("source", "募集源", "Source", 13),
      figure("ordered", "受注", "Ordered", "contracts", 6),
      figure("paid", "入金", "Paid", "contracts", 6),
      figure("cancelled", "本人解約", "Cancelled", "contracts", 7),
      figure("stopped", "未入金解約", "Stopped", "contracts", 8),
      figure("billed", "請求中", "Billed", "contracts", 6),
      share("入金率", "Rate", (row) => [at(row, "paid"), at(row, "ordered")]),
      figure("billedYen", "請求額", "Billed", "yen", 10),
      figure("receivedYen", "入金額", "Received", "yen", 10),
      figure("refundedYen", "返金", "Refunded", "yen", 8),
      figure("movedYen", "移管", "Moved", "yen", 8),
      figure("waivedYen", "免除・貸倒", "Waived", "yen", 8),
      figure("voidYen", "取消", "Void", "yen", 8),
      figure("openYen", "未収", "Open", "yen", 9),
    ],
  },
  R5: {
    title: both("満了予定表", "Expiry"),
    basis: both("満了号は発行予定による", "The issue of the end follows the calendar"),
    orientation: "portrait",
    blocks: [
      { key: "term", name: null, sums: false },
      { key: "open", name: both("期限なし", "Open-ended"), sums: false },
      { key: "grace", name: both("猶予", "Grace"), sums: false },
    ],
    columns: [
      text("issue", "満了号", "Ends with", 10),
      text("units", "契約回数", "Term", 8),
      text("generation", "世代", "Generation", 10),
      figure("contracts", "契約", "Contracts", "contracts"),
      figure("copies", "部数", "Copies", "copies"),
      figure("remaining", "残回数", "Remaining", "times"),
      figure("remainingYen", "未消化金額", "Unserved", "yen", 11),
      share("自動更新", "Automatic", (row) => [at(row, "autoCopies"), at(row, "copies")]),
      figure("declined", "更新辞退", "Declined", "contracts"),
    ],
  },
  R6: {
    title: both("継続率一覧表", "Renewal"),
    basis: both(
      "満了した有料契約の件数。判定中が0で率が確定",
      "Paid terms that ended; the rate is final where none is pending",
    ),
    orientation: "landscape",
    blocks: whole,
    columns: [
      text("issue", "満了号", "Ended with", 9),
      figure("ended", "満了対象", "Ended", "contracts"),
      figure("early", "前倒し", "Early", "contracts"),
      figure("effort1", "案内1回", "1st notice", "contracts"),
      figure("effort2", "案内2回", "2nd notice", "contracts"),
      figure("effort3", "案内3回", "3rd notice", "contracts"),
      figure("effortMore", "案内4回〜", "Later notice", "contracts"),
      figure("unasked", "案内外", "Unasked", "contracts"),
      figure("revived", "復活", "Revived", "contracts"),
      figure("grace", "猶予中", "Grace", "contracts"),
      figure("pending", "判定中", "Pending", "contracts"),
      figure("lapsed", "未更新", "Lapsed", "contracts"),
      share("継続率", "Rate", (row) => [renewedOf(row), at(row, "ended")]),
    ],
  },
  R7: {
    title: both("募集源別受注表", "Orders by source"),
    basis: both("新規の受注(継続を除く)。件数は契約", "New orders without renewals; counts are contracts"),
    orientation: "landscape",
    blocks: [
      { key: "source", name: both("募集源別", "By source"), sums: true },
      { key: "plan", name: both("プラン×募集源×経路別", "By plan, source and channel"), sums: true },
    ],
    columns: [
      text("plan", "プラン", "Plan", 16),
      text("source", "募集源", "Source", 13),
      text("channel", "経路", "Channel", 8),
      figure("reached", "到達数", "Reached", "readers", 7),
      figure("ordered", "受注", "Ordered", "contracts", 7),
      share("反応率", "Response", (row) => [at(row, "ordered"), at(row, "reached")]),
      figure("started", "開始済", "Started", "contracts", 7),
      figure("waiting", "開始前", "Waiting", "contracts", 7),
      figure("cancelledBefore", "開始前解約", "Before start", "contracts"),
      figure("paying", "有料化", "Paying", "contracts", 7),
      share("転換率", "Conversion", (row) => [at(row, "paying"), at(row, "ordered")]),
      figure("ended", "解約", "Ended", "contracts", 7),
      figure("startedCopies", "今号開始", "Started now", "copies", 8),
      figure("costYen", "費用", "Cost", "yen", 9),
    ],
  },
  R8: {
    title: both("号別発送部数内訳表", "Shipment"),
    basis: both("重量・郵送料は1部あたり×部数", "Weight and postage: by copy"),
    orientation: "portrait",
    blocks: whole,
    columns: [
      text("category", "区分", "Category", 14),
      text("deliveryClass", "発送種別", "Delivery", 12),
      text("region", "地方", "Region", 12),
      figure("rows", "宛名", "Labels", "contracts", 10),
      figure("copies", "部数", "Copies", "copies", 10),
      figure("grams", "重量", "Weight", "grams", 12),
      figure("postageYen", "郵送料", "Postage", "yen", 12),
    ],
  },
  R9: {
    title: both("前受金・売掛金残高表", "Deferred and receivable"),
    basis: both("税込。取崩しは発行予定による", "With tax; the run-off follows the calendar"),
    orientation: "portrait",
    blocks: [
      { key: "forward", name: both("前号からの増減", "Roll-forward"), sums: false },
      { key: "runOff", name: both("前受金の取崩し予定", "Run-off of deferred revenue"), sums: true },
      { key: "age", name: both("売掛金の年齢", "Age of receivables"), sums: true },
    ],
    columns: [
      text("item", "項目", "Item", 40),
      figure("deferredYen", "前受金", "Deferred", "yen", 20),
      figure("receivableYen", "売掛金", "Receivable", "yen", 20),
    ],
  },
}
