import type { ReactNode } from "react"
import { Icon, type IconName } from "#app/ui/icon.tsx"

/** Nothing here yet: says so, and offers the one verb+noun button that changes it. */
export function EmptyState(props: {
  readonly icon?: IconName
  readonly title: ReactNode
  readonly action?: ReactNode
  readonly children?: ReactNode
}) {
  return (
    <div className="grid justify-items-center gap-near px-apart py-far text-center">
      <span className="grid size-[3rem] place-items-center rounded-round bg-sunken text-muted">
        <Icon name={props.icon ?? "circle"} size={22} />
      </span>
      <p className="font-semibold">{props.title}</p>
      {props.children ? <div className="max-w-[32rem] text-muted">{props.children}</div> : null}
      {props.action ? <div className="pt-near">{props.action}</div> : null}
    </div>
  )
}
