import { useTranslation } from "react-i18next"
import { Icon } from "#app/ui/icon.tsx"

/** Where one stands in an application (申込 → 確認 → 支払 → 完了). */
export function Steps(props: {
  readonly label: string
  readonly steps: readonly string[]
  /** Index of the present step. */
  readonly current: number
}) {
  const { t } = useTranslation("states")
  return (
    <nav aria-label={props.label}>
      <ol className="flex">
        {props.steps.map((step, index) => {
          const isDone = index < props.current
          const isCurrent = index === props.current
          const disc = isDone
            ? "border-accent-ink bg-accent-soft text-accent-ink"
            : isCurrent
              ? "border-accent bg-accent text-on-accent"
              : "border-line-strong bg-surface text-muted"
          return (
            <li
              key={step}
              aria-current={isCurrent ? "step" : undefined}
              className="relative grid flex-1 justify-items-center gap-tight"
            >
              {index === 0 ? null : (
                <span
                  aria-hidden="true"
                  className={`absolute top-[0.9375rem] left-[calc(-50%+1.25rem)] h-[2px] w-[calc(100%-2.5rem)] ${isDone || isCurrent ? "bg-accent-ink" : "bg-line"}`}
                />
              )}
              <span
                className={`figures relative grid size-[2rem] place-items-center rounded-round border-2 font-semibold ${disc}`}
              >
                {isDone ? <Icon name="check" size={16} /> : index + 1}
              </span>
              <span className={isCurrent ? "font-semibold" : "text-muted"}>
                {step}
                <span className="sr-only">{isDone ? ` (${t("done")})` : null}</span>
              </span>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
