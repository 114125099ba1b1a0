import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node"
import { Link, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { z } from "zod"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { formOf, refusalReply } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { lettersToPost, markPosted, prepareTicketsToPost } from "#app/seminars/office/letters-to-post.server.ts"
import { letterKinds } from "#app/seminars/office/letter-kinds.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText, InstantText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { FilterBar } from "#app/ui/filter-bar.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SeminarTabs } from "#app/ui/seminar-tabs.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navSeminars", to: "/console/seminars" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.read")
  const url = listUrl(request)
  const kind = url.oneOf("kind", letterKinds)
  const state = url.oneOf("state", ["waiting", "sent"])
  return inScope(actor, async (scope) => {
    if (may(actor, "seminars.write")) await prepareTicketsToPost(scope)
    return {
      title: i18nFor(actor.locale).t("seminarOffice:tabPost"),
      ...{ kind, state, mayWrite: may(actor, "seminars.write") },
      letters: await lettersToPost(scope, { kind, isSent: state === "sent" }),
    }
  })
}

const Mark = z.object({ kind: z.enum(letterKinds), keys: z.string().max(200_000) })

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  const input = Mark.safeParse(Object.fromEntries(await formOf(request)))
  if (!input.success) throw new Response("not an act", { status: 400 })
  try {
    const subjectKeys = input.data.keys.split(",")
    const count = await inScope(actor, (scope) => markPosted(scope, { kind: input.data.kind, subjectKeys }))
    return data({ ok: true, message: i18nFor(actor.locale).t("seminarOffice:postDone", { count }) })
  } catch (error) {
    const { message, status } = refusalReply(error, actor.locale)
    return data({ ok: false, message }, { status })
  }
}

type Letter = ReturnType<typeof useLoaderData<typeof loader>>["letters"][number]

function useColumns() {
  const { t } = useTranslation(["seminarOffice", "seminars"])
  const { state } = useLoaderData<typeof loader>()
  return [
    {
      key: "to",
      header: t("seminarOffice:postTo"),
      render: (one: Letter) => (
        <span>
          {[one.company, one.name].filter(Boolean).join(" ")}{" "}
          {one.isReissue ? <Badge tone="warning">{t("seminarOffice:reissuedMark")}</Badge> : null}
        </span>
      ),
    },
    {
      key: "address",
      header: t("seminarOffice:postAddress"),
      render: (one: Letter) =>
        one.street === "" ? (
          <Badge tone="danger">{t("seminarOffice:postNoAddress")}</Badge>
        ) : (
          `〒${one.postalCode} ${one.region}${one.street} ${one.building}`.trim()
        ),
    },
    {
      key: "number",
      header: t("seminarOffice:postNumber"),
      render: (one: Letter) => (
        <Link to={`/console/seminar-orders/${one.orderId}`} className="text-link figures">
          {one.number}
        </Link>
      ),
    },
    { key: "seminar", header: t("seminars:seminar"), render: (one: Letter) => one.seminar },
    {
      key: "when",
      header: state === "sent" ? t("seminarOffice:postSentOn") : t("seminars:startsAt"),
      render: (one: Letter) =>
        one.sentOn !== null ? (
          <DayText on={one.sentOn} />
        ) : one.startsAt === null ? (
          ""
        ) : (
          <InstantText at={one.startsAt} />
        ),
    },
  ] as const
}

function Files({ kind }: { readonly kind: string }) {
  const { t } = useTranslation("seminarOffice")
  return (
    <>
      <LinkButton to={`/console/seminar-post/${kind}/letters.pdf`} reloadDocument icon="report">
        {t("postLetters")}
      </LinkButton>
      <LinkButton to={`/console/seminar-post/${kind}/labels.pdf`} reloadDocument icon="report">
        {t("postLabels")}
      </LinkButton>
    </>
  )
}

/** 郵送: what is to go out by post, its letters and labels, and 発送済. */
export default function SeminarPost() {
  const { t } = useTranslation("seminarOffice")
  const { title, kind, state, letters, mayWrite } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const isWaiting = state === "waiting"
  return (
    <>
      <PageHeader
        title={title}
        summary={t("postLead")}
        primary={
          mayWrite && isWaiting && letters.length > 0 ? (
            <ConfirmDialog
              verb={t("postMark")}
              title={t("postMarkTitle")}
              people={letters.length}
              fields={{ kind, keys: letters.map(({ subjectKey }) => subjectKey).join(",") }}
            />
          ) : null
        }
        secondary={isWaiting && letters.length > 0 ? <Files kind={kind} /> : null}
      />
      <SeminarTabs current="/console/seminar-post" />
      <div role="status">
        {answer ? <Callout tone={answer.ok ? "success" : "warning"}>{answer.message}</Callout> : null}
      </div>
      <section className="card" aria-label={title}>
        <FilterBar
          label={t("tabPost")}
          currentView={`${kind}-${state}`}
          views={letterKinds.flatMap((one) =>
            (["waiting", "sent"] as const).map((which) => ({
              key: `${one}-${which}`,
              label: `${t(`post-${one}`)} ${t(which === "waiting" ? "postWaiting" : "postSent")}`,
              to: `/console/seminar-post?kind=${one}&state=${which}`,
            })),
          )}
        />
        <DataTable
          caption={title}
          rows={letters}
          rowKey={({ subjectKey }) => subjectKey}
          empty={<EmptyState icon="order" title={t(isWaiting ? "postNone" : "postNoneSent")} />}
          columns={useColumns()}
        />
      </section>
    </>
  )
}
