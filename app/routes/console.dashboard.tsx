import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { titlesForCalendar } from "#app/publications/issues-for-calendar.server.ts"
import { dashboardForTitle } from "#app/reports/statistics/dashboard-for-title.server.ts"
import { BarChart } from "#app/ui/bar-chart.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { PrintRunTable } from "#app/ui/print-run-table.tsx"
import { RetentionChart } from "#app/ui/retention-chart.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { Tabs } from "#app/ui/tabs.tsx"
import { movementFigures, useMovementSteps } from "#app/ui/use-movement-steps.ts"
import { WaterfallChart } from "#app/ui/waterfall-chart.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "issues.read")
  const url = listUrl(request)
  return readScope(actor, async (scope) => {
    const titles = await titlesForCalendar(scope)
    const current = titles.find(({ code }) => code === url.text("publication")) ?? titles[0]
    return {
      title: i18nFor(actor.locale).t("statistics:dashboard"),
      titles: titles.map(({ code, name, nameEnglish }) => ({
        code,
        name: (actor.locale === "en" && nameEnglish) || name,
      })),
      code: current?.code ?? "",
      dashboard: current ? await dashboardForTitle(scope, current.code) : null,
    }
  })
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function Pictures({ dashboard }: { readonly dashboard: NonNullable<Data["dashboard"]> }) {
  const { t } = useTranslation(["statistics", "states", "issues"])
  const steps = useMovementSteps()
  const { issue, totals, expiry, sources, retention } = dashboard
  const figures = Object.fromEntries(movementFigures.map(([figure]) => [figure, totals[figure] ?? 0]))
  const description = t("statistics:menuNote")
  return (
    <div className="grid items-start gap-apart wide:grid-cols-2">
      <SectionCard>
        <WaterfallChart
          title={t("statistics:movementLast", { issue })}
          description={t("issues:movementDescription")}
          unit={t("states:copies")}
          steps={steps(figures)}
        />
      </SectionCard>
      <SectionCard>
        <BarChart
          title={t("statistics:expiryNext")}
          {...{ description, bars: expiry, orientation: "vertical" }}
          unit={t("states:copies")}
        />
      </SectionCard>
      <SectionCard>
        <RetentionChart points={retention} />
      </SectionCard>
      <SectionCard>
        <BarChart
          title={t("statistics:sources")}
          {...{ description, bars: sources }}
          unit={t("issues:contractsUnit")}
        />
      </SectionCard>
    </div>
  )
}

/** 統計: a title's last issue in pictures, and the print run that its past proposes. */
export default function DashboardPage() {
  const { t } = useTranslation("statistics")
  const { title, titles, code, dashboard } = useLoaderData<typeof loader>()
  const to = (publication: string) => `/console/dashboard?publication=${publication}`
  return (
    <>
      <PageHeader
        title={title}
        primary={
          dashboard ? (
            <LinkButton to={`/console/issues/${code}/${dashboard.issue}/reports/R1`} tone="primary" icon="report">
              {t("openReports")}
            </LinkButton>
          ) : undefined
        }
      />
      <Tabs label={title} current={to(code)} tabs={titles.map((one) => ({ label: one.name, to: to(one.code) }))} />
      {dashboard ? (
        <>
          <Pictures dashboard={dashboard} />
          <PrintRunTable proposal={dashboard.proposal} />
        </>
      ) : (
        <SectionCard>
          <EmptyState
            icon="report"
            title={t("noRuns")}
            action={<LinkButton to="/console/issues">{t("menu")}</LinkButton>}
          />
        </SectionCard>
      )}
    </>
  )
}
