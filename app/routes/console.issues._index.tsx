import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { issuesForCalendar, titlesForCalendar } from "#app/publications/issues-for-calendar.server.ts"
import { Badge } from "#app/ui/badge.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { FilterBar } from "#app/ui/filter-bar.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { Tabs } from "#app/ui/tabs.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "issues.read")
  const url = listUrl(request)
  const view = url.oneOf("view", ["planned", "shipped"])
  return readScope(actor, async (scope) => {
    const titles = await titlesForCalendar(scope)
    const current = titles.find(({ code }) => code === url.text("publication")) ?? titles[0]
    const asked = { publication: current?.code ?? "", view, limit: url.limit, offset: url.offset }
    const issues = await issuesForCalendar(scope, asked)
    return {
      title: i18nFor(actor.locale).t("issues:title"),
      titles,
      current,
      view,
      issues,
      total: issues[0]?.total ?? 0,
      page: url.page,
      pageSize: url.limit,
      today: scope.today,
    }
  })
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>
type Issue = Data["issues"][number]

function IssueState({ issue, next }: { readonly issue: Issue; readonly next: number | null }) {
  const { t } = useTranslation("issues")
  if (issue.run === "main") return <Badge tone="success">{t("runMain")}</Badge>
  if (issue.run === "takeover") return <Badge icon="import">{t("runTakeover")}</Badge>
  if (issue.shippedOn !== null) return <Badge icon="check">{t("runOld")}</Badge>
  if (issue.number === next) {
    return (
      <Badge tone="info" icon="right">
        {t("runNext")}
      </Badge>
    )
  }
  return <Badge icon="clock">{t("runLater")}</Badge>
}

function Calendar({ current, view, issues, today }: Data) {
  const { t, i18n } = useTranslation("issues")
  if (!current) return null
  return (
    <DataTable
      caption={t("calendar")}
      rows={issues}
      rowKey={(issue) => String(issue.number)}
      rowHref={(issue) => `/console/issues/${current.code}/${issue.number}`}
      empty={<EmptyState icon="issue" title={t("empty")} />}
      columns={[
        { key: "number", header: t("number"), render: (issue) => t("issueNo", { number: issue.number }) },
        { key: "label", header: t("label"), render: (issue) => issue.label },
        {
          key: "planned",
          header: t("plannedOn"),
          render: (issue) => (
            <>
              <DayText on={issue.shipsOn} />
              {issue.shippedOn === null && issue.shipsOn < today ? (
                <span className="block text-small text-danger">{t("overdue")}</span>
              ) : null}
            </>
          ),
        },
        ...(view === "shipped"
          ? [
              {
                key: "shipped",
                header: t("shippedOn"),
                render: (issue: Issue) => (issue.shippedOn === null ? "" : <DayText on={issue.shippedOn} />),
              },
              {
                key: "copies",
                header: t("copies"),
                unit: t("copiesUnit"),
                align: "end" as const,
                render: (issue: Issue) => issue.copies?.toLocaleString(i18n.language) ?? "—",
              },
              { key: "by", header: t("by"), render: (issue: Issue) => issue.confirmedBy ?? "" },
            ]
          : []),
        { key: "state", header: t("state"), render: (issue) => <IssueState issue={issue} next={current.nextIssue} /> },
      ]}
    />
  )
}

/** 発行カレンダー: the issues of each title, to come and shipped. */
export default function Issues() {
  const { t, i18n } = useTranslation(["issues", "shell", "calendar", "shipping"])
  const data = useLoaderData<typeof loader>()
  const { titles, current, view, total, page, pageSize } = data
  if (!current) {
    return (
      <>
        <PageHeader title={data.title} />
        <SectionCard>
          <EmptyState icon="publication" title={t("issues:noTitles")} />
        </SectionCard>
      </>
    )
  }
  const to = (publication: string) => `/console/issues?publication=${publication}`
  return (
    <>
      <PageHeader
        title={data.title}
        secondary={
          <>
            <LinkButton to={`/console/calendar/${current.code}`} icon="issue">
              {t("calendar:open")}
            </LinkButton>
            <LinkButton to={`/console/inserts/${current.code}`} icon="publication">
              {t("shipping:insertRules")}
            </LinkButton>
          </>
        }
        primary={
          current.nextIssue === null ? undefined : (
            <LinkButton to={`/console/issues/${current.code}/${current.nextIssue}`} tone="primary" icon="issue">
              {`${t("issues:issueNo", { number: current.nextIssue })} ${t("issues:run")}`}
            </LinkButton>
          )
        }
      />
      <Tabs
        label={t("issues:titles")}
        current={to(current.code)}
        tabs={titles.map((title) => ({
          label: (i18n.language === "en" && title.nameEnglish) || title.name,
          to: to(title.code),
        }))}
      />
      <section className="card" aria-label={t("issues:calendar")}>
        <FilterBar
          label={t("issues:calendar")}
          currentView={view}
          views={[
            { key: "planned", label: t("issues:planned"), to: `${to(current.code)}&view=planned` },
            { key: "shipped", label: t("issues:shipped"), to: `${to(current.code)}&view=shipped` },
          ]}
        />
        <Calendar {...data} />
        {total > 0 ? <Pagination page={page} pageSize={pageSize} total={total} /> : null}
      </section>
    </>
  )
}
