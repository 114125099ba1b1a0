import type { Check } from "#app/ui/checklist.tsx"
import type { FieldLike } from "#app/ui/field.tsx"
import type { KeyFigure } from "#app/ui/key-figures.tsx"
import type { NavigationGroup } from "#app/ui/navigation.tsx"
import type { Status } from "#app/ui/badge.tsx"
import type { TimelineEntry } from "#app/ui/timeline.tsx"
import type { WaterfallStep } from "#app/ui/waterfall-chart.tsx"

/** Made-up things to look at the components with; long names, old characters, zero and negative amounts included. */
export type SampleMember = {
  readonly number: string
  readonly name: string
  readonly kana: string
  readonly offer: string
  readonly copies: number
  readonly amountYen: number
  readonly endsWith: string
  readonly status: Status
}

export const sampleMembers: readonly SampleMember[] = [
  {
    number: "M-000128",
    name: "髙橋 真理子",
    kana: "タカハシ マリコ",
    offer: "年間購読 12号",
    copies: 1,
    amountYen: 13200,
    endsWith: "2027年3月号",
    status: "active",
  },
  {
    number: "M-000131",
    name: "株式会社𠮷田総合計画研究所 資料室",
    kana: "ヨシダソウゴウケイカクケンキュウジョ",
    offer: "法人年間 12号",
    copies: 12,
    amountYen: 158400,
    endsWith: "2026年12月号",
    status: "unpaid",
  },
  {
    number: "M-000140",
    name: "渡邉 健一",
    kana: "ワタナベ ケンイチ",
    offer: "半年購読 6号",
    copies: 1,
    amountYen: 0,
    endsWith: "2026年11月号",
    status: "onHold",
  },
  {
    number: "M-000152",
    name: "Elizabeth Montgomery-Fitzgerald",
    kana: "エリザベス モンゴメリー",
    offer: "年間購読 12号",
    copies: 2,
    amountYen: -2200,
    endsWith: "2027年1月号",
    status: "refunded",
  },
  {
    number: "M-000167",
    name: "齋藤 陽翔",
    kana: "サイトウ ハルト",
    offer: "3年購読 36号",
    copies: 1,
    amountYen: 36300,
    endsWith: "2029年8月号",
    status: "overdue",
  },
]

export const sampleNavigation: readonly NavigationGroup[] = [
  { key: "home", items: [{ label: "ホーム", to: "/dev/gallery", icon: "home" }] },
  {
    key: "readers",
    label: "読者",
    items: [
      { label: "会員", to: "/dev/gallery/1", icon: "members" },
      { label: "受注", to: "/dev/gallery/2", icon: "order", count: 14 },
      { label: "名寄せ", to: "/dev/gallery/3", icon: "matching", count: 3 },
      { label: "取り込み", to: "/dev/gallery/4", icon: "import" },
    ],
  },
  {
    key: "publishing",
    label: "刊行",
    items: [
      { label: "媒体", to: "/dev/gallery/5", icon: "publication" },
      { label: "号・発送処理", to: "/dev/gallery/6", icon: "issue", count: 1 },
      { label: "購読プラン", to: "/dev/gallery/7", icon: "offer" },
      { label: "統計", to: "/dev/gallery/8", icon: "report" },
    ],
  },
  {
    key: "books",
    label: "経理",
    items: [
      { label: "月次締め", to: "/dev/gallery/9", icon: "lock" },
      { label: "元帳", to: "/dev/gallery/10", icon: "ledger" },
      { label: "伝票", to: "/dev/gallery/11", icon: "voucher" },
      { label: "入金", to: "/dev/gallery/12", icon: "yen" },
      { label: "売掛金", to: "/dev/gallery/13", icon: "receivable" },
    ],
  },
  {
    key: "house",
    label: "管理",
    items: [
      { label: "ジョブ", to: "/dev/gallery/14", icon: "job" },
      { label: "監査ログ", to: "/dev/gallery/15", icon: "audit" },
      { label: "設定", to: "/dev/gallery/16", icon: "settings" },
    ],
  },
]

export const sampleFigures: readonly KeyFigure[] = [
  { key: "copies", label: "発行部数", value: 12480, unit: "部", delta: 132 },
  { key: "readers", label: "読者", value: 11902, unit: "名", delta: -18 },
  { key: "deferred", label: "前受金残高", value: "84,216,300", unit: "円", note: "前月末" },
  { key: "expiring", label: "3号以内に満了", value: 418, unit: "契約", delta: 0 },
]

export const sampleTimeline: readonly TimelineEntry[] = [
  {
    key: "1",
    at: "2026-10-31T09:12:00+09:00",
    atText: "10月31日 9:12",
    title: "住所を変更",
    actor: "佐藤(電話)",
    body: "2026年12月号から適用",
    icon: "edit",
    tone: "info",
  },
  {
    key: "2",
    at: "2026-10-28T14:02:00+09:00",
    atText: "10月28日 14:02",
    title: "13,200円を入金",
    actor: "銀行振込",
    icon: "yen",
    tone: "success",
  },
  {
    key: "3",
    at: "2026-10-10T10:00:00+09:00",
    atText: "10月10日 10:00",
    title: "継続案内(2回目)を送付",
    actor: "自動",
    icon: "mail",
  },
  {
    key: "4",
    at: "2026-09-25T00:00:00+09:00",
    atText: "9月25日",
    title: "10月号が宛先不明で返送",
    icon: "warning",
    tone: "warning",
  },
]

export const sampleChecks: readonly Check[] = [
  { key: "runs", state: "ok", label: "10月の発送処理はすべて確定済み", detail: "3件 / 3件" },
  { key: "tie", state: "ok", label: "前受金の明細と総勘定元帳が一致", detail: "84,216,300円 = 84,216,300円" },
  {
    key: "transfer",
    state: "warn",
    label: "消込していない銀行振込",
    detail: "4件、58,300円",
    link: { to: "/dev/gallery/12", label: "消込する" },
  },
  {
    key: "stripe",
    state: "fail",
    label: "カード決済の入金と差異",
    detail: "▲1,100円(10月30日)",
    link: { to: "/dev/gallery/12", label: "差異を見る" },
  },
]

export const sampleMovement: readonly WaterfallStep[] = [
  { label: "前号部数", value: 12348, kind: "total" },
  { label: "新規", value: 286, kind: "increase" },
  { label: "復活", value: 41, kind: "increase" },
  { label: "休止明け", value: 12, kind: "increase" },
  { label: "部数増", value: 20, kind: "increase" },
  { label: "満了", value: 148, kind: "decrease" },
  { label: "中途解約", value: 37, kind: "decrease" },
  { label: "未入金停止", value: 22, kind: "decrease" },
  { label: "宛先不明", value: 9, kind: "decrease" },
  { label: "部数減", value: 11, kind: "decrease" },
  { label: "今号部数", value: 12480, kind: "total" },
]

/** A field as conform would hand it over. */
export const sampleField = (name: string, more: Partial<FieldLike> = {}): FieldLike => ({
  id: `sample-${name}`,
  name,
  errorId: `sample-${name}-error`,
  descriptionId: `sample-${name}-hint`,
  ...more,
})
