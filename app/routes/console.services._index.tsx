import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { serviceContractsForList } from "#app/desk/services/service-contracts.server.ts"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { Money } from "#app/ui/money.tsx"
import { monthLabel } from "#app/ui/month-label.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { ServiceState } from "#app/ui/service-parts.tsx"
import { addMonths, monthOf } from "#app/values/calendar.ts"

export const meta = consoleMeta
export const handle = { crumbs: [] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  return readScope(actor, async (scope) => {
    const next = addMonths(monthOf(scope.today), 1)
    return {
      title: i18nFor(actor.locale).t("services:title"),
      ...{ today: scope.today, month: monthLabel(next, actor.locale), mayWrite: may(actor, "billing.write") },
      contracts: await serviceContractsForList(scope, next),
    }
  })
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["contracts"][number]

function useColumns() {
  const { t } = useTranslation("services")
  const { today, month } = useLoaderData<typeof loader>()
  return [
    { key: "number", header: t("number"), render: (row: Row) => row.number },
    { key: "client", header: t("client"), render: (row: Row) => row.payerName },
    { key: "state", header: t("state"), render: (row: Row) => <ServiceState of={row} today={today} /> },
    { key: "plan", header: t("plan"), render: (row: Row) => row.planName },
    { key: "start", header: t("startsOn"), render: (row: Row) => <DayText on={row.startsOn} /> },
    { key: "earliest", header: t("earliestEnd"), render: (row: Row) => <DayText on={row.earliestEndOn} /> },
    {
      ...{ key: "end", header: t("endsOn") },
      render: (row: Row) => (row.endsOn === null ? t("noEnd") : <DayText on={row.endsOn} />),
    },
    {
      ...({ key: "bill", header: t("billOf", { month }), unit: t("yenUnit"), align: "end" } as const),
      render: (row: Row) => <Money amount={row.bill.totalYen} />,
    },
  ] as const
}

/** 業務委託契約: all of them, with what the next month's bill of each will be. */
export default function ServiceContracts() {
  const { t } = useTranslation("services")
  const { title, contracts, mayWrite } = useLoaderData<typeof loader>()
  const sum = contracts.reduce((total, { bill }) => total + bill.totalYen, 0)
  return (
    <>
      <PageHeader
        title={title}
        summary={t("lead")}
        secondary={<LinkButton to="/console/services/items">{t("items")}</LinkButton>}
        primary={
          mayWrite ? (
            <LinkButton to="/console/services/new" tone="primary" icon="plus">
              {t("newContract")}
            </LinkButton>
          ) : undefined
        }
      />
      <SectionCard title={t("contracts")} flush>
        <DataTable
          caption={t("contracts")}
          rows={contracts}
          rowKey={({ id }) => id}
          rowHref={({ id }) => `/console/services/${id}`}
          columns={useColumns()}
          totals={contracts.length > 0 ? { bill: <Money amount={sum} /> } : undefined}
          empty={
            <EmptyState icon="voucher" title={t("none")}>
              {t("noneHint")}
            </EmptyState>
          }
        />
      </SectionCard>
    </>
  )
}
