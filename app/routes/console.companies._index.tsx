import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { companiesForList, companySorts } from "#app/members/companies-for-list.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { FilterBar } from "#app/ui/filter-bar.tsx"
import { FilterText } from "#app/ui/filter-control.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { listUrl } from "#app/ui/list-url.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { Tabs } from "#app/ui/tabs.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  const url = listUrl(request)
  const sort = companySorts.find((key) => key === url.sort?.key) ?? "name"
  const descending = sort === url.sort?.key && url.sort.direction === "descending"
  const alikeOnly = url.oneOf("show", ["all", "alike"]) === "alike"
  const page = { sort, descending, limit: url.limit, offset: url.offset, alike: alikeOnly }
  return {
    title: i18nFor(actor.locale).t("companies:title"),
    ...{ search: url.text("q"), alikeOnly, sort: url.sortText, page: url.page, pageSize: url.limit },
    ...(await readScope(actor, (scope) => companiesForList(scope, url.text("q"), page))),
  }
}

type Company = ReturnType<typeof useLoaderData<typeof loader>>["companies"][number]

function useColumns() {
  const { t, i18n } = useTranslation("companies")
  const nameOf = (company: Company) => (
    <>
      {company.name}
      <span className="block text-small font-normal text-muted">{company.nameKana}</span>
    </>
  )
  const figure = (key: "people" | "contracts") => ({
    ...{ key, header: t(key), unit: t(`${key}Unit`), align: "end" as const, sortable: true },
    render: (company: Company) => company[key].toLocaleString(i18n.language),
  })
  return [
    { key: "name", header: t("name"), sortable: true, render: nameOf },
    figure("people"),
    figure("contracts"),
  ] as const
}

/** 会社: companies with how many recipients and running contracts each has. */
export default function Companies() {
  const { t } = useTranslation("companies")
  const { title, search, sort, companies, total, alike, alikeOnly, page, pageSize } = useLoaderData<typeof loader>()
  const home = "/console/companies"
  const here = alikeOnly ? `${home}?show=alike` : home
  const keeps = { ...(sort ? { sort } : {}), ...(alikeOnly ? { show: "alike" } : {}) }
  return (
    <>
      <PageHeader title={title} summary={`${t("lead")} · ${t("found", { count: total })}`} />
      <Tabs
        label={title}
        current={here}
        tabs={[
          { label: t("all"), to: home },
          { label: t("alike"), to: `${home}?show=alike`, count: alike },
        ]}
      />
      <section className="card" aria-label={title}>
        <FilterBar label={t("search")} keeps={keeps} clearHref={search === "" ? undefined : here}>
          <FilterText label={t("search")} name="q" value={search} />
        </FilterBar>
        <DataTable
          caption={title}
          columns={useColumns()}
          rows={companies}
          rowKey={({ id }) => id}
          rowHref={({ id }) => `/console/companies/${id}`}
          empty={
            <EmptyState
              icon="building"
              title={search !== "" ? t("noneFound") : alikeOnly ? t("noneAlike") : t("none")}
            />
          }
        />
        {total > 0 ? <Pagination page={page} pageSize={pageSize} total={total} /> : null}
      </section>
    </>
  )
}
