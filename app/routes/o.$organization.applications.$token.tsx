import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { openCheckout } from "#app/billing/stripe/open-checkout.server.ts"
import { found, refusalReply } from "#app/platform/form.server.ts"
import { house } from "#app/platform/house.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { applicationForReader } from "#app/subscriptions/application-for-reader.server.ts"
import { applicationOfToken } from "#app/subscriptions/application-of-token.server.ts"
import { confirmApplication } from "#app/subscriptions/confirm-application.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { Steps } from "#app/ui/steps.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, id } = await applicationOfToken(request, params)
  const application = await found(readScope(actor, (scope) => applicationForReader(scope, id)))
  const base = `/o/${params.organization ?? ""}`
  if (["paid", "refund-due", "awaiting-payment"].includes(application.state)) {
    return redirect(`${base}/applications/${params.token ?? ""}/done`)
  }
  return {
    lines: application.lines,
    recentOrder: application.recentOrder,
    state: application.state,
    // A renewal is chosen on the reader's own form, whose address only his letter knows.
    fixUrl: application.isRenewal
      ? null
      : application.isOfMember
        ? `/my/${params.organization ?? ""}/offers/${application.offerCode}`
        : `${base}/apply/${application.offerCode}?from=${params.token ?? ""}`,
    cancelled: new URL(request.url).searchParams.has("cancelled"),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, id } = await applicationOfToken(request, params)
  const own = `${house().settings.url}/o/${params.organization ?? ""}/applications/${params.token ?? ""}`
  try {
    const application = await inScope(actor, (scope) => confirmApplication(scope, id))
    if (application.state === "awaiting-payment") return redirect(`${own}/done`, 303)
    const url = await openCheckout(actor, {
      subject: { kind: "application", id },
      item: {
        name: application.itemName,
        description: application.lines.find(({ key }) => key === "quantity")?.text ?? "",
        unitYen: application.unitYen,
        quantity: application.quantity,
      },
      email: application.form.email,
      way: application.form.payBy,
      keepsCard: application.renewsByCard,
      successUrl: `${own}/done?session={CHECKOUT_SESSION_ID}`,
      cancelUrl: `${own}?cancelled=1`,
    })
    return redirect(url, 303)
  } catch (error) {
    if (refusalReply(error, actor.locale).code === "application-already-paid") return redirect(`${own}/done`, 303)
    const { field, message, status } = refusalReply(error, actor.locale)
    // Somebody else took the last use, or its day is over, or the price is not for him any more: the reader decides what to do.
    if (field === "promotionCode" || field === "offer") return data({ message }, { status })
    throw new Response(message, { status: 409 })
  }
}

/** 最終確認画面 (特定商取引法12条の6): everything the law wants stated, before the card page. */
export default function FinalConfirmation() {
  const { t } = useTranslation(["apply", "promotions"])
  const refused = useActionData<typeof action>()?.message
  const { lines, recentOrder, state, fixUrl, cancelled } = useLoaderData<typeof loader>()
  return (
    <>
      <Steps label={t("steps")} steps={[t("stepApply"), t("stepConfirm"), t("stepPay"), t("stepDone")]} current={1} />
      <PageHeader title={t("finalTitle")} summary={t("finalLead")} />
      {refused === undefined ? null : (
        <div role="alert">
          <Callout
            tone="warning"
            title={t("promotions:refused")}
            actions={fixUrl === null ? null : <LinkButton to={fixUrl}>{t("fix")}</LinkButton>}
          >
            {refused}
          </Callout>
        </div>
      )}
      {cancelled ? (
        <Callout tone="warning" title={t("cancelledTitle")}>
          {t("cancelledBody")}
        </Callout>
      ) : null}
      {recentOrder ? (
        <Callout tone="warning" title={t("recentTitle", { number: recentOrder })}>
          {t("recentBody")}
        </Callout>
      ) : null}
      {state === "abandoned" ? (
        <Callout
          tone="warning"
          title={t("abandonedTitle")}
          actions={fixUrl === null ? null : <LinkButton to={fixUrl}>{t("again")}</LinkButton>}
        >
          {t("abandonedBody")}
        </Callout>
      ) : null}
      <SectionCard>
        <DescriptionList items={lines.map(({ key, label, text }) => ({ key, term: label, detail: text }))} />
      </SectionCard>
      {state === "abandoned" ? null : (
        <Form method="post" reloadDocument className="flex flex-wrap gap-near">
          <SubmitButton>{t("place")}</SubmitButton>
          {fixUrl === null ? null : <LinkButton to={fixUrl}>{t("fix")}</LinkButton>}
        </Form>
      )}
    </>
  )
}
