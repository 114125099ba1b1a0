import { useId, type ReactNode } from "react"

/** A part of a form: what it is about left, its fields right in one or two columns. */
export function FormSection(props: {
  readonly title: string
  readonly description?: ReactNode
  readonly columns?: 1 | 2
  readonly children: ReactNode
}) {
  const id = useId()
  return (
    <div
      role="group"
      aria-labelledby={id}
      className="grid gap-x-far gap-y-apart border-t border-line py-apart first:border-t-0 first:pt-0 last:pb-0 desk:grid-cols-[14rem_minmax(0,1fr)]"
    >
      <header>
        <h2 id={id} className="text-lead">
          {props.title}
        </h2>
        {props.description ? <p className="text-small text-muted">{props.description}</p> : null}
      </header>
      <div className={`grid gap-apart ${props.columns === 2 ? "tablet:grid-cols-2" : ""}`}>{props.children}</div>
    </div>
  )
}
