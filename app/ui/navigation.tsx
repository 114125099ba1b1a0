import { Link, useLocation } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { Icon, type IconName } from "#app/ui/icon.tsx"

export type NavigationItem = {
  readonly label: string
  readonly to: string
  readonly icon: IconName
  /** How much waits there. */
  readonly count?: number | undefined
  /** Current only at exactly this address, not below it. */
  readonly end?: boolean | undefined
  /** Beginnings of other addresses at which it is current, too. */
  readonly also?: readonly string[] | undefined
}

const isCurrent = ({ to, end, also }: NavigationItem, path: string): boolean =>
  path === to || (!end && path.startsWith(`${to}/`)) || (also ?? []).some((beginning) => path.startsWith(beginning))

export type NavigationGroup = {
  readonly key: string
  readonly label?: string | undefined
  readonly items: readonly NavigationItem[]
}

/** The groups of the main menu. */
export function Navigation(props: { readonly groups: readonly NavigationGroup[]; readonly onNavigate?: () => void }) {
  const { t, i18n } = useTranslation("shell")
  const { pathname } = useLocation()
  return (
    <nav aria-label={t("navigation")} className="grid gap-apart px-near py-apart">
      {props.groups.map((group) => (
        <div key={group.key}>
          {group.label ? <p className="px-near pb-tight text-small text-muted">{group.label}</p> : null}
          <ul className="grid gap-px">
            {group.items.map((item) => (
              <li key={item.to}>
                <Link
                  to={item.to}
                  aria-current={isCurrent(item, pathname) ? "page" : undefined}
                  prefetch="intent"
                  onClick={props.onNavigate}
                  className="touch flex min-h-[2.125rem] items-center gap-near rounded-small px-near text-ink hover:bg-hover aria-[current=page]:bg-accent-soft aria-[current=page]:font-semibold aria-[current=page]:text-accent-ink"
                >
                  <Icon name={item.icon} />
                  <span className="min-w-0 flex-1">{item.label}</span>
                  {item.count ? (
                    <span className="figures rounded-round bg-chip px-near text-small font-normal text-ink">
                      {item.count.toLocaleString(i18n.language)}
                    </span>
                  ) : null}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
