import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { proofStates } from "#app/subscriptions/conditions/student-proof-form.ts"
import { proofsByState, studentProofs } from "#app/subscriptions/conditions/student-proofs.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { i18nFor } from "#app/ui/i18n.ts"
import { listUrl } from "#app/ui/list-url.ts"
import { OrderTabs } from "#app/ui/order-tabs.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { StudentProofs } from "#app/ui/student-proofs.tsx"
import { Tabs } from "#app/ui/tabs.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navOrders", to: "/console/orders" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  const url = listUrl(request)
  const state = url.oneOf("state", proofStates)
  return readScope(actor, async (scope) => {
    const counts = await proofsByState(scope)
    return {
      title: i18nFor(actor.locale).t("conditions:proofs"),
      proofs: await studentProofs(scope, { memberId: null, state, limit: url.limit, offset: url.offset }),
      ...{ state, counts, page: url.page, pageSize: url.limit },
    }
  })
}

/** 在学の確認: the orders at students' prices that wait for a proof, and what was decided. */
export default function Students() {
  const { t } = useTranslation("conditions")
  const { title, proofs, state, counts, page, pageSize } = useLoaderData<typeof loader>()
  const views = { waiting: t("tabWaiting"), confirmed: t("tabConfirmed"), refused: t("tabRefused") }
  return (
    <>
      <PageHeader title={title} summary={t("proofsLead")} />
      <OrderTabs current="/console/students" />
      <Tabs
        label={t("views")}
        current={`/console/students?state=${state}`}
        tabs={proofStates.map((view) => ({
          ...{ label: views[view], to: `/console/students?state=${view}`, count: counts[view] },
        }))}
      />
      <section className="card" aria-label={title}>
        <StudentProofs caption={title} proofs={proofs} />
        {counts[state] > pageSize ? <Pagination page={page} pageSize={pageSize} total={counts[state]} /> : null}
      </section>
    </>
  )
}
