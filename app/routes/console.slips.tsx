import { readFile } from "node:fs/promises"
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node"
import { Link, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { agentPayoutForm } from "#app/billing/agent/agent-payout-form.ts"
import { bookAgentPayout } from "#app/billing/agent/book-agent-payout.server.ts"
import { collectedSlips } from "#app/billing/agent/collected-slips.server.ts"
import { takeCollectedSlips } from "#app/billing/agent/take-collected-slips.server.ts"
import { may, requireStaff, type StaffActor } from "#app/identity/require-staff.server.ts"
import { parseForm, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { withUpload } from "#app/platform/upload.server.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { listUrl } from "#app/ui/list-url.ts"
import { Money } from "#app/ui/money.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { BookPayout, TakeSlips } from "#app/ui/slip-parts.tsx"
import { formatYen } from "#app/values/yen.ts"

export const meta = consoleMeta
export const handle = { crumbs: [] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  const { limit, offset, page } = listUrl(request)
  return readScope(actor, async (scope) => ({
    ...(await collectedSlips(scope, { limit, offset })),
    ...{ page, pageSize: limit, mayAct: may(actor, "billing.write"), today: scope.today, locale: actor.locale },
    title: i18nFor(actor.locale).t("slips:title"),
  }))
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const { t } = i18nFor(actor.locale)
  if ((request.headers.get("content-type") ?? "").startsWith("multipart/")) return take(request, actor)
  const form = await parseForm(request, agentPayoutForm(actor.locale))
  if (!form.ok) return form.reply
  const { reference, collectedYen, feeYen } = form.value
  try {
    const isNew = await inScope(actor, (scope) => bookAgentPayout(scope, form.value))
    const facts = { reference, net: formatYen(collectedYen - feeYen) }
    return data({ ok: true, message: t(isNew ? "slips:booked" : "slips:bookedBefore", facts), submission: undefined })
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

async function take(request: Request, actor: StaffActor) {
  const { t } = i18nFor(actor.locale)
  try {
    return await withUpload(request, { field: "file", maxBytes: 10 * 1024 * 1024 }, async (_form, upload) => {
      if (upload === null || upload === "tooLarge") {
        const message = t(upload === null ? "slips:chooseFile" : "slips:tooLarge")
        return data({ ok: false, message, submission: undefined }, { status: 422 })
      }
      const bytes = await readFile(upload.path)
      const taken = await inScope(actor, (scope) => takeCollectedSlips(scope, bytes))
      return data({ ok: true, message: t("slips:taken", taken), submission: undefined })
    })
  } catch (error) {
    const { status, message } = refusalReply(error, actor.locale)
    return data({ ok: false, message, submission: undefined }, { status })
  }
}

const tones = { announced: "info", withdrawn: "neutral", settled: "success" } as const

function Slips() {
  const { t } = useTranslation(["slips", "states"])
  const { slips, total, page, pageSize } = useLoaderData<typeof loader>()
  return (
    <SectionCard title={t("slips:slips")} flush>
      <DataTable
        caption={t("slips:slips")}
        rows={slips}
        rowKey={(slip) => `${slip.digits} ${slip.paidOn}`}
        empty={
          <EmptyState icon="yen" title={t("slips:empty")}>
            {t("slips:emptyBody")}
          </EmptyState>
        }
        columns={[
          { key: "on", header: t("slips:paidOn"), render: (slip) => <DayText on={slip.paidOn} /> },
          {
            key: "invoice",
            header: t("slips:invoice"),
            render: (slip) => (
              <Link to={`/console/papers/${slip.invoiceId}`} className="text-link">
                {slip.invoiceNumber}
              </Link>
            ),
          },
          { key: "addressee", header: t("slips:addressee"), render: (slip) => slip.addressee },
          { key: "amount", header: t("slips:amount"), unit: t("states:yen"), align: "end", render: (slip) => <Money amount={slip.amountYen} /> }, // prettier-ignore
          { key: "state", header: t("slips:state"), render: (slip) => <Badge tone={tones[slip.state]}>{t(`slips:state-${slip.state}`)}</Badge> }, // prettier-ignore
          { key: "payment", header: t("slips:payment"), render: (slip) => slip.paymentNumber },
        ]}
      />
      {total > pageSize ? <Pagination page={page} pageSize={pageSize} total={total} /> : null}
    </SectionCard>
  )
}

/** コンビニ収納: what stores collected on slips, what lies at the agent, and its payouts. */
export default function SlipsPage() {
  const { t } = useTranslation("slips")
  const { title, atAgentYen, announcedYen, payouts, mayAct, today, locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const said = answer && "message" in answer ? answer : undefined
  return (
    <>
      <PageHeader title={title} summary={t("lead")} />
      <div role="status">{said ? <Callout tone={said.ok ? "success" : "warning"}>{said.message}</Callout> : null}</div>
      <SectionCard>
        <dl className="flex flex-wrap gap-apart">
          {(
            [
              ["atAgent", atAgentYen],
              ["announced", announcedYen],
            ] as const
          ).map(([key, yen]) => (
            <div key={key}>
              <dt className="text-small text-muted">{t(key)}</dt>
              <dd className="text-title font-semibold">
                <Money amount={yen} unit />
              </dd>
            </div>
          ))}
        </dl>
      </SectionCard>
      {mayAct ? (
        <div className="grid items-start gap-apart desk:grid-cols-2">
          <TakeSlips />
          <BookPayout locale={locale} today={today} lastResult={answer?.submission} booked={payouts} />
        </div>
      ) : null}
      <Slips />
    </>
  )
}
