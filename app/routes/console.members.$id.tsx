import type { LoaderFunctionArgs } from "@remix-run/node"
import { Link, Outlet, useLoaderData, useLocation } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { memberForPage } from "#app/members/member-for-page.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { contractsForMember } from "#app/subscriptions/contracts-for-member.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Tabs } from "#app/ui/tabs.tsx"
import { idOf } from "#app/values/ids.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navMembers", to: "/console/members" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  return inScope(actor, async (scope) => {
    const member = await memberForPage(scope, params.id ?? "")
    if (!member) throw new Response("not found", { status: 404 })
    await audit(scope, "read-member", member.number)
    const name = [member.familyName, member.givenName].filter(Boolean).join(" ")
    const contracts = await contractsForMember(scope, idOf(member.id))
    return { title: member.companyName || name, name, member, contracts, today: scope.today }
  })
}

/** A tab of the same member reads what is here already; the audit log says that the member was opened, once. */
export const shouldRevalidate = (change: {
  currentParams: Record<string, string | undefined>
  nextParams: Record<string, string | undefined>
  formMethod?: string
}) => change.currentParams.id !== change.nextParams.id || change.formMethod !== undefined

/** 会員: head and tabs 1 基本情報, 2 契約情報, 5 お客様ノート; each has its own address. */
export default function Member() {
  const { t } = useTranslation("members")
  const { title, name, member, contracts } = useLoaderData<typeof loader>()
  const { pathname } = useLocation()
  const base = `/console/members/${member.id}`
  const kana = [member.familyNameKana, member.givenNameKana].filter(Boolean).join(" ")
  const facts = [member.companyName ? name : "", kana, t("summary", { number: member.number })]
  return (
    <>
      <PageHeader title={title} summary={facts.filter(Boolean).join(" · ")} />
      {member.openMatches > 0 ? (
        <Callout
          tone="warning"
          title={t("possibleTwins", { count: member.openMatches })}
          actions={
            <Link to="/console/matches" className="text-link">
              {t("toMatches")}
            </Link>
          }
        />
      ) : null}
      <Tabs
        label={t("tabs")}
        current={pathname.replace(/\/$/, "")}
        tabs={[
          { label: t("tabProfile"), to: base, accessKey: "1" },
          { label: t("tabContract"), to: `${base}/contracts`, accessKey: "2", count: contracts.length },
          { label: t("tabNotes"), to: `${base}/notes`, accessKey: "5" },
        ]}
      />
      <Outlet />
    </>
  )
}
