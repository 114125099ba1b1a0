import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { eventsForList } from "#app/reports/events-for-list.server.ts"
import { jobNamesForFilter, jobRunsForList } from "#app/reports/job-runs-for-list.server.ts"
import { mailsForList } from "#app/reports/mails-for-list.server.ts"
import { Retry, retryFailure } from "#app/reports/retry-failure.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { FilterBar } from "#app/ui/filter-bar.tsx"
import { FilterSelect } from "#app/ui/filter-control.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { EventTable, JobRunTable, MailTable } from "#app/ui/job-tables.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { Tabs } from "#app/ui/tabs.tsx"
import { formOf } from "#app/platform/form.server.ts"

export const meta = consoleMeta
export const handle = { crumbs: [] }

const outcomes = ["running", "done", "refused", "failed"] as const
const eventStates = ["received", "done", "ignored", "failed"] as const
const mailStates = ["waiting", "sent", "returned", "failed"] as const

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "jobs.read")
  const url = listUrl(request)
  const tab = url.oneOf("tab", ["runs", "events", "mails"])
  const page = { limit: url.limit, offset: url.offset }
  const state = url.text("state")
  return readScope(actor, async (scope) => {
    const name = url.text("name")
    const runs = tab === "runs" ? await jobRunsForList(scope, { ...page, name, outcome: state }) : []
    const events = tab === "events" ? await eventsForList(scope, { ...page, state }) : []
    const mails = tab === "mails" ? await mailsForList(scope, { ...page, state }) : []
    return {
      title: i18nFor(actor.locale).t("jobs:pageTitle"),
      tab,
      state,
      name,
      names: tab === "runs" ? await jobNamesForFilter(scope) : [],
      runs,
      events,
      mails,
      total: (runs[0] ?? events[0] ?? mails[0])?.total ?? 0,
      page: url.page,
      pageSize: url.limit,
      mayRun: may(actor, "jobs.run"),
    }
  })
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "jobs.run")
  const input = Retry.safeParse(Object.fromEntries(await formOf(request)))
  if (!input.success) throw new Response("nothing to retry", { status: 400 })
  const { retried } = await inScope(actor, (scope) => retryFailure(scope, input.data))
  return data({ retried }, { status: retried ? 200 : 409 })
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function Filters({ tab, state, name, names }: Data) {
  const { t } = useTranslation("jobs")
  const choices = {
    runs: outcomes.map((value) => ({ value, label: t(`outcome-${value}`) })),
    events: eventStates.map((value) => ({ value, label: t(`event-${value}`) })),
    mails: mailStates.map((value) => ({ value, label: t(`mail-${value}`) })),
  }
  return (
    <FilterBar
      label={t("state")}
      keeps={{ tab }}
      clearHref={state !== "" || name !== "" ? `/console/jobs?tab=${tab}` : undefined}
    >
      {tab === "runs" ? (
        <FilterSelect
          label={t("name")}
          name="name"
          value={name}
          all={t("all")}
          options={names.map((one) => ({ value: one.name, label: one.name }))}
        />
      ) : null}
      <FilterSelect
        label={tab === "runs" ? t("outcome") : t("state")}
        name="state"
        value={state}
        all={t("all")}
        options={choices[tab]}
      />
    </FilterBar>
  )
}

/** 運用状況: jobs, events of Stripe and mails, and the failed ones to run or send again. */
export default function Jobs() {
  const { t } = useTranslation("jobs")
  const loaded = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { tab, total, page, pageSize, mayRun } = loaded
  const to = (key: string) => `/console/jobs?tab=${key}`
  return (
    <>
      <PageHeader title={loaded.title} />
      <div role="status">
        {answer ? (
          <Callout tone={answer.retried ? "success" : "warning"}>
            {t(answer.retried ? "retried" : "notRetried")}
          </Callout>
        ) : null}
      </div>
      <Tabs
        label={t("tabs")}
        current={to(tab)}
        tabs={[
          { label: t("tabRuns"), to: to("runs") },
          { label: t("tabEvents"), to: to("events") },
          { label: t("tabMails"), to: to("mails") },
        ]}
      />
      <section className="card" aria-label={t("tabs")}>
        <Filters {...loaded} />
        {tab === "runs" ? <JobRunTable runs={loaded.runs} /> : null}
        {tab === "events" ? <EventTable events={loaded.events} mayRetry={mayRun} /> : null}
        {tab === "mails" ? <MailTable mails={loaded.mails} mayRetry={mayRun} /> : null}
        {total > 0 ? <Pagination page={page} pageSize={pageSize} total={total} /> : null}
      </section>
    </>
  )
}
