import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { ownFieldsForForm } from "#app/members/codes-for-form.server.ts"
import { deleteSegment } from "#app/members/save-segment.server.ts"
import { segmentsForPage } from "#app/members/segments-for-page.server.ts"
import { refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { useRuleWords } from "#app/ui/rule-words.ts"
import { SectionCard } from "#app/ui/section-card.tsx"
import { actorAsRead } from "#app/values/text.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navMembers", to: "/console/members" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  return readScope(actor, async (scope) => ({
    title: i18nFor(actor.locale).t("segments:title"),
    segments: await segmentsForPage(scope),
    own: await ownFieldsForForm(scope),
    mayWrite: may(actor, "members.write"),
  }))
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const gone = new URL(request.url).searchParams.get("delete") ?? ""
  try {
    await inScope(actor, (scope) => deleteSegment(scope, gone))
  } catch (error) {
    const { message, status } = refusalReply(error, actor.locale)
    return data({ message }, { status })
  }
  return redirect("/console/members/segments?done=deleted")
}

type Segment = ReturnType<typeof useLoaderData<typeof loader>>["segments"][number]

function useColumns() {
  const { t, i18n } = useTranslation(["segments", "actions"])
  const { own, mayWrite } = useLoaderData<typeof loader>()
  const words = useRuleWords(own)
  const acts = (segment: Segment) => (
    <span className="flex flex-wrap justify-end gap-near">
      <LinkButton to={`/console/members/segments/${segment.id}`}>
        <span className="sr-only">{`${segment.name}: `}</span>
        {t("actions:edit")}
      </LinkButton>
      <ConfirmDialog
        verb={t("actions:remove")}
        title={t("segments:deleteTitle", { name: segment.name })}
        tone="danger"
        triggerTone="secondary"
        action={`?index&delete=${segment.id}`}
      >
        <p>{t("segments:deleteBody")}</p>
      </ConfirmDialog>
    </span>
  )
  return [
    { key: "name", header: t("segments:name"), render: (segment: Segment) => segment.name },
    { key: "rules", header: t("segments:conditions"), render: (segment: Segment) => words(segment.rules).join(" / ") },
    { key: "people", header: t("segments:people"), unit: t("segments:peopleUnit"), align: "end", render: (segment: Segment) => segment.members.toLocaleString(i18n.language) }, // prettier-ignore
    { key: "by", header: t("segments:savedBy"), render: (segment: Segment) => actorAsRead(segment.savedBy) },
    ...(mayWrite ? [{ key: "acts", header: t("segments:acts"), render: acts }] : []),
  ] as const
}

const doings = ["deleted", "changed"] as const

/** 保存した条件: the segments with how many members fit each now; choosing one opens the list with it. */
export default function Segments() {
  const { t } = useTranslation("segments")
  const { title, segments, mayWrite } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  const done = doings.find((one) => one === search.get("done"))
  return (
    <>
      <PageHeader
        title={title}
        summary={t("lead")}
        primary={
          mayWrite ? (
            <LinkButton to="/console/members/segments/new" tone="primary" icon="plus">
              {t("newTitle")}
            </LinkButton>
          ) : undefined
        }
        secondary={<LinkButton to="/console/members">{t("toMembers")}</LinkButton>}
      />
      <div role="status">
        {answer ? <Callout tone="warning">{answer.message}</Callout> : null}
        {!answer && done ? <Callout tone="success">{t(done)}</Callout> : null}
      </div>
      <SectionCard title={title} flush>
        <DataTable
          caption={title}
          rows={segments}
          rowKey={({ id }) => id}
          rowHref={({ id }) => `/console/members?segment=${id}`}
          columns={useColumns()}
          empty={
            <EmptyState icon="members" title={t("none")}>
              {t("noneHint")}
            </EmptyState>
          }
        />
      </SectionCard>
    </>
  )
}
