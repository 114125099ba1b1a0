import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { found } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { paperFormats } from "#app/reports/paper-keys.ts"
import { paperScreen } from "#app/reports/paper-screen.ts"
import { headForStatistics } from "#app/reports/statistics/head-for-statistics.server.ts"
import { leadsToPeople } from "#app/reports/statistics/people-behind-figure.server.ts"
import { retentionForTitle } from "#app/reports/statistics/retention-for-title.server.ts"
import { statisticPaper } from "#app/reports/statistics/statistic-paper.ts"
import { barsOf } from "#app/reports/statistics/statistic-picture.ts"
import { shapes } from "#app/reports/statistics/statistic-shape.ts"
import { statisticToday } from "#app/reports/statistics/statistic-today.server.ts"
import { isStatisticCode } from "#app/reports/statistics/statistic.ts"
import { statisticOfRun } from "#app/reports/statistics/statistics-of-run.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { PaperTable } from "#app/ui/paper-table.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { StatisticComparison } from "#app/ui/statistic-comparison.tsx"
import { StatisticMenu } from "#app/ui/statistic-menu.tsx"
import { StatisticPicture } from "#app/ui/statistic-picture.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navIssues", to: "/console/issues" }] }

const PAGE_SIZE = 100

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "issues.read")
  const { publication = "", number = "", code = "" } = params
  if (!isStatisticCode(code) || !/^[1-9]\d{0,7}$/.test(number)) throw new Response("not found", { status: 404 })
  const { page } = listUrl(request)
  const base = `/console/issues/${publication}/${number}`
  const withPeople = may(actor, "members.read")
  const read = await found(
    readScope(actor, async (scope) => {
      const { run, head } = await headForStatistics(scope, publication, Number(number))
      const statistic = await statisticOfRun(scope, run.runId, code)
      const isTriangle = code === "R3" || code === "R6"
      const retention = isTriangle ? await retentionForTitle(scope, run.issue.publicationId, Number(number)) : []
      return { run, head, statistic, retention }
    }),
  )
  const { run, head, statistic, retention } = read
  const asked = new URL(request.url).searchParams.get("compare") === "today"
  const today =
    asked && statistic !== null
      ? await inScope(actor, (scope) => statisticToday(scope, run, statistic), { rollBack: true })
      : null
  const linkOf = (row: NonNullable<typeof statistic>["rows"][number], at: number, key: string) =>
    withPeople && leadsToPeople(code, row, key) ? `${base}/reports/${code}/people?row=${at}&figure=${key}` : null
  const paper = statistic === null ? null : statisticPaper(statistic, head, { locale: actor.locale, linkOf })
  const issueNo = i18nFor(actor.locale).t("issues:issueNo", { number: head.issueNumber })
  return {
    title: `${head.publicationName} ${issueNo} ${shapes[code].title[actor.locale]}`,
    ...{
      code,
      base,
      page,
      today,
      withPeople,
      retention,
      shipsOn: head.shipsOn,
      name: shapes[code].title[actor.locale],
    },
    totals: statistic?.totals ?? {},
    bars: statistic === null ? [] : barsOf(statistic, actor.locale),
    paper: paper && { number: paper.number, conditions: paper.conditions, columns: paper.columns },
    screen: paper && paperScreen(paper, page, PAGE_SIZE),
  }
}

/** One of an issue's nine statistics as it was frozen: picture, table, identities, files; beside it what is so today. */
export default function StatisticPage() {
  const { t } = useTranslation("statistics")
  const data = useLoaderData<typeof loader>()
  const { title, code, name, base, paper, screen, today, totals, bars, retention } = data
  const here = `${base}/reports/${code}`
  return (
    <>
      <PageHeader
        title={title}
        summary={`${t("menuNote")} · ${data.shipsOn}`}
        primary={<LinkButton to={`${here}?compare=today`}>{t("compare")}</LinkButton>}
      />
      <StatisticMenu base={base} current={code} />
      {today ? <StatisticComparison {...today} /> : null}
      {paper && screen ? (
        <>
          <StatisticPicture {...{ code, totals, bars, retention }} title={name} />
          <SectionCard
            flush
            title={name}
            actions={paperFormats.map((format) => (
              <LinkButton key={format} to={`${here}/${format}`} icon="import" reloadDocument>
                {format.toUpperCase()}
              </LinkButton>
            ))}
          >
            <p className="border-b border-line px-apart py-near text-small text-muted">
              {[paper.number, ...paper.conditions, ...(data.withPeople ? [t("clickNumber")] : [])].join(" / ")}
            </p>
            <div className="overflow-x-auto [--shell-top:0px]">
              <PaperTable caption={paper.number} columns={paper.columns} rows={screen.rows} totals={screen.totals} />
            </div>
            {screen.total > PAGE_SIZE ? (
              <Pagination page={data.page} pageSize={PAGE_SIZE} total={screen.total} />
            ) : null}
          </SectionCard>
        </>
      ) : (
        <SectionCard>
          <EmptyState icon="report" title={t("notThere")} />
        </SectionCard>
      )}
    </>
  )
}
