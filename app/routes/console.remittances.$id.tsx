import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node"
import { Link, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { formOf, found, idOfPage, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { cancelRemittance } from "#app/subscriptions/remittances/cancel-remittance.server.ts"
import { payRemittance } from "#app/subscriptions/remittances/pay-remittance.server.ts"
import { remittanceForPage } from "#app/subscriptions/remittances/remittances-for-page.server.ts"
import { returnRemitted } from "#app/subscriptions/remittances/return-remitted.server.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText, InstantText } from "#app/ui/date-text.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { Money } from "#app/ui/money.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { DecideRemittance, GiveBack, RemittanceState } from "#app/ui/remittance-parts.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { readDate } from "#app/values/calendar.ts"
import { formatYen } from "#app/values/yen.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navRemittances", to: "/console/remittances" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  const url = listUrl(request)
  return found(
    readScope(actor, async (scope) => {
      const shown = await remittanceForPage(scope, params.id ?? "", url)
      const title = `${i18nFor(actor.locale).t("remittances:files")} ${shown.remittance.number}`
      return { ...shown, title, page: url.page, pageSize: url.limit, mayAct: may(actor, "billing.write"), today: scope.today } // prettier-ignore
    }),
  )
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const { t } = i18nFor(actor.locale)
  const id = idOfPage(params.id)
  const typed = await formOf(request)
  const text = (name: string) => {
    const value = typed.get(name)
    return typeof value === "string" ? value : ""
  }
  const done = (message: string) => data({ ok: true, message })
  const on = readDate(text("day"))
  try {
    if (text("intent") === "cancel") {
      await inScope(actor, (scope) => cancelRemittance(scope, id))
      return done(t("remittances:cancelled"))
    }
    if (on === null) return data({ ok: false, message: t("remittances:badDay") }, { status: 422 })
    if (text("intent") === "pay") {
      const yen = await inScope(actor, (scope) => payRemittance(scope, id, on))
      return done(t("remittances:paid", { yen: formatYen(yen) }))
    }
    const refundNumber = text("refund")
    await inScope(actor, (scope) => returnRemitted(scope, { remittanceId: id, refundNumber, on }))
    return done(t("remittances:givenBack", { number: refundNumber }))
  } catch (error) {
    const { status, message } = refusalReply(error, actor.locale)
    return data({ ok: false, message }, { status })
  }
}

/** When, who, how much, and the hash that proves which file it was. */
function Facts() {
  const { t } = useTranslation("remittances")
  const { remittance } = useLoaderData<typeof loader>()
  const counted = (count: number, yen: number) => (
    <span className="figures">
      {count.toLocaleString("ja-JP")} {t("pieces")} <Money amount={yen} unit />
    </span>
  )
  const { paidOn, decidedAt, returned } = remittance
  return (
    <SectionCard>
      <DescriptionList
        items={[
          { key: "on", term: t("onDay"), detail: <DayText on={remittance.paysOn} /> },
          { key: "sum", term: t("files"), detail: counted(remittance.lines, remittance.totalYen) },
          ...(returned === 0 ? [] : [{ key: "back", term: t("returned"), detail: counted(returned, remittance.returnedYen) }]), // prettier-ignore
          ...(paidOn === null ? [] : [{ key: "paid", term: t("paidOn"), detail: <DayText on={paidOn} /> }]),
          { key: "at", term: t("madeAt"), detail: <InstantText at={remittance.madeAt} /> },
          { key: "by", term: t("madeBy"), detail: <span className="[overflow-wrap:anywhere]">{remittance.madeBy}</span> }, // prettier-ignore
          ...(decidedAt === null ? [] : [{ key: "decided", term: t("decidedAt"), detail: <InstantText at={decidedAt} /> }]), // prettier-ignore
          { key: "hash", term: t("hash"), detail: <span className="font-mono text-small [overflow-wrap:anywhere]">{remittance.sha256}</span> }, // prettier-ignore
        ]}
      />
    </SectionCard>
  )
}

function Lines() {
  const { t } = useTranslation(["remittances", "states"])
  const { lines, remittance, mayAct, today, page, pageSize } = useLoaderData<typeof loader>()
  return (
    <SectionCard title={t("remittances:lines")} flush>
      <DataTable
        caption={t("remittances:lines")}
        rows={lines}
        rowKey={(line) => String(line.lineNo)}
        empty={null}
        columns={[
          { key: "refund", header: t("remittances:refund"), render: (line) => line.refundNumber },
          {
            key: "payer",
            header: t("remittances:payer"),
            render: (line) => (
              <Link to={`/console/members/${line.payerId}`} className="text-link">
                {line.payerName}
              </Link>
            ),
          },
          { key: "yen", header: t("remittances:amount"), unit: t("states:yen"), align: "end", render: (line) => <Money amount={line.amountYen} /> }, // prettier-ignore
          {
            key: "returned",
            header: t("remittances:returned"),
            render: (line) =>
              line.returnedOn === null ? (
                mayAct && line.isLive ? (
                  <GiveBack refund={line.refundNumber} amountYen={line.amountYen} today={today} />
                ) : null
              ) : (
                <span className="flex flex-wrap items-center gap-near">
                  <Badge tone="warning">{t("remittances:returned")}</Badge>
                  <DayText on={line.returnedOn} />
                  {mayAct ? (
                    <Link to={`/console/discontinued/${line.publicationCode}/${line.contractId}`} className="text-link">
                      {t("remittances:correct")}
                    </Link>
                  ) : null}
                </span>
              ),
          },
        ]}
      />
      {remittance.lines > pageSize ? <Pagination page={page} pageSize={pageSize} total={remittance.lines} /> : null}
    </SectionCard>
  )
}

/** One 振込データ: its file, its refunds, and what the bank did. */
export default function RemittanceOfPage() {
  const { t } = useTranslation("remittances")
  const { title, remittance, mayAct } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  const { number } = remittance
  const live = { people: remittance.lines - remittance.returned, liveYen: remittance.totalYen - remittance.returnedYen }
  const file = remittance.hasFile ? (
    <LinkButton to={`/console/remittances/${remittance.id}/file`} icon="import" reloadDocument>
      {t("download")}
    </LinkButton>
  ) : (
    <span className="text-muted">{t("noFile")}</span>
  )
  return (
    <>
      <PageHeader
        title={title}
        marks={<RemittanceState state={remittance.state} />}
        primary={mayAct ? file : null}
        secondary={
          mayAct && remittance.state === "made" ? (
            <DecideRemittance number={number} paysOn={remittance.paysOn} {...live} />
          ) : null
        }
      />
      <div role="status">
        {answer ? <Callout tone={answer.ok ? "success" : "warning"}>{answer.message}</Callout> : null}
        {!answer && search.has("made") ? <Callout tone="success">{t("made", { number })}</Callout> : null}
        {!answer && search.has("known") ? <Callout tone="info">{t("madeBefore", { number })}</Callout> : null}
      </div>
      <div className="grid items-start gap-apart">
        <Lines />
        <Facts />
      </div>
    </>
  )
}
