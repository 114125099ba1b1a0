import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { found, formOf, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { wake } from "#app/platform/wake.server.ts"
import { actOnOrder, isOrderAct } from "#app/seminars/apply/act-on-order.server.ts"
import { openOrderCheckout } from "#app/seminars/apply/open-order-checkout.server.ts"
import { orderForReader } from "#app/seminars/apply/order-for-reader.server.ts"
import { orderOfToken } from "#app/seminars/apply/order-of-token.server.ts"
import { papersForOrder } from "#app/seminars/money/papers-for-order.server.ts"
import { quoteForCancelling } from "#app/seminars/money/cancel-registrations.server.ts"
import { settleReturn } from "#app/subscriptions/settle-return.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { OrderActions, OrderAttendees, OrderPapers, OrderState } from "#app/ui/seminar-order.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { Steps } from "#app/ui/steps.tsx"

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, id } = await orderOfToken(request, params)
  if (await settleReturn(actor, id, new URL(request.url).searchParams.get("session"))) {
    await wake("send-mail", params.organization ?? "")
  }
  const order = await found(readScope(actor, (scope) => orderForReader(scope, id)))
  const papers = await readScope(actor, (scope) => papersForOrder(scope, id))
  const mayCancel = ["confirmed", "approval"].includes(order.state)
  const quote = mayCancel
    ? await readScope(actor, (scope) => quoteForCancelling(scope, { orderId: id, registrationIds: null })).catch(
        () => null,
      )
    : null
  const base = `/o/${params.organization ?? ""}`
  return {
    order: {
      ...order,
      // A link into an online session is for those who have a seat.
      sessions: order.state === "confirmed" ? order.sessions : [],
    },
    papers: papers.map(({ id: paperId, kind, number, totalYen }) => ({ id: paperId, kind, number, totalYen })),
    quote,
    page: `${base}/seminars/${order.code}`,
    fixUrl: `${base}/seminars/${order.code}/apply?from=${params.token ?? ""}`,
    own: `${base}/seminar-orders/${params.token ?? ""}`,
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, id } = await orderOfToken(request, params)
  const own = `/o/${params.organization ?? ""}/seminar-orders/${params.token ?? ""}`
  const act = (await formOf(request)).get("act")
  if (typeof act !== "string" || !isOrderAct(act)) throw new Response("unknown act", { status: 400 })
  try {
    const order = await inScope(actor, (scope) => actOnOrder(scope, id, act))
    const paysNow = act === "place" && order.state === "held" && order.way === "card"
    if (paysNow) return redirect(await openOrderCheckout(actor, order, own), 303)
    await wake("send-mail", params.organization ?? "")
    return redirect(own, 303)
  } catch (error) {
    const { code, message, status } = refusalReply(error, actor.locale)
    if (code === "application-already-paid") return redirect(own, 303)
    return data({ code, message }, { status })
  }
}

/** 最終確認 and, once placed, the order's own page: how it stands, who attends, what to do next. */
export default function SeminarOrder() {
  const { t } = useTranslation("seminarApply")
  const { order, papers, quote, page, fixUrl, own } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const isOpen = order.state === "filled" || order.state === "offered"
  const isFull = answer?.code === "seminar-full" || answer?.code === "a_pool_is_never_oversold"
  return (
    <>
      <Steps
        label={t("steps")}
        steps={[t("stepApply"), t("stepConfirm"), t("stepDone")]}
        current={isOpen || order.state === "held" ? 1 : 2}
      />
      <PageHeader
        title={order.state === "filled" ? t("finalTitle") : t(`state-${order.state}`)}
        summary={order.state === "filled" ? t("finalLead") : `${t("number")} ${order.number}`}
      />
      {answer ? (
        <Callout tone="warning" title={isFull ? t("fullTitle") : answer.message}>
          {isFull ? t("fullBody") : null}
        </Callout>
      ) : null}
      {order.state === "filled" ? null : <OrderState order={order} />}
      <SectionCard>
        <DescriptionList items={order.lines.map(({ key, label, text }) => ({ key, term: label, detail: text }))} />
      </SectionCard>
      {order.state === "confirmed" ? <OrderAttendees order={order} own={own} /> : null}
      <OrderPapers
        papers={papers}
        own={own}
        lacksReceipt={order.paidYen > 0 && papers.every(({ kind }) => kind !== "receipt")}
      />
      <OrderActions order={order} quote={quote} page={page} fixUrl={fixUrl} isFull={isFull} />
    </>
  )
}
