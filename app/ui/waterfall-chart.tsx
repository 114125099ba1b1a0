import { useTranslation } from "react-i18next"
import { ChartFrame, patternIds } from "#app/ui/chart-frame.tsx"

export type WaterfallStep = {
  readonly label: string
  /** Size of the step, never negative; its direction is its kind. A total is the level itself. */
  readonly value: number
  readonly kind: "total" | "increase" | "decrease"
}

type Bar = WaterfallStep & { readonly low: number; readonly high: number; readonly after: number }

function barsOf(steps: readonly WaterfallStep[]): readonly Bar[] {
  let level = 0
  return steps.map((step) => {
    const before = step.kind === "total" ? 0 : level
    level = step.kind === "total" ? step.value : step.kind === "increase" ? level + step.value : level - step.value
    // A total stands on the floor of the picture, which is cut off so that small movements can be seen.
    return {
      ...step,
      after: level,
      low: step.kind === "total" ? level : Math.min(before, level),
      high: Math.max(before, level),
    }
  })
}

const width = 880
const top = 28
const floor = 228

function scaleOf(bars: readonly Bar[]) {
  const high = Math.max(...bars.map((bar) => bar.high))
  const low = Math.min(...bars.map((bar) => bar.low))
  const span = Math.max(1, high - low)
  const base = Math.max(0, low - span * 0.35)
  return { isCut: base > 0, y: (value: number) => floor - ((value - base) / Math.max(1, high - base)) * (floor - top) }
}

function BarOfStep(props: {
  readonly bar: Bar
  readonly index: number
  readonly isLast: boolean
  readonly slot: number
  readonly y: (value: number) => number
  readonly isCut: boolean
  readonly up: string
  readonly down: string
  readonly text: string
}) {
  const { bar, index, isLast, slot, y, isCut, up, down, text } = props
  const x = index * slot + slot * 0.16
  const wide = slot * 0.68
  const from = y(bar.high)
  const to = bar.kind === "total" ? floor : y(bar.low)
  const fill = bar.kind === "increase" ? `url(#${up})` : bar.kind === "decrease" ? `url(#${down})` : undefined
  const outline = bar.kind === "increase" ? "stroke-success" : bar.kind === "decrease" ? "stroke-danger" : "fill-accent"
  return (
    <g>
      {!isLast ? (
        <line
          x1={x + wide}
          x2={x + slot}
          y1={y(bar.after)}
          y2={y(bar.after)}
          strokeDasharray="2 2"
          className="stroke-line-strong"
        />
      ) : null}
      <rect x={x} y={from} width={wide} height={Math.max(1.5, to - from)} fill={fill} className={outline} />
      {bar.kind === "total" && isCut ? (
        <path
          d={`M${x - 3} ${floor - 16}l${wide / 2 + 3} -6 ${wide / 2 + 3} 6`}
          fill="none"
          strokeWidth={4}
          className="stroke-surface"
        />
      ) : null}
      <text x={x + wide / 2} y={from - 8} textAnchor="middle" className="fill-ink font-semibold">
        {text}
      </text>
      <text x={x + wide / 2} y={floor + 20 + (index % 2) * 18} textAnchor="middle" className="fill-muted">
        {bar.label}
      </text>
    </g>
  )
}

/** From the previous number of copies to the present one, each cause a step (R1); labels and hatchings survive black ink. */
export function WaterfallChart(props: {
  readonly title: string
  readonly description: string
  readonly unit: string
  readonly steps: readonly WaterfallStep[]
}) {
  const { i18n } = useTranslation()
  const bars = barsOf(props.steps)
  const { y, isCut } = scaleOf(bars)
  const slot = width / Math.max(1, bars.length)
  const text = (bar: Bar) => {
    const size = bar.value.toLocaleString(i18n.language)
    return bar.kind === "total" ? size : bar.kind === "increase" ? `+${size}` : `▲${size}`
  }
  return (
    <ChartFrame
      {...props}
      width={width}
      height={288}
      figures={bars.map((bar) => ({ label: bar.label, text: text(bar) }))}
    >
      {(id) => {
        const { up, down } = patternIds(id)
        return (
          <>
            <line x1={0} x2={width} y1={floor} y2={floor} className="stroke-line-strong" />
            {bars.map((bar, index) => (
              <BarOfStep
                key={bar.label}
                {...{ bar, index, slot, y, isCut, up, down }}
                isLast={index === bars.length - 1}
                text={text(bar)}
              />
            ))}
          </>
        )
      }}
    </ChartFrame>
  )
}
