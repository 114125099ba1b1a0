import { useTranslation } from "react-i18next"
import { ChartFrame } from "#app/ui/chart-frame.tsx"

export type RetentionPoint = {
  readonly start: number
  readonly issue: number
  readonly copies: number
  readonly ordered: number
}

const labelWidth = 80
const cellWidth = 53
const cellHeight = 26

const shareOf = ({ copies, ordered }: RetentionPoint) => (ordered === 0 ? 0 : copies / ordered)
const percentOf = (point: RetentionPoint) => `${(shareOf(point) * 100).toFixed(0)}%`

function Cell({ point, x, y }: { readonly point: RetentionPoint; readonly x: number; readonly y: number }) {
  return (
    <g>
      <rect
        x={x + 1}
        y={y + 1}
        width={cellWidth - 2}
        height={cellHeight - 2}
        fillOpacity={0.04 + Math.min(1, shareOf(point)) ** 2 * 0.36}
        className="fill-accent stroke-line"
      />
      <text x={x + cellWidth / 2} y={y + 18} textAnchor="middle" className="fill-ink">
        {percentOf(point)}
      </text>
    </g>
  )
}

/** 残存: a triangle of starts and issues; the darker a cell, the more of its first copies are still read. */
export function RetentionChart({ points }: { readonly points: readonly RetentionPoint[] }) {
  const { t } = useTranslation("statistics")
  const starts = [...new Set(points.map(({ start }) => start))].sort((a, b) => a - b)
  const issues = [...new Set(points.map(({ issue }) => issue))].sort((a, b) => a - b)
  return (
    <ChartFrame
      title={t("retention")}
      description={t("retentionNote")}
      unit="%"
      width={Math.max(560, labelWidth + issues.length * cellWidth)}
      height={(starts.length + 1) * cellHeight}
      figures={points.map((point) => ({
        label: `${t("start")} ${point.start} → ${point.issue}`,
        text: percentOf(point),
      }))}
    >
      {() => (
        <>
          <text x={0} y={18} className="fill-muted">
            {t("start")}
          </text>
          {issues.map((issue, at) => (
            <text
              key={issue}
              x={labelWidth + at * cellWidth + cellWidth / 2}
              y={18}
              textAnchor="middle"
              className="fill-muted"
            >
              {issue}
            </text>
          ))}
          {starts.map((start, row) => (
            <text key={start} x={0} y={(row + 1) * cellHeight + 18} className="fill-ink">
              {start}
            </text>
          ))}
          {points.map((point) => (
            <Cell
              key={`${point.start} ${point.issue}`}
              point={point}
              x={labelWidth + issues.indexOf(point.issue) * cellWidth}
              y={(starts.indexOf(point.start) + 1) * cellHeight}
            />
          ))}
        </>
      )}
    </ChartFrame>
  )
}
