import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { taxClassWords } from "#app/ledger/account.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { movementsOfVoucher } from "#app/reports/movements.server.ts"
import { voucherForPage } from "#app/reports/voucher-for-page.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { Money } from "#app/ui/money.tsx"
import { monthLabel } from "#app/ui/month-label.ts"
import { MovementTable } from "#app/ui/movement-table.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { RequestDialog } from "#app/ui/request-dialog.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navMonthClose", to: "/console/books" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  const { page, limit, offset } = listUrl(request)
  return readScope(actor, async (scope) => {
    const voucher = await voucherForPage(scope, params.id ?? "")
    if (!voucher) throw new Response("not found", { status: 404 })
    const { t } = i18nFor(actor.locale)
    const { number } = voucher
    return {
      title: number === null ? t("books:voucherUnnumbered") : t("books:voucherTitle", { number }),
      ...{ voucher, page, limit, locale: actor.locale },
      mayReverse: may(actor, "books.close") && voucher.kind === "manual",
      movements: await movementsOfVoucher(scope, voucher.id, { limit, offset }),
    }
  })
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>
type Line = Data["voucher"]["lines"][number]

function Lines({ voucher, locale }: Pick<Data, "voucher" | "locale">) {
  const { t } = useTranslation(["books", "states"])
  const sum = (side: 1 | -1) => voucher.lines.reduce((total, line) => total + Math.max(side * line.amountYen, 0), 0)
  const side = (key: "debit" | "credit", sign: 1 | -1) => ({
    ...{ key, header: t(key), unit: t("states:yen"), align: "end" as const },
    render: (line: Line) => (sign * line.amountYen > 0 ? <Money amount={sign * line.amountYen} /> : null),
  })
  return (
    <SectionCard flush>
      <DataTable
        caption={t("voucher")}
        rows={voucher.lines}
        rowKey={(line) => String(line.lineNo)}
        totals={{ debit: <Money amount={sum(1)} />, credit: <Money amount={sum(-1)} /> }}
        empty={null}
        columns={[
          { key: "account", header: t("account"), render: (line) => `${line.accountCode} ${line.accountName}` },
          { key: "sub", header: t("subAccount"), render: (line) => line.subAccount },
          { key: "tax", header: t("taxClass"), render: (line) => taxClassWords(line.taxClass)[locale] },
          side("debit", 1),
          side("credit", -1),
        ]}
      />
    </SectionCard>
  )
}

function Movements({ movements, total, page, limit }: Pick<Data, "movements" | "page" | "limit"> & { total: number }) {
  const { t } = useTranslation("books")
  return (
    <SectionCard flush title={t("movements")}>
      <p className="border-b border-line px-apart py-near text-small text-muted">{t("movementsHint")}</p>
      <MovementTable caption={t("movementsHint")} movements={movements} beside="voucher" />
      <Pagination page={page} pageSize={limit} total={total} />
    </SectionCard>
  )
}

/** 伝票: its lines, and what it did to each contract, with the way to the member and back to the month. */
export default function Voucher() {
  const { t } = useTranslation(["books", "approvals"])
  const { title, voucher, movements, page, limit, locale, mayReverse } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title={title}
        summary={
          <>
            <DayText on={voucher.effectiveOn} />
            {` · ${voucher.description}`}
          </>
        }
        secondary={
          <>
            {mayReverse ? (
              <RequestDialog
                verb={t("approvals:reverse")}
                title={t("approvals:reverseTitle")}
                intent="reverse"
                subject={voucher.id}
              />
            ) : null}
            <LinkButton to={`/console/books/${voucher.month}/vouchers`} icon="left">
              {t("books:toMonth", { month: monthLabel(voucher.month, locale) })}
            </LinkButton>
          </>
        }
      />
      <Lines voucher={voucher} locale={locale} />
      <Movements movements={movements} total={voucher.movements} page={page} limit={limit} />
    </>
  )
}
