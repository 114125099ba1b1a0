import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { ownFieldsForForm } from "#app/members/codes-for-form.server.ts"
import { filterOfUrl } from "#app/members/filter-of-url.server.ts"
import { membersForList, memberSorts } from "#app/members/members-for-list.server.ts"
import { prefecturesForFilter } from "#app/members/prefectures-for-filter.server.ts"
import { segmentsForList } from "#app/members/segments-for-list.server.ts"
import { found } from "#app/platform/form.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DayText } from "#app/ui/date-text.tsx"
import { DataTable } from "#app/ui/data-table.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { isFilteredBy, MemberFilters } from "#app/ui/member-filters.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { dateInTokyo } from "#app/platform/clock.server.ts"
import { formatPostalCode } from "#app/values/text.ts"

export const meta = consoleMeta
export const handle = { crumbs: [] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  const url = listUrl(request)
  const sort = memberSorts.find((key) => key === url.sort?.key) ?? "kana"
  const descending = sort === url.sort?.key && url.sort.direction === "descending"
  const asked = readScope(actor, async (scope) => {
    const { filter, asked } = await filterOfUrl(scope, url)
    const list = await membersForList(scope, filter, { sort, descending, limit: url.limit, offset: url.offset })
    return {
      title: i18nFor(actor.locale).t("members:title"),
      filter: asked,
      mayWrite: may(actor, "members.write"),
      maySet: may(actor, "settings.write"),
      segments: await segmentsForList(scope),
      own: await ownFieldsForForm(scope),
      members: list.members.map((member) => ({ ...member, since: dateInTokyo(member.createdAt) })),
      prefectures: await prefecturesForFilter(scope),
      total: list.total,
      hasMore: list.hasMore,
      page: url.page,
      pageSize: url.limit,
    }
  })
  return found(asked)
}

type MemberRow = ReturnType<typeof useLoaderData<typeof loader>>["members"][number]

function useColumns() {
  const { t } = useTranslation("members")
  return [
    {
      key: "kana",
      header: t("name"),
      sortable: true,
      render: (member: MemberRow) => (
        <>
          {member.name}
          <span className="block text-small font-normal text-muted">
            {[member.kana, member.companyName].filter(Boolean).join(" · ")}
          </span>
        </>
      ),
    },
    { key: "number", header: t("number"), sortable: true, render: (member: MemberRow) => member.number },
    {
      key: "address",
      header: t("address"),
      sortable: true,
      render: (member: MemberRow) => (
        <span>
          {member.postalCode ? (
            <span className="figures text-muted">{`〒${formatPostalCode(member.postalCode)} `}</span>
          ) : null}
          {member.address}
        </span>
      ),
    },
    {
      key: "phone",
      header: t("phone"),
      render: (member: MemberRow) => <span className="whitespace-nowrap">{member.phone}</span>,
    },
    {
      key: "contracts",
      header: t("activeContracts"),
      unit: t("contractsUnit"),
      align: "end",
      render: (member: MemberRow) => member.activeContracts,
    },
    { key: "since", header: t("since"), sortable: true, render: (member: MemberRow) => <DayText on={member.since} /> },
  ] as const
}

function NobodyFound({ isEmptyHouse }: { readonly isEmptyHouse: boolean }) {
  const { t } = useTranslation(["members", "shell"])
  return (
    <EmptyState
      icon="members"
      title={isEmptyHouse ? t("members:empty") : t("members:emptyFound")}
      action={
        isEmptyHouse ? (
          <LinkButton to="/console/imports/new" tone="primary" icon="import">
            {t("shell:navImports")}
          </LinkButton>
        ) : undefined
      }
    >
      {isEmptyHouse ? null : t("members:searchHint")}
    </EmptyState>
  )
}

/** 会員一覧: one search box for everything, filters, and the current view as CSV. */
export default function Members() {
  const { t } = useTranslation(["members", "memberCare", "segments"])
  const data = useLoaderData<typeof loader>()
  const { filter, members, total, hasMore, mayWrite, maySet, page, pageSize } = data
  return (
    <>
      <PageHeader
        title={t("title")}
        summary={hasMore ? t("foundMore", { count: total }) : t("found", { count: total })}
        primary={
          mayWrite ? (
            <LinkButton to="/console/members/new" tone="primary" icon="plus">
              {t("register")}
            </LinkButton>
          ) : undefined
        }
        secondary={
          <>
            <LinkButton to="/console/members/segments">{t("segments:title")}</LinkButton>
            {maySet ? <LinkButton to="/console/member-codes">{t("memberCare:codesTitle")}</LinkButton> : null}
          </>
        }
      />
      <section className="card" aria-label={t("title")}>
        <MemberFilters {...data} />
        <DataTable
          caption={t("title")}
          columns={useColumns()}
          rows={members}
          rowKey={(member) => member.id}
          rowHref={(member) => `/console/members/${member.id}`}
          empty={<NobodyFound isEmptyHouse={total === 0 && !isFilteredBy(filter)} />}
        />
        {total > 0 ? <Pagination page={page} pageSize={pageSize} total={total} /> : null}
      </section>
    </>
  )
}
