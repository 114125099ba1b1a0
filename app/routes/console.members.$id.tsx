import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node"
import { Link, Outlet, useActionData, useLoaderData, useLocation } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { z } from "zod"
import { undoMerge } from "#app/desk/undo-merge.server.ts"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { ownFieldsForForm, ownValuesForMember } from "#app/members/codes-for-form.server.ts"
import { memberForPage } from "#app/members/member-for-page.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { formOf, refusalReply } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { studentProofs } from "#app/subscriptions/conditions/student-proofs.server.ts"
import { contractsForMember } from "#app/subscriptions/contracts-for-member.server.ts"
import { MemberNotices } from "#app/ui/member-notices.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
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
    const [studies] = await studentProofs(scope, { memberId: member.id, state: null, limit: 1, offset: 0 })
    const own = await ownFieldsForForm(scope)
    const ownValues = await ownValuesForMember(scope, member.id)
    return {
      title: member.companyName || name,
      name,
      member,
      ...{ contracts, studies: studies ?? null },
      own: own.map((field) => ({ ...field, value: ownValues[field.code] ?? "" })),
      today: scope.today,
      rights: {
        write: may(actor, "members.write"),
        billing: may(actor, "billing.write"),
      },
    }
  })
}

const Undo = z.object({ intent: z.literal("undo-merge"), merge: z.uuid() })

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const input = Undo.safeParse(Object.fromEntries(await formOf(request)))
  if (!input.success) throw new Response("not an undoing", { status: 400 })
  try {
    await inScope(actor, (scope) => undoMerge(scope, input.data.merge))
    return data({ refused: null })
  } catch (error) {
    const { message, status } = refusalReply(error, actor.locale)
    return data({ refused: message }, { status })
  }
}

/** A tab of the same member reads what is here already; the audit log says that the member was opened, once. */
export const shouldRevalidate = (change: {
  currentParams: Record<string, string | undefined>
  nextParams: Record<string, string | undefined>
  formMethod?: string
}) => change.currentParams.id !== change.nextParams.id || change.formMethod !== undefined

/** 会員: head and tabs 1 基本情報, 2 契約情報, 5 お客様ノート; each has its own address. */
export default function Member() {
  const { t } = useTranslation(["members", "memberCare", "brochures", "conditions"])
  const { title, name, member, contracts, rights } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.refused
  const { pathname } = useLocation()
  const base = `/console/members/${member.id}`
  const kana = [member.familyNameKana, member.givenNameKana].filter(Boolean).join(" ")
  const facts = [member.companyName ? name : "", kana, t("members:summary", { number: member.number })]
  return (
    <>
      <PageHeader
        title={title}
        summary={facts.filter(Boolean).join(" · ")}
        primary={
          rights.write && !member.isErased && member.keptAs === null ? (
            <LinkButton to={`${base}/edit`} icon="edit">
              {t("memberCare:edit")}
            </LinkButton>
          ) : undefined
        }
      />
      {refused ? <Callout tone="danger">{refused}</Callout> : null}
      <MemberNotices member={member} mayWrite={rights.write} />
      {member.openMatches > 0 ? (
        <Callout
          tone="warning"
          title={t("members:possibleTwins", { count: member.openMatches })}
          actions={
            <Link to="/console/matches" className="text-link">
              {t("members:toMatches")}
            </Link>
          }
        />
      ) : null}
      <Tabs
        label={t("members:tabs")}
        current={pathname.replace(/\/$/, "")}
        tabs={[
          { label: t("members:tabProfile"), to: base, accessKey: "1" },
          { label: t("members:tabContract"), to: `${base}/contracts`, accessKey: "2", count: contracts.length },
          { label: t("members:tabNotes"), to: `${base}/notes`, accessKey: "5" },
          { label: t("brochures:tab"), to: `${base}/brochures`, accessKey: "8" },
          { label: t("conditions:tab"), to: `${base}/studies`, accessKey: "9" },
          { label: t("memberCare:tabHistory"), to: `${base}/history`, accessKey: "6" },
          { label: t("memberCare:tabPrivacy"), to: `${base}/privacy`, accessKey: "7" },
        ]}
      />
      <Outlet />
    </>
  )
}
