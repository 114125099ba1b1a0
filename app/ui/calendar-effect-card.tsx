import { useTranslation } from "react-i18next"
import { Callout } from "#app/ui/callout.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { DataTable } from "#app/ui/data-table.tsx"
import { KeyFigures } from "#app/ui/key-figures.tsx"
import { Money } from "#app/ui/money.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

type Effect = {
  readonly months: readonly { readonly month: string; readonly beforeYen: number; readonly afterYen: number }[]
  readonly movedContracts: number
  readonly mostDays: number
  readonly unservedContracts: number
  readonly refundYen: number
  readonly emptyQuarters: readonly string[]
}

/** What a change of the calendar would do, and the button that makes it. */
export function CalendarEffectCard({
  effect,
  fields,
}: {
  readonly effect: Effect
  readonly fields: Readonly<Record<string, string>>
}) {
  const { t } = useTranslation("calendar")
  const changed = effect.months.filter(({ beforeYen, afterYen }) => beforeYen !== afterYen)
  const isHarmless = changed.length === 0 && effect.movedContracts === 0 && effect.unservedContracts === 0
  return (
    <SectionCard
      title={t("effect")}
      actions={
        <ConfirmDialog
          verb={t("confirm")}
          title={t("confirmTitle")}
          tone={effect.unservedContracts > 0 ? "danger" : "primary"}
          amount={effect.refundYen === 0 ? undefined : effect.refundYen}
          people={effect.movedContracts + effect.unservedContracts}
          fields={fields}
        >
          <p>{t("confirmBody")}</p>
        </ConfirmDialog>
      }
    >
      <div className="grid gap-apart" aria-live="polite">
        {effect.emptyQuarters.length > 0 ? (
          <Callout tone="warning" title={t("emptyQuarter", { quarters: effect.emptyQuarters.join(", ") })} />
        ) : null}
        {isHarmless ? <p>{t("noEffect")}</p> : <Figures effect={effect} changed={changed} />}
      </div>
    </SectionCard>
  )
}

function Figures({ effect, changed }: { readonly effect: Effect; readonly changed: Effect["months"] }) {
  const { t } = useTranslation("calendar")
  const yen = { unit: t("yen"), align: "end" as const }
  return (
    <>
      <KeyFigures
        figures={[
          { key: "moved", label: t("moved"), value: effect.movedContracts, unit: t("contracts") },
          { key: "days", label: t("mostDays"), value: effect.mostDays, unit: t("days") },
          { key: "unserved", label: t("unserved"), value: effect.unservedContracts, unit: t("contracts") },
          { key: "refund", label: t("refund"), value: effect.refundYen, unit: t("yen") },
        ]}
      />
      <DataTable
        caption={t("revenueBefore")}
        rows={changed}
        rowKey={({ month }) => month}
        empty={null}
        columns={[
          { key: "month", header: t("month"), render: ({ month }) => month },
          { key: "before", header: t("before"), ...yen, render: (row) => <Money amount={row.beforeYen} /> },
          { key: "after", header: t("after"), ...yen, render: (row) => <Money amount={row.afterYen} /> },
          {
            key: "difference",
            header: t("difference"),
            ...yen,
            render: (row) => <Money amount={row.afterYen - row.beforeYen} />,
          },
        ]}
      />
    </>
  )
}
