import { Link } from "@remix-run/react"
import type { ReactNode } from "react"
import { buttonClasses, type ButtonTone } from "#app/ui/button-classes.ts"
import { Icon, type IconName } from "#app/ui/icon.tsx"

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton(props: {
  readonly to: string
  readonly tone?: ButtonTone | undefined
  readonly icon?: IconName | undefined
  /** For downloads and for pages outside the application. */
  readonly reloadDocument?: boolean | undefined
  readonly children: ReactNode
}) {
  return (
    <Link to={props.to} reloadDocument={props.reloadDocument} className={buttonClasses(props.tone ?? "secondary")}>
      {props.icon ? <Icon name={props.icon} size={16} /> : null}
      {props.children}
    </Link>
  )
}
