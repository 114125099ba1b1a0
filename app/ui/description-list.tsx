import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"

export type Description = { readonly key: string; readonly term: string; readonly detail: ReactNode }

/** Words left, values right; the body of a detail page and of the final confirmation. */
export function DescriptionList({ items }: { readonly items: readonly Description[] }) {
  const { t } = useTranslation("states")
  return (
    <dl className="@container grid">
      {items.map((item) => (
        <div
          key={item.key}
          className="grid gap-x-apart border-t border-line py-near first:border-t-0 first:pt-0 last:pb-0 @min-[26rem]:grid-cols-[9rem_minmax(0,1fr)]"
        >
          <dt className="text-muted">{item.term}</dt>
          <dd className="min-w-0">{item.detail ?? <span className="text-muted">{t("none")}</span>}</dd>
        </div>
      ))}
    </dl>
  )
}
