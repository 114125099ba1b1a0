import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { localeOfReader } from "#app/identity/appearance.server.ts"
import { found, parseForm } from "#app/platform/form.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { signed } from "#app/platform/seal.server.ts"
import { renewalForm } from "#app/subscriptions/renewal/renewal-form.ts"
import { renewalOfToken } from "#app/subscriptions/renewal/renewal-of-token.server.ts"
import { startRenewal } from "#app/subscriptions/renewal/start-renewal.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { RenewalPlans } from "#app/ui/renewal-plans.tsx"
import { RenewalTitles } from "#app/ui/renewal-titles.tsx"
import { Steps } from "#app/ui/steps.tsx"

const actorOf = async (request: Request, organization: string | undefined) =>
  found(actorFor(organization ?? "", "reader", { locale: localeOfReader(request) }))

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await actorOf(request, params.organization)
  const renewal = await found(readScope(actor, (scope) => renewalOfToken(scope, params.token ?? "")))
  const { publication, memberName, copies, titles, state, offers, applicationId, ways, lost } = renewal
  return { publication, memberName, copies, titles, state, offers, applicationId, ways, lost }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await actorOf(request, params.organization)
  const form = await parseForm(request, renewalForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    const id = await inScope(actor, async (scope) =>
      startRenewal(scope, await renewalOfToken(scope, params.token ?? ""), form.value),
    )
    return redirect(`/o/${params.organization ?? ""}/applications/${signed("application", id)}`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

/** 継続専用フォーム: no sign-in, everything filled in; only the plan is asked, the card comes after the final confirmation. */
export default function Renew() {
  const { t } = useTranslation(["renew", "apply"])
  const { publication, memberName, copies, titles, state, offers, applicationId, ways, lost } =
    useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <Steps
        label={t("apply:steps")}
        steps={[t("renew:step"), t("apply:stepConfirm"), t("apply:stepPay"), t("apply:stepDone")]}
        current={state === "renewed" ? 3 : 0}
      />
      <PageHeader
        title={t("renew:title", { publication })}
        summary={state === "open" ? t(titles.length > 1 ? "renew:leadBundle" : "renew:lead") : ""}
      />
      {state === "open" ? null : (
        <Callout tone={state === "renewed" ? "success" : "warning"} title={t(`renew:${state}Title`)}>
          {t(`renew:${state}Body`)}
        </Callout>
      )}
      <RenewalTitles memberName={memberName} copies={copies} titles={titles} />
      {state === "open" ? (
        <RenewalPlans
          offers={offers}
          applicationId={applicationId}
          titles={titles}
          copies={copies}
          ways={ways}
          lost={lost}
          answer={answer?.submission}
        />
      ) : null}
    </>
  )
}
