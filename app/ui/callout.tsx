import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Icon } from "#app/ui/icon.tsx"
import { toneIcons, toneInk, toneSoft, type Tone } from "#app/ui/tone.ts"

/** A message that stands in the page: what it is about, and what to do. */
export function Callout(props: {
  readonly tone?: Exclude<Tone, "neutral">
  readonly title?: ReactNode
  readonly actions?: ReactNode
  readonly children?: ReactNode
}) {
  const { t } = useTranslation("states")
  const tone = props.tone ?? "info"
  return (
    <div
      role={tone === "danger" ? "alert" : undefined}
      className={`flex gap-near rounded-card border border-current/25 p-[0.75rem] ${toneSoft[tone]} ${toneInk[tone]}`}
    >
      <span className="flex h-[1.7em] items-center">
        <Icon name={toneIcons[tone]} />
      </span>
      <div className="grid min-w-0 flex-1 gap-tight text-ink">
        <span className="sr-only">{t(tone)}</span>
        {props.title ? <p className="font-semibold">{props.title}</p> : null}
        {props.children ? <div>{props.children}</div> : null}
        {props.actions ? <div className="flex flex-wrap gap-near pt-tight">{props.actions}</div> : null}
      </div>
    </div>
  )
}
