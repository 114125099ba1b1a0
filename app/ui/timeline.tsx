import { useId, type ReactNode } from "react"
import { Icon, type IconName } from "#app/ui/icon.tsx"
import { toneIcons, toneInk, toneSoft, type Tone } from "#app/ui/tone.ts"

export type TimelineEntry = {
  readonly key: string
  /** For machines (ISO 8601) and for people, already in the reader's language. */
  readonly at: string
  readonly atText: string
  readonly title: ReactNode
  readonly actor?: string | undefined
  readonly body?: ReactNode
  readonly icon?: IconName | undefined
  readonly tone?: Tone | undefined
}

/** What happened, newest first. */
export function Timeline(props: { readonly label: string; readonly entries: readonly TimelineEntry[] }) {
  const id = useId()
  return (
    <ol aria-label={props.label} className="grid">
      {props.entries.map((entry) => {
        const tone = entry.tone ?? "neutral"
        return (
          <li key={`${id}${entry.key}`} className="group grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-[0.75rem]">
            <span className="relative flex justify-center">
              <span className="absolute inset-y-0 w-px bg-line group-first:top-[0.75rem] group-last:bottom-auto group-last:h-[0.75rem]" />
              <span
                className={`relative grid size-[1.75rem] place-items-center rounded-round ${toneSoft[tone]} ${toneInk[tone]}`}
              >
                <Icon name={entry.icon ?? toneIcons[tone]} size={15} />
              </span>
            </span>
            <div className="min-w-0 pt-[0.125rem] pb-apart group-last:pb-0">
              <p className="flex flex-wrap items-baseline justify-between gap-x-apart">
                <span className="font-medium">{entry.title}</span>
                <span className="figures text-small text-muted">
                  <time dateTime={entry.at}>{entry.atText}</time>
                  {entry.actor ? ` · ${entry.actor}` : null}
                </span>
              </p>
              {entry.body ? <div className="text-muted">{entry.body}</div> : null}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
