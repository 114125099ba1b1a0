import { useId, type ReactNode } from "react"

/** A titled card; `flush` lets a table or a list touch its edges. */
export function SectionCard(props: {
  readonly title?: ReactNode
  readonly actions?: ReactNode
  readonly flush?: boolean
  readonly children: ReactNode
}) {
  const id = useId()
  return (
    <section className="card min-w-0" aria-labelledby={props.title ? id : undefined}>
      {props.title || props.actions ? (
        <header className="flex flex-wrap items-center justify-between gap-near border-b border-line px-apart py-near">
          <h2 id={id} className="text-body">
            {props.title}
          </h2>
          {props.actions ? <div className="flex flex-wrap gap-near">{props.actions}</div> : null}
        </header>
      ) : null}
      <div className={props.flush ? "" : "p-apart"}>{props.children}</div>
    </section>
  )
}
