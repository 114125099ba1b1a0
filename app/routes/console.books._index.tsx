import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { monthsForList } from "#app/reports/months-for-list.server.ts"
import { StatusBadge } from "#app/ui/badge.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { Money } from "#app/ui/money.tsx"
import { monthLabel } from "#app/ui/month-label.ts"
import { PageHeader } from "#app/ui/page-header.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  return readScope(actor, async (scope) => ({
    title: i18nFor(actor.locale).t("books:monthClose"),
    locale: actor.locale,
    months: await monthsForList(scope),
    mayClose: may(actor, "books.close"),
  }))
}

type Month = ReturnType<typeof useLoaderData<typeof loader>>["months"][number]

function useColumns() {
  const { t } = useTranslation(["books", "states"])
  const { locale } = useLoaderData<typeof loader>()
  const yen = (key: string, header: string, of: (month: Month) => number) => ({
    ...{ key, header, unit: t("states:yen") },
    align: "end" as const,
    render: (month: Month) => <Money amount={of(month)} />,
  })
  return [
    { key: "month", header: t("month"), render: (month: Month) => monthLabel(month.month, locale) },
    {
      key: "state",
      header: t("state"),
      render: (month: Month) => <StatusBadge status={month.closed ? "closed" : "opened"} />,
    },
    {
      key: "vouchers",
      header: t("voucherCount"),
      unit: t("voucherUnit"),
      align: "end" as const,
      render: (month: Month) => month.vouchers.toLocaleString("ja-JP"),
    },
    yen("debit", t("debitTotal"), (month) => month.debitYen),
    yen("revenue", t("revenueMonth"), (month) => month.revenueYen),
    yen("deferred", t("deferredEnd"), (month) => month.deferredYen),
    yen("receivable", t("receivableEnd"), (month) => month.receivableYen),
  ]
}

/** 月次締め: every month with its state and balances; the oldest open one is the next to close. */
export default function Months() {
  const { t } = useTranslation("books")
  const { months, locale, mayClose } = useLoaderData<typeof loader>()
  const next = months.findLast((month) => !month.closed && month.vouchers > 0)
  return (
    <>
      <PageHeader
        title={t("monthClose")}
        summary={t("monthsHint")}
        primary={
          next && mayClose ? (
            <LinkButton to={`/console/books/${next.month}`} tone="primary" icon="lock">
              {t("closeNext", { month: monthLabel(next.month, locale) })}
            </LinkButton>
          ) : undefined
        }
      />
      <section className="card" aria-label={t("months")}>
        <DataTable
          caption={t("months")}
          columns={useColumns()}
          rows={months}
          rowKey={(month) => month.month}
          rowHref={(month) => `/console/books/${month.month}`}
          empty={<EmptyState icon="ledger" title={t("empty")} />}
        />
      </section>
    </>
  )
}
