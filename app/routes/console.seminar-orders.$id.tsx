import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Link, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { found, idOfPage, parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { movementsOfSubject } from "#app/reports/movements.server.ts"
import { actAtDesk } from "#app/seminars/apply/act-at-desk.server.ts"
import { deskForm } from "#app/seminars/apply/desk-form.ts"
import { orderForDesk } from "#app/seminars/apply/order-for-desk.server.ts"
import { papersForOrder } from "#app/seminars/money/papers-for-order.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { Callout } from "#app/ui/callout.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { SubjectMovements } from "#app/ui/movement-table.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { DeskActs, DeskAttendees } from "#app/ui/seminar-desk.tsx"
import { DeskPapers, DeskPayment } from "#app/ui/seminar-desk-money.tsx"
import { OrderStateBadge } from "#app/ui/seminar-orders.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navSeminars", to: "/console/seminars" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.read")
  const id = idOfPage(params.id)
  return found(
    readScope(actor, async (scope) => {
      const order = await orderForDesk(scope, id)
      const title = `${i18nFor(actor.locale).t("seminars:number")} ${order.number}`
      return {
        title,
        order,
        today: scope.today,
        papers: await papersForOrder(scope, id),
        movements: may(actor, "books.read") ? await movementsOfSubject(scope, id) : null,
        mayWrite: may(actor, "seminars.write"),
        mayRead: may(actor, "orders.read"),
      }
    }),
  )
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  const id = idOfPage(params.id)
  const form = await parseForm(request, deskForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    await inScope(actor, (scope) => actAtDesk(scope, id, form.value))
    return redirect(`/console/seminar-orders/${id}`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

/** One application: what was ordered, who attends, money, and what staff may do. */
export default function SeminarOrderPage() {
  const { t } = useTranslation("seminars")
  const { title, order, papers, movements, today, mayWrite, mayRead } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const errors = Object.values(answer?.submission.error ?? {}).flatMap((texts) => texts ?? [])
  return (
    <>
      <PageHeader
        title={title}
        marks={<OrderStateBadge state={order.state} />}
        summary={
          <Link to={`/console/seminars/${order.seminarId}`} className="text-link">
            {order.title}
          </Link>
        }
        secondary={
          <LinkButton to={order.readerPage} reloadDocument>
            {t("readerPage")}
          </LinkButton>
        }
      />
      {errors.length > 0 ? <Callout tone="danger" title={errors.join(" ")} /> : null}
      <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
        <div className="grid min-w-0 gap-apart">
          <SectionCard>
            <DescriptionList items={order.lines.map(({ key, label, text }) => ({ key, term: label, detail: text }))} />
          </SectionCard>
          <DeskAttendees order={order} mayWrite={mayWrite} />
          <SubjectMovements movements={movements} />
        </div>
        <div className="grid min-w-0 gap-apart">
          {mayWrite ? <DeskActs order={order} /> : null}
          <DeskPapers papers={papers} mayRead={mayRead} />
          <DeskPayment order={order} today={today} mayWrite={mayWrite} />
        </div>
      </div>
    </>
  )
}
