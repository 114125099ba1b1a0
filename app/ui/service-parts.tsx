import { Link } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import type { BilledMonth } from "#app/billing/services/billed-month.ts"
import type { ServiceBill } from "#app/desk/services/service-terms.ts"
import { Badge, StatusBadge } from "#app/ui/badge.tsx"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { Money } from "#app/ui/money.tsx"
import { monthLabel } from "#app/ui/month-label.ts"
import { SectionCard } from "#app/ui/section-card.tsx"
import type { Option } from "#app/ui/select-field.tsx"
import { formatYen } from "#app/values/yen.ts"

const tones = { ahead: "info", running: "success", cancelled: "warning", ended: "neutral" } as const

/** Where a service contract stands on a day. */
export function ServiceState(props: {
  readonly of: Readonly<{ startsOn: string; endsOn: string | null }>
  readonly today: string
}) {
  const { t } = useTranslation("services")
  const { startsOn, endsOn } = props.of
  const state =
    endsOn !== null && endsOn < props.today
      ? "ended"
      : endsOn !== null
        ? "cancelled"
        : startsOn > props.today
          ? "ahead"
          : "running"
  return <Badge tone={tones[state]}>{t(`state-${state}`)}</Badge>
}

/** What can be chosen of the list of services, with its monthly price before tax. */
export function useServiceOptions() {
  const { t, i18n } = useTranslation("services")
  return (
    items: readonly Readonly<{
      code: string
      name: string
      nameEnglish: string
      monthlyYen: number
      needsStaff: boolean
      requiresCode: string | null
    }>[],
  ): readonly Option[] => {
    const nameOf = (item: { name: string; nameEnglish: string }) =>
      (i18n.language === "en" && item.nameEnglish) || item.name
    return items.map((item) => {
      const required = items.find(({ code }) => code === item.requiresCode)
      const rules = [
        ...(item.needsStaff ? [t("staff")] : []),
        ...(required ? [t("addedTo", { name: nameOf(required) })] : []),
      ]
      const rest = rules.length > 0 ? ` (${rules.join(" · ")})` : ""
      return { value: item.code, label: `${nameOf(item)} ${formatYen(item.monthlyYen)}${t("yenUnit")}${rest}` }
    })
  }
}

type Term = Readonly<{ code: string; name: string; monthlyYen: number; fromOn: string }>

/** Plans and options by their days, at the price agreed then. */
export function ServiceTermsByDate(props: {
  readonly contract: Readonly<{
    plans: readonly (Term & Readonly<{ noticeOn: string | null }>)[]
    options: readonly (Term & Readonly<{ untilOn: string | null }>)[]
  }>
}) {
  const { t } = useTranslation("services")
  const { contract } = props
  const monthly = { key: "monthly", header: t("monthly"), unit: t("yenUnit"), align: "end" } as const
  const day = (on: string | null) => (on === null ? "" : <DayText on={on} />)
  return (
    <>
      <SectionCard title={t("planNow")} flush>
        <DataTable
          caption={t("planNow")}
          rows={contract.plans}
          rowKey={({ fromOn }) => fromOn}
          columns={[
            { key: "name", header: t("plan"), render: ({ name }) => name },
            { key: "from", header: t("from"), render: ({ fromOn }) => day(fromOn) },
            { key: "notice", header: t("notice"), render: ({ noticeOn }) => day(noticeOn) },
            { ...monthly, render: ({ monthlyYen }) => <Money amount={monthlyYen} /> },
          ]}
          empty={null}
        />
      </SectionCard>
      <SectionCard title={t("options")} flush>
        <DataTable
          caption={t("options")}
          rows={contract.options}
          rowKey={({ code, fromOn }) => `${code} ${fromOn}`}
          columns={[
            { key: "name", header: t("options"), render: ({ name }) => name },
            { key: "from", header: t("from"), render: ({ fromOn }) => day(fromOn) },
            { key: "until", header: t("until"), render: ({ untilOn }) => day(untilOn) },
            { ...monthly, render: ({ monthlyYen }) => <Money amount={monthlyYen} /> },
          ]}
          empty={<EmptyState icon="yen" title={t("noOptions")} />}
        />
      </SectionCard>
    </>
  )
}

type Line = Readonly<{ key: string; name: string; days: string; amountYen: number }>

/** これからの請求予定 */
export function BillsToCome({ bills }: { readonly bills: readonly ServiceBill[] }) {
  const { t } = useTranslation("services")
  return (
    <SectionCard title={t("bills")} flush>
      <p className="px-apart pt-apart text-small text-muted">{t("billsLead")}</p>
      {bills.map((bill) => (
        <ServiceBillTable key={bill.month} bill={bill} />
      ))}
      {bills.length === 0 ? <EmptyState icon="voucher" title={t("noBills")} /> : null}
    </SectionCard>
  )
}

/** A month's bill, line by line, with the tax on their sum. */
function ServiceBillTable({ bill }: { readonly bill: ServiceBill }) {
  const { t, i18n } = useTranslation("services")
  const rows: readonly Line[] = [
    ...bill.lines.map(({ kind, name, fromOn, days, ofDays, netYen }, at) => ({
      ...{ key: String(at), amountYen: netYen },
      name: kind === "offset" ? t("offsetLine", { name }) : name,
      days: kind === "offset" ? fromOn.slice(0, 7) : days === ofDays ? t("whole") : t("daysOf", { days, ofDays }),
    })),
    { key: "net", name: t("netSum"), days: "", amountYen: bill.netYen },
    { key: "tax", name: t("tax", { rate: bill.ratePercent }), days: "", amountYen: bill.taxYen },
  ]
  const caption = t("billOf", { month: monthLabel(bill.month, i18n.language === "en" ? "en" : "ja") })
  return (
    <div>
      <h3 className="px-apart pt-apart text-body font-semibold">{caption}</h3>
      <DataTable
        caption={caption}
        rows={rows}
        rowKey={({ key }) => key}
        columns={[
          { key: "name", header: t("line"), render: (row) => row.name },
          { key: "days", header: t("days"), render: (row) => row.days },
          {
            ...({ key: "amount", header: t("net"), unit: t("yenUnit"), align: "end" } as const),
            render: (row) => <Money amount={row.amountYen} />,
          },
        ]}
        totals={{ amount: <Money amount={bill.totalYen} /> }}
        empty={null}
      />
    </div>
  )
}

function stateOf({ leftYen, paidYen, lostYen, invoice }: BilledMonth, today: string) {
  if (leftYen === 0 && lostYen > 0) return "writtenOff"
  if (leftYen === 0) return paidYen > 0 ? "paid" : "lowered"
  const dueOn = invoice?.dueOn ?? null
  if (dueOn !== null && dueOn < today) return "overdue"
  return paidYen > 0 ? "partlyPaid" : "unpaid"
}

/** 請求済みの月: each with its invoice and what of it is open; without an invoice it waits for the closing day. */
export function BilledMonths(props: { readonly billed: readonly BilledMonth[]; readonly today: string }) {
  const { t, i18n } = useTranslation("services")
  const money = { unit: t("yenUnit"), align: "end" } as const
  return (
    <SectionCard title={t("billed")} flush>
      <p className="px-apart pt-apart text-small text-muted">{t("billedLead")}</p>
      <DataTable
        caption={t("billed")}
        rows={props.billed}
        rowKey={({ id }) => id}
        columns={[
          {
            ...{ key: "month", header: t("month") },
            render: ({ id, month }) => (
              <Link to={`bills/${id}`} className="text-link whitespace-nowrap">
                {monthLabel(month, i18n.language === "en" ? "en" : "ja")}
              </Link>
            ),
          },
          {
            ...{ key: "invoice", header: t("invoice") },
            // What was lowered to nothing gets none; what was paid before its invoice gets one.
            render: ({ invoice, leftYen, paidYen }) =>
              invoice ? (
                <Link to={`/console/papers/${invoice.id}`} className="text-link figures whitespace-nowrap">
                  {invoice.number}
                </Link>
              ) : (
                <span className="text-muted">{leftYen + paidYen === 0 ? "" : t("notInvoiced")}</span>
              ),
          },
          {
            ...{ key: "due", header: t("dueOn") },
            render: ({ invoice }) => (invoice?.dueOn ? <DayText on={invoice.dueOn} /> : null),
          },
          { key: "state", header: t("state"), render: (row) => <StatusBadge status={stateOf(row, props.today)} /> },
          { ...money, key: "total", header: t("total"), render: ({ totalYen }) => <Money amount={totalYen} /> },
          { ...money, key: "left", header: t("left"), render: ({ leftYen }) => <Money amount={leftYen} /> },
        ]}
        empty={<EmptyState icon="voucher" title={t("noneBilled")} />}
      />
    </SectionCard>
  )
}
