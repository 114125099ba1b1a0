import { useTranslation } from "react-i18next"
import { Badge } from "#app/ui/badge.tsx"
import { DataTable } from "#app/ui/data-table.tsx"
import { InstantText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { Money } from "#app/ui/money.tsx"

type Order = {
  readonly id: string
  readonly number: string
  readonly state: string
  readonly channel: string
  readonly way: string
  readonly party: number
  readonly name: string
  readonly companyName: string
  readonly totalYen: number
  readonly owedYen: number
  readonly startedAt: Date
}

const tones = {
  ...({ waiting: "info", offered: "warning", held: "warning", approval: "warning", confirmed: "success" } as const),
  ...({ cancelled: "neutral", expired: "neutral", "refund-due": "danger" } as const),
} as const

type Known = keyof typeof tones
const isKnown = (state: string): state is Known => Object.hasOwn(tones, state)

const words = {
  waiting: "waiting",
  offered: "held",
  held: "held",
  approval: "approvals",
  confirmed: "confirmed",
  cancelled: "cancelledPeople",
  expired: "cancelledPeople",
  "refund-due": "refunds",
} as const

/** How an order stands, in a word. */
export function OrderStateBadge({ state }: { readonly state: string }) {
  const { t } = useTranslation("seminars")
  return isKnown(state) ? <Badge tone={tones[state]}>{t(words[state])}</Badge> : null
}

const channels = ["web", "phone", "fax", "post", "door"] as const
const ways = ["free", "card", "invoice", "onsite"] as const

function useColumns() {
  const { t } = useTranslation(["seminars", "seminarApply", "states"])
  const channelOf = (text: string) => channels.find((channel) => channel === text) ?? "web"
  const wayOf = (text: string) => ways.find((way) => way === text) ?? "free"
  return [
    {
      key: "name",
      header: t("seminars:applicant"),
      render: (order: Order) => [order.companyName, order.name].filter(Boolean).join(" "),
    },
    { key: "number", header: t("seminars:number"), render: (order: Order) => order.number },
    { key: "party", header: t("seminars:party"), align: "end", render: (order: Order) => order.party },
    { key: "state", header: t("seminars:state"), render: (order: Order) => <OrderStateBadge state={order.state} /> },
    { key: "way", header: t("seminars:way"), render: (order: Order) => t(`seminarApply:way-${wayOf(order.way)}`) },
    {
      key: "total",
      header: t("seminars:total"),
      unit: t("states:yen"),
      align: "end",
      render: (order: Order) => <Money amount={order.totalYen} />,
    },
    {
      key: "owed",
      header: t("seminars:owed"),
      unit: t("states:yen"),
      align: "end",
      render: (order: Order) => (order.owedYen === 0 ? "" : <Money amount={order.owedYen} />),
    },
    {
      key: "channel",
      header: t("seminars:channel"),
      render: (order: Order) => t(`seminars:channel-${channelOf(order.channel)}`),
    },
    { key: "at", header: t("seminars:appliedAt"), render: (order: Order) => <InstantText at={order.startedAt} /> },
  ] as const
}

/** 申込一覧 of one seminar. */
export function SeminarOrders({ orders }: { readonly orders: readonly Order[] }) {
  const { t } = useTranslation("seminars")
  return (
    <section className="card min-w-0" aria-label={t("orders")}>
      <DataTable
        caption={t("orders")}
        rows={orders}
        rowKey={(order) => order.id}
        rowHref={(order) => `/console/seminar-orders/${order.id}`}
        empty={<EmptyState icon="order" title={t("noOrders")} />}
        columns={useColumns()}
      />
    </section>
  )
}
