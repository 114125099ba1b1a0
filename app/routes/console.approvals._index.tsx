import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node"
import { Link, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { approvalsForList } from "#app/ledger/approvals-for-list.server.ts"
import { decideApproval } from "#app/ledger/decide-approval.server.ts"
import { requestReopening, requestReversal } from "#app/ledger/request-approval.server.ts"
import { formOf, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { InstantText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { isMonth } from "#app/values/calendar.ts"
import { formatYen } from "#app/values/yen.ts"
import { actorAsRead } from "#app/values/text.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navMonthClose", to: "/console/books" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  return {
    title: i18nFor(actor.locale).t("approvals:title"),
    approvals: await readScope(actor, approvalsForList),
    mayDecide: may(actor, "books.close"),
  }
}

const texts = (form: FormData) => (name: string) => {
  const value = form.get(name)
  return typeof value === "string" ? value.trim().slice(0, 500) : ""
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "books.close")
  const { t } = i18nFor(actor.locale)
  const text = texts(await formOf(request))
  const [intent, subject, reason] = [text("intent"), text("subject"), text("reason")]
  const decides = intent === "approve" || intent === "decline"
  if (!decides && reason === "") return data({ ok: false, message: t("approvals:needReason") }, { status: 422 })
  const act = async (scope: Scope): Promise<unknown> => {
    if (decides) return decideApproval(scope, { id: subject, approves: intent === "approve" })
    if (intent === "reverse") return requestReversal(scope, subject, reason)
    if (intent === "reopen" && isMonth(subject)) return requestReopening(scope, subject, reason)
    throw new Response("not an act", { status: 400 })
  }
  try {
    await inScope(actor, act)
    const done = intent === "approve" ? "doneApproved" : intent === "decline" ? "doneDeclined" : "doneRequested"
    return data({ ok: true, message: t(`approvals:${done}`) })
  } catch (error) {
    if (error instanceof Response) throw error
    const { status, message } = refusalReply(error, actor.locale)
    return data({ ok: false, message }, { status })
  }
}

type Asked = ReturnType<typeof useLoaderData<typeof loader>>["approvals"][number]

/** What it is about: the month, the voucher, or the lines that would be posted. */
function Subject({ asked }: { readonly asked: Asked }) {
  const { t } = useTranslation("approvals")
  const voucher = asked.voucherId ?? (asked.kind === "reversal" ? asked.subject : null)
  return (
    <div className="grid gap-tight">
      <span>{asked.kind === "reopening" ? asked.subject : (asked.description ?? asked.content.description)}</span>
      {(asked.content.lines ?? []).map((line, at) => (
        <span key={at} className="figures text-small text-muted">
          {line.amountYen > 0 ? t("debit") : t("credit")} {line.accountCode} {line.subAccount}{" "}
          {formatYen(Math.abs(line.amountYen))}
        </span>
      ))}
      {asked.kind === "call-off" ? (
        <Link to={`/console/seminars/${asked.subject}`} className="text-link text-small">
          {t("seminar")}
        </Link>
      ) : null}
      {voucher === null ? null : (
        <Link to={`/console/vouchers/${voucher}`} className="text-link text-small">
          {t("voucher")}
        </Link>
      )}
    </div>
  )
}

function Decide({ asked }: { readonly asked: Asked }) {
  const { t } = useTranslation("approvals")
  const detail = (
    <>
      <p>{t(`kind-${asked.kind}`)}</p>
      <Subject asked={asked} />
      <p>{asked.reason}</p>
    </>
  )
  return (
    <span className="flex flex-wrap gap-near">
      <ConfirmDialog
        verb={t("approve")}
        title={t("approveTitle")}
        triggerTone="secondary"
        fields={{ intent: "approve", subject: asked.id }}
      >
        {detail}
      </ConfirmDialog>
      <ConfirmDialog
        verb={t("decline")}
        title={t("declineTitle")}
        triggerTone="quiet"
        fields={{ intent: "decline", subject: asked.id }}
      >
        {detail}
      </ConfirmDialog>
    </span>
  )
}

function Outcome({ asked }: { readonly asked: Asked }) {
  const { t } = useTranslation("approvals")
  const isApproved = asked.state === "approved"
  return (
    <>
      <Badge tone={isApproved ? "success" : "neutral"}>{t(isApproved ? "approved" : "declined")}</Badge>{" "}
      {asked.decidedAt === null ? null : <InstantText at={asked.decidedAt} />}
    </>
  )
}

/** 承認: what waits for a second person, and what was decided. */
export default function Approvals() {
  const { t } = useTranslation("approvals")
  const { title, approvals, mayDecide } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  const waiting = approvals.filter(({ state }) => state === "waiting")
  const decided = approvals.filter(({ state }) => state !== "waiting")
  const kind = { key: "kind", header: t("kind"), render: (asked: Asked) => t(`kind-${asked.kind}`) }
  const subject = { key: "subject", header: t("subject"), render: (asked: Asked) => <Subject asked={asked} /> }
  const reason = { key: "reason", header: t("reason"), render: (asked: Asked) => asked.reason }
  const by = { key: "by", header: t("requestedBy"), render: (asked: Asked) => actorAsRead(asked.requestedBy) }
  const decide = {
    key: "decide",
    header: t("state"),
    render: (asked: Asked) => (asked.kind === "call-off" ? null : <Decide asked={asked} />),
  }
  return (
    <>
      <PageHeader
        title={title}
        summary={t("lead")}
        secondary={mayDecide ? <LinkButton to="/console/approvals/new">{t("newVoucher")}</LinkButton> : null}
      />
      <div role="status">
        {answer ? <Callout tone={answer.ok ? "success" : "warning"}>{answer.message}</Callout> : null}
        {!answer && search.has("asked") ? <Callout tone="success">{t("doneRequested")}</Callout> : null}
      </div>
      <SectionCard title={t("waiting")} flush>
        <DataTable
          caption={t("waiting")}
          rows={waiting}
          rowKey={(asked) => asked.id}
          empty={<EmptyState icon="check" title={t("nothing")} />}
          columns={[kind, subject, reason, by, ...(mayDecide ? [decide] : [])]}
        />
      </SectionCard>
      {decided.length === 0 ? null : (
        <SectionCard title={t("decided")} flush>
          <DataTable
            caption={t("decided")}
            rows={decided}
            rowKey={(asked) => asked.id}
            empty={null}
            columns={[
              ...[kind, subject, reason, by],
              { key: "decidedBy", header: t("decidedBy"), render: (asked) => actorAsRead(asked.decidedBy ?? "") },
              {
                key: "state",
                header: t("state"),
                render: (asked) => <Outcome asked={asked} />,
              },
            ]}
          />
        </SectionCard>
      )}
    </>
  )
}
