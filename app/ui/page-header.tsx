import type { ReactNode } from "react"

/** The head of a page: title, counts with their basis, one primary action, a few secondary ones. */
export function PageHeader(props: {
  readonly title: ReactNode
  /** A badge or two beside the title. */
  readonly marks?: ReactNode
  /** Counts or a sentence under the title. */
  readonly summary?: ReactNode
  readonly primary?: ReactNode
  readonly secondary?: ReactNode
}) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-far gap-y-near">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-near gap-y-tight">
          <h1 className="text-title">{props.title}</h1>
          {props.marks}
        </div>
        {props.summary ? <p className="figures text-muted">{props.summary}</p> : null}
      </div>
      {props.primary || props.secondary ? (
        <div className="flex flex-wrap items-center gap-near" data-print="never">
          {props.secondary}
          {props.primary}
        </div>
      ) : null}
    </header>
  )
}
