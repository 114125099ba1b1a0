import { useTranslation } from "react-i18next"
import { DataTable } from "#app/ui/data-table.tsx"
import { Money } from "#app/ui/money.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

type Difference = { readonly row: string; readonly figure: string; readonly frozen: number; readonly today: number }

/** The figures of a frozen statistic that are others today, and what was recorded since that explains them. */
export function StatisticComparison(props: {
  readonly differences: readonly Difference[]
  readonly causes: readonly { readonly kind: string; readonly count: number }[]
}) {
  const { t, i18n } = useTranslation("statistics")
  return (
    <SectionCard title={t("compareTitle")} flush>
      <p className="px-apart py-near">
        {props.causes.length === 0 ? t("noCauses") : `${t("causes")}: `}
        {props.causes
          .map(({ kind, count }) => `${i18n.t(`statistics:cause-${kind}`, { defaultValue: kind })} ${count}`)
          .join(" · ")}
      </p>
      <div className="overflow-x-auto [--shell-top:0px]">
        <DataTable
          caption={t("compareTitle")}
          rows={props.differences}
          rowKey={({ row, figure }) => `${row} ${figure}`}
          empty={<p className="p-apart text-muted">{t("noDifference")}</p>}
          columns={[
            { key: "row", header: t("row"), render: ({ row }) => row },
            { key: "figure", header: t("figure"), render: ({ figure }) => figure },
            { key: "frozen", header: t("frozen"), align: "end", render: ({ frozen }) => <Money amount={frozen} /> },
            { key: "today", header: t("today"), align: "end", render: ({ today }) => <Money amount={today} /> },
            {
              key: "change",
              header: t("change"),
              align: "end",
              render: ({ frozen, today }) => <Money amount={today - frozen} />,
            },
          ]}
        />
      </div>
    </SectionCard>
  )
}
