import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, Link, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { dunningLevelsForm, MOST_LEVELS } from "#app/billing/dunning/dunning-level.ts"
import { dunningLevels, saveDunningLevels } from "#app/billing/dunning/dunning-levels.server.ts"
import { invoicesOverdue } from "#app/billing/dunning/invoices-overdue.server.ts"
import { noticesSent } from "#app/billing/dunning/notices-sent.server.ts"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { formOf } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { Money } from "#app/ui/money.tsx"
import { NoticeStepRows } from "#app/ui/notice-step-rows.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

export const meta = consoleMeta
export const handle = {
  crumbs: [
    { word: "navOrders", to: "/console/orders" },
    { word: "navPapers", to: "/console/papers" },
  ],
}

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  return readScope(actor, async (scope) => ({
    title: i18nFor(actor.locale).t("papers:dunningTitle"),
    levels: await dunningLevels(scope),
    payers: await invoicesOverdue(scope, scope.today),
    sent: await noticesSent(scope),
  }))
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const given = await formOf(request)
  const text = (name: string) => {
    const value = given.get(name)
    return typeof value === "string" ? value : ""
  }
  const rows = Array.from({ length: MOST_LEVELS }, (_, at) => ({
    days: text(`days-${at + 1}`),
    channel: text(`channel-${at + 1}`) || "mail",
  }))
  const form = dunningLevelsForm(actor.locale).safeParse({ rows })
  if (!form.success) {
    const errors = form.error.issues.map(({ path, message }) => ({ row: Number(path[1] ?? 0) + 1, message }))
    return data({ rows, errors }, { status: 422 })
  }
  await inScope(actor, (scope) => saveDunningLevels(scope, form.data))
  return redirect("/console/papers/dunning?done=1")
}

/** 次に送る相手 */
function NextPayers() {
  const { t } = useTranslation(["papers", "states"])
  const { payers } = useLoaderData<typeof loader>()
  return (
    <SectionCard title={t("papers:dunningNext")} flush>
      <DataTable
        caption={t("papers:dunningNext")}
        rows={payers}
        rowKey={({ payerId }) => payerId}
        empty={<EmptyState icon="success" title={t("papers:dunningNobody")} />}
        columns={[
          {
            key: "payer",
            header: t("papers:payerName"),
            render: ({ payerId, payerName }) => (
              <Link to={`/console/papers/terms/${payerId}`} className="text-link">
                {payerName}
              </Link>
            ),
          },
          {
            key: "level",
            header: t("papers:dunningLevels"),
            render: ({ level }) => t("papers:dunningLevel", { level }),
          },
          {
            key: "channel",
            header: t("papers:dunningChannel"),
            render: ({ channel }) => (channel === null ? t("papers:dunningNoWay") : t(`papers:dunning-${channel}`)),
          },
          {
            key: "invoices",
            header: t("papers:dunningInvoices"),
            render: ({ invoices }) => (
              <span className="flex flex-wrap gap-near">
                {invoices.map(({ invoiceId, number }) => (
                  <Link key={invoiceId} to={`/console/papers/${invoiceId}`} className="text-link figures">
                    {number}
                  </Link>
                ))}
              </span>
            ),
          },
          { key: "left", header: t("papers:left"), unit: t("states:yen"), align: "end", render: ({ leftYen }) => <Money amount={leftYen} /> }, // prettier-ignore
        ]}
      />
    </SectionCard>
  )
}

function SentNotices() {
  const { t } = useTranslation(["papers", "states"])
  const { sent } = useLoaderData<typeof loader>()
  return (
    <SectionCard title={t("papers:dunningSent")} flush>
      <DataTable
        caption={t("papers:dunningSent")}
        rows={sent}
        rowKey={({ key }) => key}
        empty={<EmptyState icon="mail" title={t("papers:dunningNone")} />}
        columns={[
          { key: "on", header: t("papers:sentOn"), render: ({ sentOn }) => <DayText on={sentOn} /> },
          { key: "payer", header: t("papers:payerName"), render: ({ payerName }) => payerName },
          {
            key: "invoice",
            header: t("papers:invoice"),
            render: ({ paperId, number }) => (
              <Link to={`/console/papers/${paperId}`} className="text-link figures">
                {number}
              </Link>
            ),
          },
          {
            key: "level",
            header: t("papers:dunningLevels"),
            render: ({ level }) => t("papers:dunningLevel", { level }),
          },
          {
            key: "channel",
            header: t("papers:dunningChannel"),
            render: ({ channel, letterFileId }) =>
              letterFileId === null ? (
                t(`papers:dunning-${channel}`)
              ) : (
                <Link to={`/console/files/${letterFileId}`} reloadDocument className="text-link">
                  {t("papers:dunningLetter")}
                </Link>
              ),
          },
          { key: "left", header: t("papers:left"), unit: t("states:yen"), align: "end", render: ({ leftYen }) => <Money amount={leftYen} /> }, // prettier-ignore
        ]}
      />
    </SectionCard>
  )
}

/** 督促: the levels, who is reminded next, and what was sent. */
export default function Dunning() {
  const { t } = useTranslation(["papers", "actions"])
  const { title, levels } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  return (
    <>
      <PageHeader title={title} summary={t("papers:dunningLead")} />
      <div role="status">
        {search.has("done") && !answer ? <Callout tone="success">{t("papers:saved")}</Callout> : null}
      </div>
      <NextPayers />
      <SectionCard title={t("papers:dunningLevels")}>
        <Form method="post" className="grid gap-apart">
          <p className="text-small text-muted">{t("papers:dunningBlank")}</p>
          <NoticeStepRows
            most={MOST_LEVELS}
            steps={levels.map(({ level, daysAfterDue, channel }) => ({ row: level, days: daysAfterDue, channel }))}
            typed={answer?.rows ?? null}
            errors={answer?.errors ?? []}
            channels={(["mail", "post"] as const).map((value) => ({ value, label: t(`papers:dunning-${value}`) }))}
            words={{
              ...{ days: t("papers:dunningDays"), channel: t("papers:dunningChannel") },
              step: (level) => t("papers:dunningLevel", { level }),
            }}
          />
          <div>
            <SubmitButton>{t("actions:save")}</SubmitButton>
          </div>
        </Form>
      </SectionCard>
      <SentNotices />
    </>
  )
}
