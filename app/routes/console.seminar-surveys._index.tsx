import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { surveysForList } from "#app/seminars/surveys/survey-results.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { FilterBar } from "#app/ui/filter-bar.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SeminarTabs } from "#app/ui/seminar-tabs.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navSeminars", to: "/console/seminars" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.read")
  const by = listUrl(request).oneOf("by", ["seminar", "lecturer"])
  return {
    title: i18nFor(actor.locale).t("seminarOffice:tabSurveys"),
    ...{ by, rows: await readScope(actor, (scope) => surveysForList(scope, by)) },
  }
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number]

const mark = (value: number | null) => (value === null ? "—" : value.toFixed(2))

function useColumns(by: "seminar" | "lecturer") {
  const { t } = useTranslation(["seminarSurvey", "seminars"])
  const people = t("seminars:people")
  const name = by === "seminar" ? t("seminars:name") : t("seminars:lecturer")
  return [
    { key: "title", header: name, render: (row: Row) => row.title },
    ...(by === "seminar"
      ? [{ key: "lecturer", header: t("seminars:lecturer"), render: (row: Row) => row.lecturer }]
      : [
          {
            key: "seminars",
            header: t("seminarSurvey:seminars"),
            unit: t("seminarSurvey:seminarsUnit"),
            align: "end" as const,
            render: (row: Row) => row.seminars,
          },
        ]),
    {
      key: "held",
      header: t(by === "seminar" ? "seminarSurvey:heldOn" : "seminarSurvey:lastOn"),
      render: (row: Row) => (row.heldOn === null ? "" : <DayText on={row.heldOn} />),
    },
    { key: "attended", header: t("seminarSurvey:attended"), unit: people, align: "end", render: (row: Row) => row.attended }, // prettier-ignore
    { key: "answered", header: t("seminarSurvey:answered"), unit: people, align: "end", render: (row: Row) => row.answered }, // prettier-ignore
    {
      key: "rate",
      header: t("seminarSurvey:rate"),
      unit: "%",
      align: "end",
      render: (row: Row) => ((row.answered / row.attended) * 100).toFixed(1),
    },
    {
      key: "satisfaction",
      header: t("seminarSurvey:satisfaction"),
      align: "end",
      render: (row: Row) => mark(row.satisfaction),
    },
    { key: "usefulness", header: t("seminarSurvey:usefulness"), align: "end", render: (row: Row) => mark(row.usefulness) }, // prettier-ignore
  ] as const
}

/** アンケート: results of every seminar that was held, or by lecturer. */
export default function SeminarSurveys() {
  const { t } = useTranslation("seminarSurvey")
  const { title, by, rows } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title={title}
        summary={t("listLead")}
        secondary={(["pdf", "xlsx", "csv"] as const).map((format) => (
          <LinkButton key={format} to={`/console/seminar-surveys/${format}?by=${by}`} reloadDocument icon="import">
            {format.toUpperCase()}
          </LinkButton>
        ))}
      />
      <SeminarTabs current="/console/seminar-surveys" />
      <section className="card" aria-label={title}>
        <FilterBar
          label={title}
          currentView={by}
          views={[
            { key: "seminar", label: t("bySeminar"), to: "/console/seminar-surveys" },
            { key: "lecturer", label: t("byLecturer"), to: "/console/seminar-surveys?by=lecturer" },
          ]}
        />
        <DataTable
          caption={title}
          rows={rows}
          rowKey={({ id }) => id}
          rowHref={by === "seminar" ? (row) => `/console/seminars/${row.id}/survey` : undefined}
          empty={<EmptyState icon="report" title={t("noResults")} />}
          columns={useColumns(by)}
        />
      </section>
    </>
  )
}
