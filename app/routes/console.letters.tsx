import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { z } from "zod"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { lettersToPost, markLettersPosted } from "#app/notices/letters-to-post.server.ts"
import { formOf, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText, InstantText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { OrderTabs } from "#app/ui/order-tabs.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { Tabs } from "#app/ui/tabs.tsx"
import { actorAsRead } from "#app/values/text.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navOrders", to: "/console/orders" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  const url = listUrl(request)
  const state = url.oneOf("state", ["waiting", "posted"])
  const batches = await readScope(actor, (scope) =>
    lettersToPost(scope, { isPosted: state === "posted", limit: url.limit, offset: url.offset }),
  )
  return {
    ...{ title: i18nFor(actor.locale).t("letters:title"), state, batches, mayAct: may(actor, "members.write") },
    ...{ total: batches[0]?.total ?? 0, page: url.page, pageSize: url.limit },
  }
}

const Posted = z.object({ file: z.uuid() })

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const input = Posted.safeParse(Object.fromEntries(await formOf(request)))
  if (!input.success) throw new Response("no letters to post", { status: 400 })
  try {
    await inScope(actor, (scope) => markLettersPosted(scope, input.data.file))
    return data({ ok: true, message: i18nFor(actor.locale).t("letters:done") })
  } catch (error) {
    const { status, message } = refusalReply(error, actor.locale)
    return data({ ok: false, message }, { status })
  }
}

type Batch = ReturnType<typeof useLoaderData<typeof loader>>["batches"][number]

/** The letters to print: a PDF, or that it went with its reader's data. */
function FileOf({ batch }: { readonly batch: Batch }) {
  const { t } = useTranslation("letters")
  if (batch.isErased) return <span className="text-muted">{t("erased")}</span>
  return (
    <LinkButton to={`/console/files/${batch.fileId}`} reloadDocument icon="report">
      {t("pdf")}
      <span className="sr-only">
        : {t(batch.kind)} {t("count", { count: batch.count })}
      </span>
    </LinkButton>
  )
}

function PostedOf({ batch }: { readonly batch: Batch }) {
  const { t } = useTranslation("letters")
  const { mayAct } = useLoaderData<typeof loader>()
  if (batch.postedOn !== null) {
    return (
      <span>
        <DayText on={batch.postedOn} />
        <span className="block text-small text-muted">{actorAsRead(batch.postedBy ?? "")}</span>
      </span>
    )
  }
  if (!mayAct) return <Badge tone="warning">{t("waiting")}</Badge>
  return (
    <ConfirmDialog
      verb={t("post")}
      title={t("postTitle", { kind: t(batch.kind) })}
      triggerTone="secondary"
      fields={{ file: batch.fileId }}
    >
      <p>{t("postBody", { count: batch.count })}</p>
    </ConfirmDialog>
  )
}

/** 郵送物: the letters that runs have printed, until somebody has taken them to the post. */
export default function Letters() {
  const { t } = useTranslation("letters")
  const { title, state, batches, total, page, pageSize } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeader title={title} summary={t("lead")} />
      <OrderTabs current="/console/letters" />
      <Tabs
        label={t("states")}
        current={`/console/letters?state=${state}`}
        tabs={[
          { label: t("tabWaiting"), to: "/console/letters?state=waiting" },
          { label: t("tabPosted"), to: "/console/letters?state=posted" },
        ]}
      />
      <div role="status">
        {answer ? <Callout tone={answer.ok ? "success" : "warning"}>{answer.message}</Callout> : null}
      </div>
      <section className="card" aria-label={title}>
        <DataTable
          caption={title}
          rows={batches}
          rowKey={({ fileId }) => fileId}
          empty={<EmptyState icon="mail" title={t(state === "waiting" ? "noneWaiting" : "nonePosted")} />}
          columns={[
            { key: "kind", header: t("kind"), render: (batch) => t(batch.kind) },
            { key: "count", header: t("letters"), align: "end", render: (batch) => t("count", { count: batch.count }) },
            { key: "printed", header: t("printedAt"), render: (batch) => <InstantText at={batch.printedAt} /> },
            { key: "file", header: t("file"), render: (batch) => <FileOf batch={batch} /> },
            { key: "posted", header: t("posted"), render: (batch) => <PostedOf batch={batch} /> },
          ]}
        />
        {total > pageSize ? <Pagination page={page} pageSize={pageSize} total={total} /> : null}
      </section>
    </>
  )
}
