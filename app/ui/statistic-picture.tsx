import { useTranslation } from "react-i18next"
import { BarChart, type BarDatum } from "#app/ui/bar-chart.tsx"
import { RetentionChart, type RetentionPoint } from "#app/ui/retention-chart.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { movementFigures, useMovementSteps } from "#app/ui/use-movement-steps.ts"
import { WaterfallChart } from "#app/ui/waterfall-chart.tsx"

const vertical = ["R5"]
const inYen = ["R9"]
const inContracts = ["R4", "R6", "R7"]

/** The picture that helps to read a statistic: waterfall, retention triangle or bars. */
export function StatisticPicture(props: {
  readonly code: string
  readonly title: string
  readonly totals: Readonly<Record<string, number>>
  readonly bars: readonly BarDatum[]
  readonly retention: readonly RetentionPoint[]
}) {
  const { t } = useTranslation(["statistics", "states", "issues"])
  const steps = useMovementSteps()
  const { code, title, totals, bars, retention } = props
  const description = t("statistics:pictureNote")
  const figures = Object.fromEntries(movementFigures.map(([figure]) => [figure, totals[figure] ?? 0]))
  const unit = inYen.includes(code)
    ? t("states:yen")
    : inContracts.includes(code)
      ? t("issues:contractsUnit")
      : t("states:copies")
  const orientation = vertical.includes(code) ? "vertical" : "horizontal"
  return (
    <SectionCard>
      <div className="grid gap-apart">
        {code === "R1" ? (
          <WaterfallChart title={title} description={description} unit={unit} steps={steps(figures)} />
        ) : null}
        {bars.length > 0 ? <BarChart {...{ title, description, unit, bars, orientation }} /> : null}
        {retention.length > 0 ? <RetentionChart points={retention} /> : null}
      </div>
    </SectionCard>
  )
}
