import { useTranslation } from "react-i18next"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { Money } from "#app/ui/money.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import type { OnlineWay } from "#app/billing/online-way.ts"

type Awaited = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly itemName: string
  readonly way: OnlineWay
  readonly totalYen: number
  readonly confirmedOn: string
  readonly payableUntil: string | null
}

/** お支払い待ち; nothing where nothing is waited for. */
export function AwaitedPayments({ awaited }: { readonly awaited: readonly Awaited[] }) {
  const { t } = useTranslation(["orders", "states"])
  if (awaited.length === 0) return null
  return (
    <SectionCard title={t("orders:awaited")} flush>
      <DataTable
        caption={t("orders:awaited")}
        rows={awaited}
        rowKey={({ id }) => id}
        empty={null}
        columns={[
          { key: "on", header: t("orders:appliedOn"), render: ({ confirmedOn }) => <DayText on={confirmedOn} /> },
          { key: "name", header: t("orders:applicant"), render: ({ name }) => name },
          { key: "email", header: t("orders:applicantMail"), render: ({ email }) => email },
          { key: "item", header: t("orders:offer"), render: ({ itemName }) => itemName },
          { key: "way", header: t("orders:way"), render: ({ way }) => t(`orders:way-${way}`) },
          {
            key: "until",
            header: t("orders:payableUntil"),
            render: ({ payableUntil }) => (payableUntil === null ? "—" : <DayText on={payableUntil} />),
          },
          {
            key: "amount",
            header: t("orders:amount"),
            unit: t("states:yen"),
            align: "end",
            render: ({ totalYen }) => <Money amount={totalYen} />,
          },
        ]}
      />
    </SectionCard>
  )
}
