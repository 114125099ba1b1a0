import { readFile } from "node:fs/promises"
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { debitRequests } from "#app/billing/debit/debit-requests.server.ts"
import { bankClient } from "#app/billing/bank/bank-client.server.ts"
import { makeDebitRequest } from "#app/billing/debit/make-debit-request.server.ts"
import { takeDebitResult } from "#app/billing/debit/take-debit-result.server.ts"
import { may, requireStaff, type StaffActor } from "#app/identity/require-staff.server.ts"
import { formOf, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { withUpload } from "#app/platform/upload.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { DebitState, MakeDebit, TakeDebit } from "#app/ui/debit-parts.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { Money } from "#app/ui/money.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { readDate } from "#app/values/calendar.ts"
import { formatYen } from "#app/values/yen.ts"

export const meta = consoleMeta
export const handle = { crumbs: [] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  return readScope(actor, async (scope) => ({
    title: i18nFor(actor.locale).t("debits:title"),
    requests: await debitRequests(scope),
    isSetUp: (await bankClient(scope, "debit")) !== null,
    ...{ mayAct: may(actor, "billing.write"), today: scope.today },
  }))
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const { t } = i18nFor(actor.locale)
  try {
    if ((request.headers.get("content-type") ?? "").startsWith("multipart/")) {
      return await take(request, actor)
    }
    const typed = (await formOf(request)).get("on")
    const on = readDate(typeof typed === "string" ? typed : "")
    if (on === null) return data({ ok: false, message: t("debits:badDay") }, { status: 422 })
    const made = await inScope(actor, (scope) => makeDebitRequest(scope, on))
    const { number, lines, totalYen } = made
    const message = made.isNew
      ? t("debits:made", { number, lines, yen: formatYen(totalYen) })
      : t("debits:madeBefore", { number })
    return data({ ok: true, message })
  } catch (error) {
    const { status, message } = refusalReply(error, actor.locale)
    return data({ ok: false, message }, { status })
  }
}

async function take(request: Request, actor: StaffActor) {
  const { t } = i18nFor(actor.locale)
  return withUpload(request, { field: "file", maxBytes: 10 * 1024 * 1024 }, async (_form, upload) => {
    if (upload === null || upload === "tooLarge") {
      return data({ ok: false, message: t(upload === null ? "debits:chooseFile" : "debits:tooLarge") }, { status: 422 })
    }
    const bytes = await readFile(upload.path)
    const taken = await inScope(actor, (scope) => takeDebitResult(scope, { name: upload.name, bytes }))
    const { number, done, failed } = taken
    const sums = { doneYen: formatYen(taken.doneYen), failedYen: formatYen(taken.failedYen) }
    const message = taken.alreadyTaken
      ? t("debits:takenAgain", { number })
      : t("debits:taken", { number, done, failed, ...sums })
    return data({ ok: true, message })
  })
}

function Requests() {
  const { t } = useTranslation(["debits", "states"])
  const { requests } = useLoaderData<typeof loader>()
  const yen = t("states:yen")
  return (
    <SectionCard title={t("debits:requests")} flush>
      <DataTable
        caption={t("debits:requests")}
        rows={requests}
        rowKey={(one) => one.id}
        rowHref={(one) => `/console/debits/${one.id}`}
        empty={
          <EmptyState icon="yen" title={t("debits:empty")}>
            {t("debits:emptyBody")}
          </EmptyState>
        }
        columns={[
          { key: "number", header: t("debits:number"), render: (one) => one.number },
          { key: "on", header: t("debits:onDay"), render: (one) => <DayText on={one.withdrawOn} /> },
          { key: "state", header: t("debits:state"), render: (one) => <DebitState state={one.state} /> },
          { key: "count", header: t("debits:count"), align: "end", render: (one) => one.lines },
          { key: "yen", header: t("debits:amount"), unit: yen, align: "end", render: (one) => <Money amount={one.totalYen} /> }, // prettier-ignore
          { key: "done", header: t("debits:done"), unit: yen, align: "end", render: (one) => <Money amount={one.doneYen} /> }, // prettier-ignore
          { key: "failed", header: t("debits:failed"), unit: yen, align: "end", render: (one) => <Money amount={one.failedYen} /> }, // prettier-ignore
        ]}
      />
    </SectionCard>
  )
}

/** 口座振替: requests of each 引落日 with their states, a new one, and the bank's result. */
export default function Debits() {
  const { t } = useTranslation("debits")
  const { title, isSetUp, mayAct, today, requests } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        title={title}
        summary={t("lead")}
        secondary={mayAct ? <LinkButton to="/console/debits/settings">{t("settings")}</LinkButton> : null}
      />
      <div role="status">
        {answer ? <Callout tone={answer.ok ? "success" : "warning"}>{answer.message}</Callout> : null}
      </div>
      {isSetUp ? null : <Callout tone="warning">{t("notSetUp")}</Callout>}
      {mayAct && isSetUp ? (
        <div className="grid items-start gap-apart desk:grid-cols-2">
          <MakeDebit today={today} />
          {requests.length > 0 ? <TakeDebit /> : null}
        </div>
      ) : null}
      <Requests />
    </>
  )
}
