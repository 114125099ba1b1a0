import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node"
import { Link, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { z } from "zod"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { formOf, refusalReply } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { solveReturn } from "#app/subscriptions/contract/solve-return.server.ts"
import { returnsForList } from "#app/subscriptions/returns-for-list.server.ts"
import { StatusBadge } from "#app/ui/badge.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { FilterBar } from "#app/ui/filter-bar.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { listUrl } from "#app/ui/list-url.ts"
import { OrderTabs } from "#app/ui/order-tabs.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navOrders", to: "/console/orders" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  const url = listUrl(request)
  const state = url.oneOf("state", ["open", "solved"])
  return inScope(actor, async (scope) => {
    const returns = await returnsForList(scope, { state, limit: url.limit, offset: url.offset })
    await audit(scope, "list-returns", state, { rows: returns.length })
    return {
      title: i18nFor(actor.locale).t("contracts:tabReturns"),
      returns,
      state,
      total: returns[0]?.total ?? 0,
      page: url.page,
      pageSize: url.limit,
      maySolve: may(actor, "members.write"),
    }
  })
}

const Solved = z.object({ id: z.uuid(), note: z.string().trim().max(500).optional() })

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const { t } = i18nFor(actor.locale)
  const input = Solved.safeParse(Object.fromEntries(await formOf(request)))
  if (!input.success) throw new Response("not a returned copy", { status: 400 })
  const { id, note } = input.data
  try {
    const { resumedFrom } = await inScope(actor, (scope) => solveReturn(scope, { returnId: id, note: note ?? "" }))
    const message =
      resumedFrom === null ? t("contracts:solvedDone") : t("contracts:solvedResumed", { number: resumedFrom })
    return data({ ok: true, message })
  } catch (error) {
    const { status, message } = refusalReply(error, actor.locale)
    return data({ ok: false, message }, { status })
  }
}

type ReturnRow = ReturnType<typeof useLoaderData<typeof loader>>["returns"][number]

function Solve({ row }: { readonly row: ReturnRow }) {
  const { t } = useTranslation("contracts")
  const field = { id: `note-${row.id}`, name: "note", errorId: `error-${row.id}`, descriptionId: `hint-${row.id}` }
  return (
    <ConfirmDialog
      verb={t("solve")}
      title={t("solveTitle", { name: row.recipientName })}
      triggerTone="secondary"
      fields={{ id: row.id }}
    >
      <p>{t("solveBody")}</p>
      <TextField field={field} label={t("note")} maxLength={500} />
    </ConfirmDialog>
  )
}

function TwoLines({ first, second }: { readonly first: string; readonly second: string }) {
  return (
    <>
      <span className="figures block">{first}</span>
      <span className="text-small text-muted">{second}</span>
    </>
  )
}

function useColumns() {
  const { t, i18n } = useTranslation("contracts")
  const { state, maySolve } = useLoaderData<typeof loader>()
  return [
    {
      key: "recipient",
      header: t("recipient"),
      render: (row: ReturnRow) => (
        <Link to={`/console/members/${row.recipientId}`} className="text-link">
          {row.recipientName}
        </Link>
      ),
    },
    {
      key: "contact",
      header: t("contactTo"),
      render: (row: ReturnRow) => <TwoLines first={row.phone} second={row.address} />,
    },
    {
      key: "contract",
      header: t("contract"),
      render: (row: ReturnRow) => (
        <Link to={`/console/contracts/${row.contractId}`} className="text-link">
          {row.contractNumber}
        </Link>
      ),
    },
    {
      key: "issue",
      header: t("issue"),
      render: (row: ReturnRow) =>
        `${(i18n.language === "en" && row.publicationEnglish) || row.publication} ${row.issue}`,
    },
    {
      key: "cause",
      header: t("cause"),
      render: (row: ReturnRow) => <TwoLines first={t(`cause-${row.cause}`)} second={row.note} />,
    },
    { key: "on", header: t("returnedOn"), render: (row: ReturnRow) => <DayText on={row.returnedOn} /> },
    {
      key: "state",
      header: t(state === "open" ? "returnsOpen" : "returnsSolved"),
      render: (row: ReturnRow) => (
        <span className="inline-flex flex-wrap items-center gap-near">
          {row.isHeld ? <StatusBadge status="onHold" /> : null}
          {row.solvedOn === null ? maySolve ? <Solve row={row} /> : null : <DayText on={row.solvedOn} />}
        </span>
      ),
    },
  ] as const
}

/** 返戻 (C6): copies that came back and wait for somebody to ask. */
export default function Returns() {
  const { t } = useTranslation("contracts")
  const { title, returns, state, total, page, pageSize } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeader title={title} summary={t("returnsLead")} />
      <OrderTabs current="/console/returns" />
      <div role="status">
        {answer ? <Callout tone={answer.ok ? "success" : "warning"}>{answer.message}</Callout> : null}
      </div>
      <section className="card" aria-label={title}>
        <FilterBar
          label={title}
          currentView={state}
          views={[
            { key: "open", label: t("returnsOpen"), to: "/console/returns" },
            { key: "solved", label: t("returnsSolved"), to: "/console/returns?state=solved" },
          ]}
        />
        <DataTable
          caption={title}
          rows={returns}
          rowKey={(row) => row.id}
          empty={<EmptyState icon="mail" title={t(state === "open" ? "noReturns" : "noReturnsSolved")} />}
          columns={useColumns()}
        />
        {total > pageSize ? <Pagination page={page} pageSize={pageSize} total={total} /> : null}
      </section>
    </>
  )
}
