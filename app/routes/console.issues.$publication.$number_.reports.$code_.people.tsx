import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { found } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { headForStatistics } from "#app/reports/statistics/head-for-statistics.server.ts"
import { leadsToPeople, peopleBehindFigure } from "#app/reports/statistics/people-behind-figure.server.ts"
import { shapes } from "#app/reports/statistics/statistic-shape.ts"
import { isStatisticCode } from "#app/reports/statistics/statistic.ts"
import { statisticOfRun } from "#app/reports/statistics/statistics-of-run.server.ts"
import { valueName } from "#app/reports/statistics/value-name.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navIssues", to: "/console/issues" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  const { publication = "", number = "", code = "" } = params
  if (!isStatisticCode(code)) throw new Response("not found", { status: 404 })
  const url = listUrl(request)
  const figure = url.text("figure")
  const { locale } = actor
  const answer = await found(
    inScope(actor, async (scope) => {
      const { run, head } = await headForStatistics(scope, publication, Number(number) || 0)
      const statistic = await statisticOfRun(scope, run.runId, code)
      const row = statistic?.rows[Number(url.text("row"))]
      if (!row || !leadsToPeople(code, row, figure)) return null
      const asked = { runId: run.runId, code, row, key: figure, limit: url.limit, offset: url.offset }
      const people = await peopleBehindFigure(scope, asked)
      await audit(scope, "read-statistic-people", `${publication} ${number} ${code}`, { row: url.text("row"), figure })
      return { people, row, publication: head.publicationName }
    }),
  )
  if (answer === null) throw new Response("not found", { status: 404 })
  const { columns } = shapes[code]
  const texts = columns.filter(({ kind }) => kind === "text")
  const names = texts.map(({ key }) => valueName(key, answer.row[key] ?? null, locale, String(answer.row.block ?? "")))
  const heading = columns.find(({ key }) => key === figure)?.heading[locale] ?? ""
  return {
    title: [answer.publication, i18nFor(locale).t("issues:issueNo", { number }), ...names, heading].join(" "),
    people: answer.people,
    total: answer.people[0]?.total ?? 0,
    page: url.page,
    pageSize: url.limit,
    back: `/console/issues/${publication}/${number}/reports/${code}`,
    name: shapes[code].title[locale],
  }
}

/** The people behind one figure of a statistic; reading them leaves a line in the audit log. */
export default function StatisticPeople() {
  const { t, i18n } = useTranslation("statistics")
  const { title, people, total, page, pageSize, back, name } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title={title} summary={t("people")} primary={<LinkButton to={back}>{name}</LinkButton>} />
      <p className="text-small text-muted">{t("peopleNote")}</p>
      <SectionCard flush>
        <DataTable
          caption={t("people")}
          rows={people}
          rowKey={({ contractNumber, memberNumber }) => `${contractNumber} ${memberNumber}`}
          rowHref={({ memberId }) => `/console/members/${memberId}`}
          empty={<EmptyState icon="members" title={t("noPeople")} />}
          columns={[
            { key: "member", header: t("member"), render: ({ memberNumber }) => memberNumber },
            { key: "name", header: t("name"), render: (person) => person.name },
            { key: "contract", header: t("contract"), render: ({ contractNumber }) => contractNumber },
            {
              key: "copies",
              header: t("copies"),
              align: "end",
              render: ({ copies }) => copies.toLocaleString(i18n.language),
            },
          ]}
        />
        {total > 0 ? <Pagination page={page} pageSize={pageSize} total={total} /> : null}
      </SectionCard>
    </>
  )
}
