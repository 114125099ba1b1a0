import { Link } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { shapes } from "#app/reports/statistics/statistic-shape.ts"
import { statisticCodes } from "#app/reports/statistics/statistic.ts"
import { SectionCard } from "#app/ui/section-card.tsx"

/** The menu of an issue's nine statistics (M1), each at its own address. */
export function StatisticMenu({ base, current }: { readonly base: string; readonly current: string | null }) {
  const { t, i18n } = useTranslation("statistics")
  const locale = i18n.language === "en" ? "en" : "ja"
  return (
    <SectionCard title={t("menu")}>
      <nav aria-label={t("menu")}>
        <ul className="grid gap-near tablet:grid-cols-3">
          {statisticCodes.map((code) => (
            <li key={code}>
              <Link
                to={`${base}/reports/${code}`}
                prefetch="intent"
                aria-current={code === current ? "page" : undefined}
                className={`touch flex min-h-[2.75rem] items-center gap-near rounded-small border px-near hover:bg-accent-soft ${code === current ? "border-accent font-semibold" : "border-line"}`}
              >
                <span className="figures text-small text-muted">{code}</span>
                <span>{shapes[code].title[locale]}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </SectionCard>
  )
}
