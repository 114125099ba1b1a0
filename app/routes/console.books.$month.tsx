import type { LoaderFunctionArgs } from "@remix-run/node"
import { Outlet, useLoaderData, useLocation } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { monthsForList } from "#app/reports/months-for-list.server.ts"
import { paperKeys } from "#app/reports/paper-keys.ts"
import { StatusBadge } from "#app/ui/badge.tsx"
import { monthLabel } from "#app/ui/month-label.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Tabs } from "#app/ui/tabs.tsx"
import { isMonth } from "#app/values/calendar.ts"

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  const month = params.month ?? ""
  if (!isMonth(month)) throw new Response("not found", { status: 404 })
  const months = await readScope(actor, (scope) => monthsForList(scope, month))
  return { month, closed: months.find((one) => one.month === month)?.closed ?? false, locale: actor.locale }
}

/** A month of the books: its close, and its papers as tabs. */
export default function MonthOfBooks() {
  const { t } = useTranslation("books")
  const { month, closed, locale } = useLoaderData<typeof loader>()
  const { pathname } = useLocation()
  const base = `/console/books/${month}`
  const names = {
    vouchers: t("vouchers"),
    accounts: t("accounts"),
    deferred: t("deferredLedger"),
    runoff: t("runOff"),
    receivable: t("receivableLedger"),
    ageing: t("ageing"),
    tax: t("taxSummary"),
  } as const
  return (
    <>
      <PageHeader title={monthLabel(month, locale)} marks={<StatusBadge status={closed ? "closed" : "opened"} />} />
      <Tabs
        label={t("papers")}
        current={pathname.replace(/\/$/, "")}
        tabs={[
          { label: t("monthClose"), to: base, accessKey: "1" },
          ...paperKeys.map((key, at) => ({ label: names[key], to: `${base}/${key}`, accessKey: String(at + 2) })),
        ]}
      />
      <Outlet />
    </>
  )
}
