import { Link, useLocation } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { Icon } from "#app/ui/icon.tsx"

function Step({
  page,
  label,
  icon,
}: {
  readonly page: number | undefined
  readonly label: string
  readonly icon: "left" | "right"
}) {
  const { search } = useLocation()
  const look = "touch inline-flex min-h-[2.25rem] items-center gap-tight rounded-small px-near"
  const inside = (
    <>
      {icon === "left" ? <Icon name="left" size={14} /> : null}
      {label}
      {icon === "right" ? <Icon name="right" size={14} /> : null}
    </>
  )
  if (page === undefined) return <span className={`${look} invisible`}>{inside}</span>
  const params = new URLSearchParams(search)
  params.set("page", String(page))
  return (
    <Link
      to={`?${params.toString()}`}
      rel={icon === "left" ? "prev" : "next"}
      className={`${look} text-accent-ink hover:bg-accent-soft`}
    >
      {inside}
    </Link>
  )
}

/** Which rows are shown of how many, and the way to the others (`?page=`). */
export function Pagination(props: { readonly page: number; readonly pageSize: number; readonly total: number }) {
  const { t, i18n } = useTranslation(["states", "actions"])
  const pages = Math.max(1, Math.ceil(props.total / props.pageSize))
  const from = props.total === 0 ? 0 : (props.page - 1) * props.pageSize + 1
  const to = Math.min(props.page * props.pageSize, props.total)
  return (
    <nav
      aria-label={t("states:pages")}
      data-print="never"
      className="figures flex flex-wrap items-center justify-between gap-near border-t border-line px-apart py-tight"
    >
      <span className="text-muted">{t("states:range", { from, to, total: props.total })}</span>
      {pages > 1 ? (
        <span className="flex items-center gap-tight">
          <Step page={props.page > 1 ? props.page - 1 : undefined} label={t("actions:previous")} icon="left" />
          <span className="text-muted">{`${props.page.toLocaleString(i18n.language)} / ${pages.toLocaleString(i18n.language)}`}</span>
          <Step page={props.page < pages ? props.page + 1 : undefined} label={t("actions:next")} icon="right" />
        </span>
      ) : null}
    </nav>
  )
}
