import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { z } from "zod"
import { sendAsLetter } from "#app/desk/send-as-letter.server.ts"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { bouncedKinds } from "#app/notices/bounce.ts"
import { bouncesForList } from "#app/notices/bounces-for-list.server.ts"
import { solveBounce } from "#app/notices/solve-bounce.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { formOf, refusalReply } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { BounceTable } from "#app/ui/bounce-table.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { FilterBar } from "#app/ui/filter-bar.tsx"
import { FilterSelect, FilterText } from "#app/ui/filter-control.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { OrderTabs } from "#app/ui/order-tabs.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navOrders", to: "/console/orders" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  const url = listUrl(request)
  const filters = {
    state: url.oneOf("state", ["open", "solved"]),
    kind: url.oneOf("kind", ["", ...bouncedKinds]),
    action: url.oneOf("action", ["", "failed", "delayed"]),
    search: url.text("find"),
  }
  return inScope(actor, async (scope) => {
    const bounces = await bouncesForList(scope, { ...filters, limit: url.limit, offset: url.offset })
    await audit(scope, "list-bounces", filters.state, { rows: bounces.length })
    return {
      ...{ title: i18nFor(actor.locale).t("bounces:title"), bounces, filters },
      ...{ total: bounces[0]?.total ?? 0, page: url.page, pageSize: url.limit },
      mayAct: may(actor, "members.write"),
    }
  })
}

const Act = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("letter"), id: z.uuid() }),
  z.object({ intent: z.literal("solve"), id: z.uuid(), note: z.string().trim().max(500).default("") }),
])

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const { t } = i18nFor(actor.locale)
  const input = Act.safeParse(Object.fromEntries(await formOf(request)))
  if (!input.success) throw new Response("nothing to do with a returned mail", { status: 400 })
  const act = input.data
  try {
    if (act.intent === "letter") {
      const { fileId } = await inScope(actor, (scope) => sendAsLetter(scope, act.id))
      return data({ ok: true, message: t("bounces:letterDone"), fileId })
    }
    await inScope(actor, (scope) => solveBounce(scope, { bounceId: act.id, note: act.note }))
    return data({ ok: true, message: t("bounces:solveDone"), fileId: null })
  } catch (error) {
    const { status, message } = refusalReply(error, actor.locale)
    return data({ ok: false, message, fileId: null }, { status })
  }
}

function Filters() {
  const { t } = useTranslation("bounces")
  const { filters, title } = useLoaderData<typeof loader>()
  const { state, kind, action: chosen, search } = filters
  const isFiltered = kind !== "" || chosen !== "" || search !== ""
  const home = state === "open" ? "/console/bounces" : "/console/bounces?state=solved"
  return (
    <FilterBar
      label={title}
      currentView={state}
      views={[
        { key: "open", label: t("open"), to: "/console/bounces" },
        { key: "solved", label: t("solved"), to: "/console/bounces?state=solved" },
      ]}
      keeps={state === "open" ? {} : { state }}
      clearHref={isFiltered ? home : undefined}
    >
      <FilterText label={t("search")} name="find" value={search} />
      <FilterSelect
        label={t("kind")}
        name="kind"
        value={kind}
        all={t("allKinds")}
        options={bouncedKinds.map((value) => ({ value, label: t(`kind-${value}`) }))}
      />
      <FilterSelect
        label={t("action")}
        name="action"
        value={chosen}
        all={t("allActions")}
        options={(["failed", "delayed"] as const).map((value) => ({ value, label: t(`action-${value}`) }))}
      />
    </FilterBar>
  )
}

function Nothing() {
  const { t } = useTranslation("bounces")
  const { filters } = useLoaderData<typeof loader>()
  const isFiltered = filters.kind !== "" || filters.action !== "" || filters.search !== ""
  return (
    <EmptyState
      icon={isFiltered ? "search" : "mail"}
      title={t(isFiltered ? "noneFound" : filters.state === "open" ? "noneOpen" : "noneSolved")}
    />
  )
}

/** 届かないメール: notices that came back and wait for somebody to ask. */
export default function Bounces() {
  const { t } = useTranslation("bounces")
  const { title, bounces, total, page, pageSize, mayAct } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeader title={title} summary={t("lead")} />
      <OrderTabs current="/console/bounces" />
      <div role="status">
        {answer ? (
          <Callout
            tone={answer.ok ? "success" : "warning"}
            actions={
              answer.fileId === null ? undefined : (
                <LinkButton to={`/console/files/${answer.fileId}`} reloadDocument>
                  {t("letter")}
                </LinkButton>
              )
            }
          >
            {answer.message}
          </Callout>
        ) : null}
      </div>
      <section className="card" aria-label={title}>
        <Filters />
        <BounceTable bounces={bounces} mayAct={mayAct} empty={<Nothing />} />
        {total > pageSize ? <Pagination page={page} pageSize={pageSize} total={total} /> : null}
      </section>
    </>
  )
}
