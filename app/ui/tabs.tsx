import { Link, useNavigate } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { useShortcuts } from "#app/ui/use-shortcuts.ts"

export type Tab = {
  readonly label: string
  readonly to: string
  readonly count?: number | undefined
  /** A digit that opens the tab from anywhere on the page. */
  readonly accessKey?: string | undefined
}

/** Parts of one thing, each with its own URL; digits open them. */
export function Tabs(props: { readonly label: string; readonly tabs: readonly Tab[]; readonly current: string }) {
  const navigate = useNavigate()
  const { i18n } = useTranslation()
  useShortcuts(
    Object.fromEntries(
      props.tabs.flatMap((tab) =>
        tab.accessKey
          ? [
              [
                tab.accessKey,
                () => {
                  navigate(tab.to)
                },
              ],
            ]
          : [],
      ),
    ),
  )
  return (
    <nav aria-label={props.label} className="-mb-px overflow-x-auto" data-print="never">
      <ul className="flex min-w-max gap-apart border-b border-line">
        {props.tabs.map((tab) => (
          <li key={tab.to}>
            <Link
              to={tab.to}
              aria-current={tab.to === props.current ? "page" : undefined}
              aria-keyshortcuts={tab.accessKey}
              className="touch -mb-px inline-flex min-h-[2.5rem] items-center gap-near rounded-t-small border-b-2 border-transparent px-tight text-muted -outline-offset-2 hover:border-line-strong hover:text-ink aria-[current=page]:border-accent-ink aria-[current=page]:font-semibold aria-[current=page]:text-ink"
            >
              {tab.accessKey ? (
                <kbd className="hidden rounded-small border border-line px-tight font-mono text-small font-normal text-muted desk:inline">
                  {tab.accessKey}
                </kbd>
              ) : null}
              {tab.label}
              {tab.count === undefined ? null : (
                <span className="figures rounded-round bg-chip px-near text-small font-normal">
                  {tab.count.toLocaleString(i18n.language)}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
