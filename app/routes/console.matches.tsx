import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { z } from "zod"
import { MergeInput, mergeMembers } from "#app/desk/merge-members.server.ts"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { decideMatch, MatchDecision } from "#app/members/decide-match.server.ts"
import { findMatches } from "#app/members/find-matches.server.ts"
import { matchesForQueue } from "#app/members/matches-for-queue.server.ts"
import { formOf, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { listUrl } from "#app/ui/list-url.ts"
import { MatchPair } from "#app/ui/match-pair.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { Tabs } from "#app/ui/tabs.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [] }

const states = ["open", "same", "different"] as const

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  const url = listUrl(request)
  const state = url.oneOf("state", states)
  return readScope(actor, async (scope) => ({
    title: i18nFor(actor.locale).t("console:matchesTitle"),
    ...(await matchesForQueue(scope, { state, limit: url.limit, offset: url.offset })),
    state,
    page: url.page,
    pageSize: url.limit,
    mayDecide: may(actor, "members.write"),
  }))
}

const Intent = z.union([
  MatchDecision,
  z.object({ intent: z.literal("find") }),
  MergeInput.extend({ intent: z.literal("merge") }),
])

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const input = Intent.safeParse(Object.fromEntries(await formOf(request)))
  if (!input.success) throw new Response("not a decision", { status: 400 })
  const asked = input.data
  const { t } = i18nFor(actor.locale)
  try {
    if ("intent" in asked && asked.intent === "merge") {
      await inScope(actor, (scope) => mergeMembers(scope, asked))
      return data({ ok: true, message: t("memberCare:mergedDone") })
    }
    if ("intent" in asked) {
      const { found } = await inScope(actor, findMatches)
      return data({ ok: true, message: t("console:foundMatches", { count: found }) })
    }
    await inScope(actor, (scope) => decideMatch(scope, asked))
    return data({ ok: true, message: t("console:decided") })
  } catch (error) {
    const { status, message } = refusalReply(error, actor.locale)
    return data({ ok: false, message }, { status })
  }
}

/** 名寄せ: pairs of members side by side; people decide, and merge when they say so. */
export default function Matches() {
  const { t } = useTranslation("console")
  const { matches, counts, state, page, pageSize, mayDecide } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        title={t("matchesTitle")}
        summary={t("matchesLead")}
        secondary={
          mayDecide ? (
            <Form method="post">
              <SubmitButton tone="secondary" icon="search" name="intent" value="find">
                {t("findMatches")}
              </SubmitButton>
            </Form>
          ) : undefined
        }
      />
      <div role="status">
        {answer ? <Callout tone={answer.ok ? "success" : "warning"}>{answer.message}</Callout> : null}
      </div>
      <Tabs
        label={t("matchesTitle")}
        current={state === "open" ? "/console/matches" : `/console/matches?state=${state}`}
        tabs={[
          { label: t("stateOpen"), to: "/console/matches", count: counts.open },
          { label: t("stateSame"), to: "/console/matches?state=same", count: counts.same },
          { label: t("stateDifferent"), to: "/console/matches?state=different", count: counts.different },
        ]}
      />
      {matches.length === 0 ? (
        <SectionCard>
          <EmptyState icon="matching" title={state === "open" ? t("noMatches") : t("noDecided")} />
        </SectionCard>
      ) : (
        <>
          {matches.map((match) => (
            <MatchPair key={`${match.member.id} ${match.candidate.id}`} match={match} mayDecide={mayDecide} />
          ))}
          <div className="card">
            <Pagination page={page} pageSize={pageSize} total={counts[state]} />
          </div>
        </>
      )}
    </>
  )
}
