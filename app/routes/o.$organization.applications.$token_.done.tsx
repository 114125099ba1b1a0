import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData, useRevalidator } from "@remix-run/react"
import { useEffect } from "react"
import { useTranslation } from "react-i18next"
import { found } from "#app/platform/form.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { wake } from "#app/platform/wake.server.ts"
import { applicationForReader } from "#app/subscriptions/application-for-reader.server.ts"
import { applicationOfToken } from "#app/subscriptions/application-of-token.server.ts"
import { settleReturn } from "#app/subscriptions/settle-return.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { Steps } from "#app/ui/steps.tsx"

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, id } = await applicationOfToken(request, params)
  if (await settleReturn(actor, id, new URL(request.url).searchParams.get("session"))) {
    await wake("send-mail", params.organization ?? "")
  }
  const application = await found(readScope(actor, (scope) => applicationForReader(scope, id)))
  return {
    state: application.state,
    orderNumber: application.orderNumber,
    awaits: application.awaits,
    lines: application.lines.filter(({ key }) =>
      ["item", "condition", "quantity", "total", "delivery", "reader"].includes(key),
    ),
    studiesUrl: application.lines.some(({ key }) => key === "school")
      ? `/my/${params.organization ?? ""}/studies`
      : null,
    payUrl: `/o/${params.organization ?? ""}/applications/${params.token ?? ""}`,
  }
}

const WAIT_MILLISECONDS = 2_000

/** 完了: thanks and the order's number; while the payment is not known yet the page asks again by itself. */
export default function Done() {
  const { t } = useTranslation(["apply", "conditions"])
  const { state, orderNumber, awaits, lines, payUrl, studiesUrl } = useLoaderData<typeof loader>()
  const { revalidate } = useRevalidator()
  const waits = orderNumber === null && state === "confirmed"
  useEffect(() => {
    if (!waits) return
    const timer = setInterval(revalidate, WAIT_MILLISECONDS)
    return () => clearInterval(timer)
  }, [waits, revalidate])
  return (
    <>
      <Steps
        label={t("steps")}
        steps={[t("stepApply"), t("stepConfirm"), t("stepPay"), t("stepDone")]}
        current={orderNumber === null ? 2 : 3}
      />
      <PageHeader title={orderNumber !== null ? t("doneTitle") : awaits ? t("awaitsTitle") : t("waitingTitle")} />
      {state === "refund-due" ? (
        <Callout tone="warning" title={t("twiceTitle")}>
          {t("twiceBody")}
        </Callout>
      ) : null}
      {awaits ? (
        <Callout
          tone="warning"
          title={awaits.until === null ? t("awaitsTransfer") : t("awaitsUntil", { date: awaits.until })}
          actions={<LinkButton to={awaits.url}>{t("toInstructions")}</LinkButton>}
        >
          {t("awaitsBody")}
        </Callout>
      ) : orderNumber === null ? (
        <Callout title={t("notPaidTitle")} actions={<LinkButton to={payUrl}>{t("backToPay")}</LinkButton>}>
          {t("waitingBody")}
        </Callout>
      ) : (
        <Callout tone="success" title={`${t("orderNumber")} ${orderNumber}`}>
          {t("doneBody")}
        </Callout>
      )}
      {orderNumber === null || studiesUrl === null ? null : (
        <Callout
          tone="warning"
          title={t("conditions:afterApplyTitle")}
          actions={<LinkButton to={studiesUrl}>{t("conditions:toStudies")}</LinkButton>}
        >
          {t("conditions:afterApplyBody")}
        </Callout>
      )}
      <SectionCard>
        <DescriptionList items={lines.map(({ key, label, text }) => ({ key, term: label, detail: text }))} />
      </SectionCard>
    </>
  )
}
