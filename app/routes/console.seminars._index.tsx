import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { seminarsForList } from "#app/seminars/plan/seminars-for-list.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { InstantText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { FilterBar } from "#app/ui/filter-bar.tsx"
import { FilterSelect, FilterText } from "#app/ui/filter-control.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { Money } from "#app/ui/money.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { SeminarTabs } from "#app/ui/seminar-tabs.tsx"
import { SeminarStateBadge, seminarStates } from "#app/ui/seminar-state-badge.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.read")
  const url = listUrl(request)
  const filter = {
    search: url.text("find"),
    state: url.oneOf("state", ["", "open", ...seminarStates]),
    month: url.text("month"),
  }
  const seminars = await readScope(actor, (scope) =>
    seminarsForList(scope, { ...filter, limit: url.limit, offset: url.offset }),
  )
  return {
    title: i18nFor(actor.locale).t("seminars:title"),
    filter,
    seminars,
    total: seminars[0]?.total ?? 0,
    page: url.page,
    pageSize: url.limit,
    mayWrite: may(actor, "seminars.write"),
  }
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>
type Row = Data["seminars"][number]

function Filters({ filter }: Pick<Data, "filter">) {
  const { t } = useTranslation("seminars")
  const isFiltered = Object.values(filter).some((value) => value !== "")
  return (
    <FilterBar label={t("list")} clearHref={isFiltered ? "/console/seminars" : undefined}>
      <FilterText label={t("searchFor")} name="find" value={filter.search} />
      <FilterSelect
        label={t("stateFilter")}
        name="state"
        value={filter.state}
        all={t("all")}
        options={(["open", ...seminarStates] as const).map((value) => ({ value, label: t(value) }))}
      />
      <FilterText label={t("month")} name="month" type="month" value={filter.month} />
    </FilterBar>
  )
}

function useColumns() {
  const { t } = useTranslation(["seminars", "states"])
  return [
    { key: "title", header: t("seminars:name"), render: (row: Row) => row.title },
    {
      key: "code",
      header: t("seminars:code"),
      render: (row: Row) => <span className="whitespace-nowrap">{row.code}</span>,
    },
    {
      key: "startsAt",
      header: t("seminars:startsAt"),
      render: (row: Row) => (row.startsAt === null ? "—" : <InstantText at={row.startsAt} />),
    },
    { key: "room", header: t("seminars:room"), render: (row: Row) => row.room ?? "" },
    { key: "seats", header: t("seminars:seats"), align: "end", render: (row: Row) => `${row.taken}/${row.capacity}` },
    { key: "waiting", header: t("seminars:waiting"), align: "end", render: (row: Row) => row.waiting || "" },
    { key: "approvals", header: t("seminars:approvals"), align: "end", render: (row: Row) => row.approvals || "" },
    {
      key: "unpaid",
      header: t("seminars:unpaid"),
      unit: t("states:yen"),
      align: "end",
      render: (row: Row) => (row.unpaidYen === 0 ? "" : <Money amount={row.unpaidYen} />),
    },
    { key: "state", header: t("seminars:state"), render: (row: Row) => <SeminarStateBadge state={row.state} /> },
  ] as const
}

/** セミナー一覧. */
export default function Seminars() {
  const { t } = useTranslation("seminars")
  const { title, filter, seminars, total, page, pageSize, mayWrite } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title={title}
        summary={t("found", { count: total })}
        primary={
          mayWrite ? (
            <LinkButton to="/console/seminars/new" tone="primary" icon="plus">
              {t("add")}
            </LinkButton>
          ) : undefined
        }
      />
      <SeminarTabs current="/console/seminars" />
      <section className="card" aria-label={t("list")}>
        <Filters filter={filter} />
        <DataTable
          caption={t("list")}
          rows={seminars}
          rowKey={(row) => row.id}
          rowHref={(row) => `/console/seminars/${row.id}`}
          empty={<EmptyState icon="calendar" title={t("empty")} />}
          columns={useColumns()}
        />
        {total > 0 ? <Pagination page={page} pageSize={pageSize} total={total} /> : null}
      </section>
    </>
  )
}
