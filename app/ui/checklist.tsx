import { Link } from "@remix-run/react"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Icon } from "#app/ui/icon.tsx"
import { toneIcons, toneInk } from "#app/ui/tone.ts"

export type Check = {
  readonly key: string
  readonly state: "ok" | "warn" | "fail"
  readonly label: ReactNode
  readonly detail?: ReactNode
  readonly link?: { readonly to: string; readonly label: string } | undefined
}

const toneOf = { ok: "success", warn: "warning", fail: "danger" } as const

/** What must be true before something is closed, each with the way to mend it. */
export function Checklist({ label, items }: { readonly label: string; readonly items: readonly Check[] }) {
  const { t } = useTranslation("states")
  return (
    <ul aria-label={label}>
      {items.map((item) => {
        const tone = toneOf[item.state]
        return (
          <li
            key={item.key}
            className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-baseline gap-x-[0.75rem] border-t border-line px-apart py-near first:border-t-0"
          >
            <span
              className={`inline-flex min-w-[5.5rem] items-center gap-tight text-small font-medium ${toneInk[tone]}`}
            >
              <Icon name={toneIcons[tone]} size={16} />
              {t(item.state)}
            </span>
            <span>
              <span className="block">{item.label}</span>
              {item.detail ? <span className="figures block text-small text-muted">{item.detail}</span> : null}
            </span>
            {item.link ? (
              <Link to={item.link.to} className="text-link touch inline-flex items-center text-small">
                {item.link.label}
              </Link>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}
