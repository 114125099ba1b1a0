import { useTranslation } from "react-i18next"

/** Long work: how far it is, spoken politely; without `value` only that it goes on. */
export function ProgressBar(props: {
  readonly label: string
  readonly value?: number | undefined
  readonly max?: number | undefined
  readonly detail?: string | undefined
}) {
  const { t, i18n } = useTranslation("states")
  const max = props.max ?? 100
  const number = (value: number) => value.toLocaleString(i18n.language)
  const text = props.value === undefined ? t("pending") : `${number(props.value)} / ${number(max)}`
  return (
    <div className="grid gap-tight">
      <div className="flex flex-wrap items-baseline justify-between gap-x-apart">
        <span className="font-medium">{props.label}</span>
        <span role="status" className="figures text-small text-muted">
          {text}
        </span>
      </div>
      <progress className="meter" aria-label={props.label} max={max} value={props.value} />
      <p className="text-small text-muted">{props.detail ?? t("leaveHint")}</p>
    </div>
  )
}
