import type { LoaderFunctionArgs } from "@remix-run/node"
import { Link, useLoaderData } from "@remix-run/react"
import type { TFunction } from "i18next"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { memberForPage } from "#app/members/member-for-page.server.ts"
import { dateInTokyo } from "#app/platform/clock.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { type TimelineKind, timelineForMember } from "#app/reports/timeline-for-member.server.ts"
import { dayText, instantText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import type { IconName } from "#app/ui/icon.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { Money } from "#app/ui/money.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { Timeline } from "#app/ui/timeline.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { idOf } from "#app/values/ids.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navMembers", to: "/console/members" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  const url = listUrl(request)
  return readScope(actor, async (scope) => {
    const member = await memberForPage(scope, params.id ?? "")
    if (!member) throw new Response("not found", { status: 404 })
    const rows = await timelineForMember(scope, idOf(member.id), url)
    return {
      title: member.companyName || [member.familyName, member.givenName].filter(Boolean).join(" "),
      rows: rows.map((row) => ({ ...row, day: dateInTokyo(row.at) })),
      total: rows[0]?.total ?? 0,
      page: url.page,
      pageSize: url.limit,
    }
  })
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number]
type T = TFunction<["members", "orders"]>

const icons = {
  registered: "user",
  order: "order",
  contract: "offer",
  payment: "yen",
  shipment: "issue",
  brochures: "mail",
  mail: "mail",
  opinion: "help",
  audit: "audit",
} as const satisfies Record<TimelineKind, IconName>

const mailWords = { waiting: "mailWaiting", sent: "mailSent", failed: "mailFailed", returned: "mailReturned" } as const
const origins = ["import", "web", "phone", "fax", "post", "shop", "staff"] as const
const ways = ["card", "convenience-store", "bank-transfer", "direct-debit", "invoice", "free", "cash"] as const

/** The words of a row's detail, whose meaning depends on its kind. */
function detailOf(row: Row, t: T): string {
  const way = ways.find((one) => one === row.detail)
  const mail = Object.entries(mailWords).find(([state]) => state === row.detail)?.[1]
  switch (row.kind) {
    case "payment":
      return way ? t(`orders:way-${way}`) : ""
    case "mail":
      return mail ? t(`members:${mail}`) : ""
    case "shipment":
      return row.detail ? t("members:sentTo", { name: row.detail }) : ""
    case "contract":
    case "brochures":
      return row.detail
    case "order":
    case "registered":
    case "opinion":
    case "audit":
      return ""
  }
}

function titleOf(row: Row, t: T) {
  const origin = origins.find((one) => one === row.detail) ?? "staff"
  if (row.kind === "registered") return t("members:event-registered", { origin: t(`members:origin-${origin}`) })
  const kind = row.kind === "brochures" && row.isDay ? "brochuresSent" : row.kind
  const title = t(`members:event-${kind}`, { title: row.title })
  if (row.orderId === null) return title
  return (
    <Link to={`/console/orders/${row.orderId}`} className="text-link">
      {title}
    </Link>
  )
}

/** お客様ノート: everything that happened with the member, newest first. */
export default function Notes() {
  const { t, i18n } = useTranslation(["members", "orders"])
  const { rows, total, page, pageSize } = useLoaderData<typeof loader>()
  if (rows.length === 0) {
    return (
      <SectionCard>
        <EmptyState icon="clock" title={t("members:noTimeline")} />
      </SectionCard>
    )
  }
  return (
    <section className="card" aria-label={t("members:tabNotes")}>
      <div className="p-apart">
        <Timeline
          label={t("members:tabNotes")}
          entries={rows.map((row) => ({
            key: row.key,
            at: row.isDay ? row.day : row.at.toISOString(),
            atText: row.isDay ? dayText(row.day, i18n.language) : instantText(row.at, i18n.language),
            title: titleOf(row, t),
            actor: row.actor ?? undefined,
            icon: icons[row.kind],
            tone: row.detail === "failed" ? "danger" : row.kind === "payment" ? "success" : "neutral",
            body: (
              <span className="flex flex-wrap gap-x-apart">
                {detailOf(row, t)}
                {row.amountYen === null ? null : <Money amount={row.amountYen} unit />}
                {row.copies === null ? null : <span>{t("members:copiesOf", { count: row.copies })}</span>}
              </span>
            ),
          }))}
        />
      </div>
      <Pagination page={page} pageSize={pageSize} total={total} />
    </section>
  )
}
