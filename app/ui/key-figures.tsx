import { useTranslation } from "react-i18next"
import { Icon } from "#app/ui/icon.tsx"

export type KeyFigure = {
  readonly key: string
  readonly label: string
  readonly value: number | string
  readonly unit?: string | undefined
  /** Change against the previous period; its sign is shown by ▲▼-free words and an arrow, not by colour alone. */
  readonly delta?: number | undefined
  readonly note?: string | undefined
}

function Delta({ delta }: { readonly delta: number }) {
  const { t, i18n } = useTranslation("states")
  const size = Math.abs(delta).toLocaleString(i18n.language)
  return (
    <span className="inline-flex items-center gap-tight whitespace-nowrap">
      {t("before")}
      <span className="inline-flex items-center gap-px font-medium text-ink">
        {delta === 0 ? null : <Icon name={delta > 0 ? "ascending" : "descending"} size={12} />}
        {delta === 0 ? "±0" : delta > 0 ? `+${size}` : `−${size}`}
      </span>
    </span>
  )
}

/** A row of the few numbers that matter on a page; each names its basis. */
export function KeyFigures({ figures }: { readonly figures: readonly KeyFigure[] }) {
  const { i18n } = useTranslation("states")
  return (
    <dl className="card grid grid-cols-2 overflow-hidden tablet:flex tablet:flex-wrap">
      {figures.map((figure) => (
        <div
          key={figure.key}
          className="-ms-px -mt-px flex-1 border-s border-t border-line px-apart py-[0.75rem] tablet:min-w-max"
        >
          <dt className="text-small text-muted">{figure.label}</dt>
          <dd className="figures flex flex-wrap items-baseline gap-x-tight">
            <span className="text-title font-semibold whitespace-nowrap tablet:text-figure">
              {typeof figure.value === "number" ? figure.value.toLocaleString(i18n.language) : figure.value}
            </span>
            {figure.unit ? <span className="text-small">{figure.unit}</span> : null}
          </dd>
          <dd className="figures flex flex-wrap gap-x-near text-small text-muted">
            {figure.delta === undefined ? null : <Delta delta={figure.delta} />}
            {figure.note}
          </dd>
        </div>
      ))}
    </dl>
  )
}
