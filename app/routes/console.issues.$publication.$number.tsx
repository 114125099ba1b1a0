import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { z } from "zod"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { formOf, found, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { titlesForCalendar } from "#app/publications/issues-for-calendar.server.ts"
import { confirmIssueRun } from "#app/reports/confirm-issue-run.server.ts"
import { runForPage } from "#app/reports/run-for-page.server.ts"
import { insertsOfRun } from "#app/reports/shipping/inserts-of-run.server.ts"
import { runsOfIssue } from "#app/reports/shipping/runs-of-issue.server.ts"
import { anomaliesForIssue } from "#app/subscriptions/anomalies-for-issue.server.ts"
import { draftForIssue } from "#app/subscriptions/draft-for-issue.server.ts"
import { exclusionsForIssue } from "#app/subscriptions/exclusions-for-issue.server.ts"
import { issueForRun, mainRunOfIssue } from "#app/subscriptions/issue-for-run.server.ts"
import { totalsForRun } from "#app/subscriptions/totals-for-run.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { i18nFor } from "#app/ui/i18n.ts"
import { IssueConfirmed } from "#app/ui/issue-confirmed.tsx"
import { IssueDraftView } from "#app/ui/issue-draft.tsx"
import { IssueExclusions } from "#app/ui/issue-exclusions.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { calendarDate, isCalendarDate } from "#app/values/calendar.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navIssues", to: "/console/issues" }] }

const numberOf = (text: string | undefined) => {
  if (text === undefined || !/^[1-9]\d{0,7}$/.test(text)) throw new Response("not found", { status: 404 })
  return Number(text)
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "issues.read")
  const number = numberOf(params.number)
  const url = listUrl(request)
  return found(
    readScope(actor, async (scope) => {
      const issue = await issueForRun(scope, params.publication ?? "", number)
      const title = (await titlesForCalendar(scope)).find(({ code }) => code === issue.publicationCode)
      const runId = await mainRunOfIssue(scope, issue)
      const isDraft = runId === null && issue.shippedOn === null && title?.nextIssue === issue.issueNumber
      const name = (actor.locale === "en" && title?.nameEnglish) || issue.publicationName
      const list = { runId, reason: url.text("reason"), limit: url.limit, offset: url.offset }
      return {
        title: `${name} ${i18nFor(actor.locale).t("issues:issueNo", { number })}`,
        issue,
        nextIssue: title?.nextIssue ?? null,
        draft: isDraft ? await draftForIssue(scope, issue) : null,
        anomalies: isDraft ? await anomaliesForIssue(scope, issue) : [],
        run: runId === null ? null : await runForPage(scope, runId),
        totals: runId === null ? null : await totalsForRun(scope, runId),
        runs: runId === null ? [] : await runsOfIssue(scope, issue),
        patterns: runId === null ? [] : await insertsOfRun(scope, runId),
        exclusions: isDraft || runId !== null ? await exclusionsForIssue(scope, issue, list) : [],
        page: url.page,
        mayRun: may(actor, "issues.run"),
        today: scope.today,
      }
    }),
  )
}

const Confirm = z.object({ shipsOn: z.string().refine(isCalendarDate) })

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "issues.run")
  const number = numberOf(params.number)
  const input = Confirm.safeParse(Object.fromEntries(await formOf(request)))
  if (!input.success) return data({ message: i18nFor(actor.locale).t("imports:chooseDate") }, { status: 422 })
  const publication = params.publication ?? ""
  try {
    await inScope(actor, (scope) =>
      confirmIssueRun(scope, { publication, issue: number, shipsOn: calendarDate(input.data.shipsOn) }),
    )
    return redirect(`/console/issues/${publication}/${number}?confirmed=yes`)
  } catch (error) {
    const { status, message } = refusalReply(error, actor.locale)
    return data({ message }, { status })
  }
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function NotNow({ issue, nextIssue }: Pick<Data, "issue" | "nextIssue">) {
  const { t } = useTranslation("issues")
  if (issue.shippedOn !== null) return <Callout title={t("takenOverTitle")}>{t("takenOverBody")}</Callout>
  if (nextIssue === null) return null
  return (
    <Callout
      title={t("laterTitle")}
      actions={
        <LinkButton to={`/console/issues/${issue.publicationCode}/${nextIssue}`}>
          {t("toNext", { number: nextIssue })}
        </LinkButton>
      }
    >
      {t("laterBody", { number: nextIssue })}
    </Callout>
  )
}

/** 発送処理: the draft with what would be posted, or the confirmed run with its proof, labels and R1. */
export default function IssueRun() {
  const { issue, nextIssue, draft, anomalies, run, totals, runs, patterns, exclusions, page, mayRun, today, title } =
    useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const base = `/console/issues/${issue.publicationCode}/${issue.issueNumber}`
  return (
    <>
      <PageHeader title={title} summary={`${issue.label} · ${issue.shippedOn ?? issue.shipsOn}`} />
      {answer ? <Callout tone="danger">{answer.message}</Callout> : null}
      {draft ? (
        <IssueDraftView issue={issue} draft={draft} anomalies={anomalies} mayRun={mayRun} today={today} />
      ) : null}
      {run && totals ? <IssueConfirmed run={run} totals={totals} runs={runs} patterns={patterns} base={base} /> : null}
      {!draft && !run ? <NotNow issue={issue} nextIssue={nextIssue} /> : null}
      {draft || run ? (
        <IssueExclusions exclusions={exclusions} counts={draft?.exclusions ?? null} page={page} base={base} />
      ) : null}
    </>
  )
}
