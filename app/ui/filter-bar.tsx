import { Form, Link } from "@remix-run/react"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Button } from "#app/ui/button.tsx"

export type SavedView = {
  readonly key: string
  readonly label: string
  readonly to: string
  readonly count?: number | undefined
}

function SavedViews(props: {
  readonly label: string
  readonly views: readonly SavedView[]
  readonly currentView: string | undefined
}) {
  const { i18n } = useTranslation()
  return (
    <nav aria-label={props.label} className="overflow-x-auto px-near pt-near">
      <ul className="flex min-w-max gap-tight">
        {props.views.map((view) => (
          <li key={view.key}>
            <Link
              to={view.to}
              aria-current={view.key === props.currentView ? "page" : undefined}
              className="touch inline-flex min-h-[2rem] items-center gap-tight rounded-small px-near text-muted -outline-offset-2 hover:bg-hover hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-semibold aria-[current=page]:text-accent-ink"
            >
              {view.label}
              {view.count === undefined ? null : (
                <span className="figures text-small font-normal">{view.count.toLocaleString(i18n.language)}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Saved views as tabs, the promoted filters as a GET form: everything is in the URL and works without scripts. */
export function FilterBar(props: {
  readonly label: string
  readonly views?: readonly SavedView[]
  readonly currentView?: string | undefined
  /** The promoted filters: `FilterSelect` and `FilterText`, or any control with a name. */
  readonly children?: ReactNode
  /** Parameters to carry along, e.g. view and sort. */
  readonly keeps?: Readonly<Record<string, string>>
  /** Where no filter is set; shows the link that clears. */
  readonly clearHref?: string | undefined
  /** Downloads of the current view. */
  readonly aside?: ReactNode
}) {
  const { t } = useTranslation("actions")
  return (
    <div data-print="never" className="border-b border-line">
      {props.views ? <SavedViews label={props.label} views={props.views} currentView={props.currentView} /> : null}
      <div className="flex flex-wrap items-end gap-x-apart gap-y-near px-apart py-near">
        {props.children ? (
          <Form
            method="get"
            role="search"
            aria-label={props.label}
            className="flex min-w-0 flex-1 basis-full flex-wrap items-end gap-near tablet:basis-[20rem]"
          >
            {Object.entries(props.keeps ?? {}).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            {props.children}
            <Button type="submit">{t("apply")}</Button>
            {props.clearHref ? (
              <Link to={props.clearHref} className="text-link touch inline-flex min-h-[2.25rem] items-center px-tight">
                {t("clear")}
              </Link>
            ) : null}
          </Form>
        ) : null}
        {props.aside ? <div className="ms-auto flex flex-wrap gap-near">{props.aside}</div> : null}
      </div>
    </div>
  )
}
