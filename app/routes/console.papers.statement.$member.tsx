import type { LoaderFunctionArgs } from "@remix-run/node"
import { Form, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { statementForPayer } from "#app/billing/papers/statement-for-payer.server.ts"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { found } from "#app/platform/form.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { Button } from "#app/ui/button.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DateField } from "#app/ui/date-field.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { KeyFigures } from "#app/ui/key-figures.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { Money } from "#app/ui/money.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { periodOfUrl } from "#app/ui/period-of-url.ts"
import { formatYen } from "#app/values/yen.ts"

export const meta = consoleMeta
export const handle = {
  crumbs: [
    { word: "navOrders", to: "/console/orders" },
    { word: "navPapers", to: "/console/papers" },
  ],
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "orders.read")
  const member = params.member ?? ""
  return found(
    readScope(actor, async (scope) => {
      const period = periodOfUrl(request, scope.today)
      const statement = await statementForPayer(scope, { payerId: member, ...period })
      const name = `${statement.addressee.name} ${statement.addressee.honorific}`
      return { title: i18nFor(actor.locale).t("papers:statementTitle", { name }), member, period, statement }
    }),
  )
}

const field = (name: "from" | "to", initialValue: string) => ({
  ...{ id: name, name, errorId: `${name}-error`, descriptionId: `${name}-hint`, initialValue },
})

type Line = ReturnType<typeof useLoaderData<typeof loader>>["statement"]["lines"][number]

function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const { t } = useTranslation(["papers", "states"])
  const yen = t("states:yen")
  const rows = lines.map((line, at) => ({ ...line, key: String(at) }))
  const money = (amount: number | null) => (amount === null ? null : <Money amount={amount} />)
  return (
    <SectionCard title={t("papers:statement")} flush>
      <DataTable
        caption={t("papers:statement")}
        rows={rows}
        rowKey={({ key }) => key}
        empty={<EmptyState icon="ledger" title={t("papers:statementEmpty")} />}
        columns={[
          { key: "on", header: t("papers:onDay"), render: ({ on }) => <DayText on={on} /> },
          { key: "paper", header: t("papers:number"), render: ({ paper }) => paper },
          { key: "what", header: t("papers:description"), render: ({ what }) => what },
          {
            key: "billed",
            header: t("papers:billed"),
            unit: yen,
            align: "end",
            render: (line) => money(line.billedYen),
          },
          { key: "lowered", header: t("papers:received"), unit: yen, align: "end", render: (line) => money(line.loweredYen) }, // prettier-ignore
          { key: "balance", header: t("papers:openItem"), unit: yen, align: "end", render: (line) => money(line.balanceYen) }, // prettier-ignore
        ]}
      />
    </SectionCard>
  )
}

/** 取引明細書 of a payer: what was billed and paid in a period, and what is open. */
export default function StatementPage() {
  const { t } = useTranslation(["papers", "states", "actions"])
  const { title, member, period, statement } = useLoaderData<typeof loader>()
  const { lines, openingYen, closingYen } = statement
  const yen = t("states:yen")
  const sum = (key: "billedYen" | "loweredYen") => lines.reduce((total, line) => total + (line[key] ?? 0), 0)
  return (
    <>
      <PageHeader
        title={title}
        summary={t("papers:statementLead")}
        primary={
          <LinkButton
            to={`/console/papers/statement/${member}/pdf?from=${period.from}&to=${period.to}`}
            tone="primary"
            icon="import"
            reloadDocument
          >
            PDF
          </LinkButton>
        }
      />
      <Form method="get" className="card grid items-end gap-apart p-apart tablet:grid-cols-[12rem_12rem_auto]">
        <DateField field={field("from", period.from)} label={t("papers:from")} />
        <DateField field={field("to", period.to)} label={t("papers:to")} />
        <div>
          <Button type="submit">{t("actions:apply")}</Button>
        </div>
      </Form>
      <KeyFigures
        figures={[
          { key: "opening", label: t("papers:opening"), value: formatYen(openingYen), unit: yen },
          { key: "billed", label: t("papers:billed"), value: formatYen(sum("billedYen")), unit: yen },
          { key: "lowered", label: t("papers:received"), value: formatYen(sum("loweredYen")), unit: yen },
          { key: "closing", label: t("papers:openItem"), value: formatYen(closingYen), unit: yen },
        ]}
      />
      <Lines lines={lines} />
    </>
  )
}
