import { useTranslation } from "react-i18next"
import { ChartFrame } from "#app/ui/chart-frame.tsx"

export type BarDatum = {
  readonly label: string
  readonly value: number
  /** Stands behind the number, e.g. a share. */
  readonly note?: string | undefined
}

type BarChartProps = {
  readonly title: string
  readonly description: string
  readonly unit: string
  readonly bars: readonly BarDatum[]
  readonly orientation?: "horizontal" | "vertical"
}

const width = 720
const rowHeight = 30
const labelWidth = 140
const columnHeight = 180

function Rows({ bars, text }: { readonly bars: readonly BarDatum[]; readonly text: (bar: BarDatum) => string }) {
  const most = Math.max(1, ...bars.map((bar) => bar.value))
  return bars.map((bar, index) => {
    const y = index * rowHeight
    const long = (bar.value / most) * (width - labelWidth - 110)
    return (
      <g key={bar.label}>
        <text x={0} y={y + 20} className="fill-ink">
          {bar.label}
        </text>
        <rect x={labelWidth} y={y + 6} width={Math.max(1, long)} height={rowHeight - 12} className="fill-accent" />
        <text x={labelWidth + long + 8} y={y + 20} className="fill-ink font-semibold">
          {text(bar)}
        </text>
      </g>
    )
  })
}

function Columns({ bars, text }: { readonly bars: readonly BarDatum[]; readonly text: (bar: BarDatum) => string }) {
  const most = Math.max(1, ...bars.map((bar) => bar.value))
  const slot = width / Math.max(1, bars.length)
  const floor = columnHeight + 24
  return (
    <>
      {bars.map((bar, index) => {
        const high = (bar.value / most) * columnHeight
        const middle = index * slot + slot / 2
        return (
          <g key={bar.label}>
            <rect
              x={index * slot + slot * 0.2}
              y={floor - high}
              width={slot * 0.6}
              height={high}
              className="fill-accent"
            />
            <text x={middle} y={floor - high - 6} textAnchor="middle" className="fill-ink font-semibold">
              {text(bar)}
            </text>
            <text x={middle} y={floor + 18} textAnchor="middle" className="fill-muted">
              {bar.label}
            </text>
          </g>
        )
      })}
      <line x1={0} x2={width} y1={floor} y2={floor} className="stroke-line-strong" />
    </>
  )
}

/** Sizes side by side, each with its label and its number. */
export function BarChart(props: BarChartProps) {
  const { i18n } = useTranslation()
  const text = (bar: BarDatum) => {
    const size =
      bar.value < 0 ? `▲${(-bar.value).toLocaleString(i18n.language)}` : bar.value.toLocaleString(i18n.language)
    return bar.note ? `${size} (${bar.note})` : size
  }
  const isVertical = props.orientation === "vertical"
  return (
    <ChartFrame
      {...props}
      width={width}
      height={isVertical ? columnHeight + 54 : props.bars.length * rowHeight}
      figures={props.bars.map((bar) => ({ label: bar.label, text: text(bar) }))}
    >
      {() => (isVertical ? <Columns bars={props.bars} text={text} /> : <Rows bars={props.bars} text={text} />)}
    </ChartFrame>
  )
}
