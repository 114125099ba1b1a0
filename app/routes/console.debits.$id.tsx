import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node"
import { Link, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { cancelDebitRequest } from "#app/billing/debit/cancel-debit-request.server.ts"
import { debitRequestForPage } from "#app/billing/debit/debit-requests.server.ts"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { found, idOfPage, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText, InstantText } from "#app/ui/date-text.tsx"
import { DebitOutcome, DebitState, TakeDebit } from "#app/ui/debit-parts.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { Money } from "#app/ui/money.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navDebits", to: "/console/debits" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  const url = listUrl(request)
  const page = await found(readScope(actor, (scope) => debitRequestForPage(scope, params.id ?? "", url)))
  const title = `${i18nFor(actor.locale).t("debits:title")} ${page.request.number}`
  return { ...page, title, page: url.page, pageSize: url.limit, mayAct: may(actor, "billing.write") }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const { t } = i18nFor(actor.locale)
  const id = idOfPage(params.id)
  try {
    await inScope(actor, (scope) => cancelDebitRequest(scope, id))
    return data({ ok: true, message: t("debits:cancelled") })
  } catch (error) {
    const { status, message } = refusalReply(error, actor.locale)
    return data({ ok: false, message }, { status })
  }
}

/** When, who, how much, and the hashes that prove which files they were. */
function Facts() {
  const { t } = useTranslation("debits")
  const { request } = useLoaderData<typeof loader>()
  const hash = (text: string) => <span className="font-mono text-small [overflow-wrap:anywhere]">{text}</span>
  return (
    <SectionCard>
      <DescriptionList
        items={[
          { key: "on", term: t("onDay"), detail: <DayText on={request.withdrawOn} /> },
          { key: "asked", term: t("requests"), detail: <Counted count={request.lines} yen={request.totalYen} /> },
          ...(request.state === "settled"
            ? [
                { key: "done", term: t("done"), detail: <Counted count={request.done} yen={request.doneYen} /> },
                {
                  key: "failed",
                  term: t("failed"),
                  detail: <Counted count={request.failed} yen={request.failedYen} />,
                },
              ]
            : []),
          { key: "at", term: t("madeAt"), detail: <InstantText at={request.madeAt} /> },
          { key: "by", term: t("madeBy"), detail: <span className="[overflow-wrap:anywhere]">{request.madeBy}</span> },
          ...(request.decidedAt === null
            ? []
            : [{ key: "decided", term: t("decidedAt"), detail: <InstantText at={request.decidedAt} /> }]),
          { key: "hash", term: t("hash"), detail: hash(request.sha256) },
          ...(request.resultSha256 === null
            ? []
            : [{ key: "result", term: t("resultHash"), detail: hash(request.resultSha256) }]),
        ]}
      />
    </SectionCard>
  )
}

function Counted({ count, yen }: { readonly count: number; readonly yen: number }) {
  const { t } = useTranslation("debits")
  return (
    <span className="figures">
      {count.toLocaleString("ja-JP")} {t("pieces")} <Money amount={yen} unit />
    </span>
  )
}

function Lines() {
  const { t } = useTranslation(["debits", "states"])
  const { lines, request, page, pageSize } = useLoaderData<typeof loader>()
  return (
    <SectionCard title={t("debits:lines")} flush>
      <DataTable
        caption={t("debits:lines")}
        rows={lines}
        rowKey={(line) => String(line.lineNo)}
        empty={null}
        columns={[
          {
            key: "payer",
            header: t("debits:payer"),
            render: (line) => (
              <Link to={`/console/papers/debit/${line.payerId}`} className="text-link">
                {line.payerName} ({line.payerNumber})
              </Link>
            ),
          },
          { key: "line", header: t("debits:line"), align: "end", render: (line) => line.lineNo },
          { key: "customer", header: t("debits:customerNumber"), align: "end", render: (line) => line.customerNumber },
          {
            key: "invoices",
            header: t("debits:invoices"),
            render: (line) => (
              <span className="flex flex-wrap gap-x-near">
                {line.invoices.map((invoice) => (
                  <Link key={invoice.id} to={`/console/papers/${invoice.id}`} className="text-link figures">
                    {invoice.number}
                  </Link>
                ))}
              </span>
            ),
          },
          { key: "novelty", header: t("debits:novelty"), render: (line) => t(`debits:novelty-${line.novelty}`) },
          { key: "yen", header: t("debits:amount"), unit: t("states:yen"), align: "end", render: (line) => <Money amount={line.amountYen} /> }, // prettier-ignore
          { key: "result", header: t("debits:result"), render: (line) => <DebitOutcome result={line.result} /> },
          { key: "payment", header: t("debits:payment"), render: (line) => line.paymentNumber ?? "" },
        ]}
      />
      {request.lines > pageSize ? <Pagination page={page} pageSize={pageSize} total={request.lines} /> : null}
    </SectionCard>
  )
}

/** One request of direct debit: its file, its records, and what the bank said of each. */
export default function Debit() {
  const { t } = useTranslation("debits")
  const { title, request, mayAct } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { number } = request
  const isPending = request.state === "pending"
  return (
    <>
      <PageHeader
        title={title}
        marks={<DebitState state={request.state} />}
        primary={
          mayAct && request.hasFile ? (
            <LinkButton to={`/console/debits/${request.id}/file`} icon="import" reloadDocument>
              {t("download")}
            </LinkButton>
          ) : null
        }
        secondary={
          mayAct && isPending ? (
            <ConfirmDialog
              verb={t("cancel")}
              title={t("cancelTitle", { number })}
              tone="danger"
              triggerTone="secondary"
              amount={request.totalYen}
              people={request.lines}
            >
              <p>{t("cancelBody")}</p>
            </ConfirmDialog>
          ) : null
        }
      />
      <div role="status">
        {answer ? <Callout tone={answer.ok ? "success" : "warning"}>{answer.message}</Callout> : null}
      </div>
      <div className="grid items-start gap-apart">
        {mayAct && isPending ? <TakeDebit action="/console/debits?index" /> : null}
        <Lines />
        <Facts />
      </div>
    </>
  )
}
