import { Link } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { exclusionReasons } from "#app/subscriptions/issue-run.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { FilterBar } from "#app/ui/filter-bar.tsx"
import { pageSize } from "#app/ui/list-url.ts"
import { Pagination } from "#app/ui/pagination.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

type Reason = keyof typeof exclusionReasons

type Excluded = {
  readonly contractNumber: string
  readonly memberId: string
  readonly memberName: string
  readonly startIssue: number
  readonly reason: Reason
  readonly total: number
}

/** The contracts that do not get the issue, each with its reason. */
export function IssueExclusions(props: {
  readonly exclusions: readonly Excluded[]
  readonly counts: readonly { readonly reason: Reason; readonly contracts: number }[] | null
  readonly page: number
  readonly base: string
}) {
  const { t, i18n } = useTranslation("issues")
  const { exclusions, counts, page, base } = props
  const wordOf = (reason: Reason) => exclusionReasons[reason][i18n.language === "en" ? "en" : "ja"]
  const total = exclusions[0]?.total ?? 0
  return (
    <SectionCard title={t("exclusions")} flush>
      {counts !== null && counts.length > 0 ? (
        <FilterBar
          label={t("reason")}
          views={[
            { key: "", label: t("allReasons"), to: base },
            ...counts.map(({ reason, contracts }) => ({
              key: reason,
              label: wordOf(reason),
              to: `${base}?reason=${reason}`,
              count: contracts,
            })),
          ]}
        />
      ) : null}
      <DataTable
        caption={t("exclusions")}
        rows={exclusions}
        rowKey={(row) => row.contractNumber}
        empty={<p className="p-apart text-muted">{t("noExclusions")}</p>}
        columns={[
          { key: "contract", header: t("contract"), render: (row) => row.contractNumber },
          {
            key: "member",
            header: t("member"),
            render: (row) => (
              <Link to={`/console/members/${row.memberId}`} className="text-link">
                {row.memberName}
              </Link>
            ),
          },
          { key: "reason", header: t("reason"), render: (row) => wordOf(row.reason) },
          { key: "start", header: t("startsWith"), align: "end", render: (row) => row.startIssue },
        ]}
      />
      {total > pageSize ? <Pagination page={page} pageSize={pageSize} total={total} /> : null}
    </SectionCard>
  )
}
