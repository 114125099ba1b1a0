import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireReader } from "#app/members/reader/reader-session.server.ts"
import { found, parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { signed } from "#app/platform/seal.server.ts"
import { ownContract } from "#app/subscriptions/reader/contract-of-reader.server.ts"
import { renewalForm } from "#app/subscriptions/renewal/renewal-form.ts"
import { renewalOfContract } from "#app/subscriptions/renewal/renewal-of-contract.server.ts"
import { startRenewal } from "#app/subscriptions/renewal/start-renewal.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { RenewalPlans } from "#app/ui/renewal-plans.tsx"
import { RenewalTitles } from "#app/ui/renewal-titles.tsx"
import { Steps } from "#app/ui/steps.tsx"

export async function loader({ request, params }: LoaderFunctionArgs) {
  const reader = await requireReader(request, params.organization)
  const renewal = await found(
    readScope(reader, async (scope) =>
      renewalOfContract(scope, (await ownContract(scope, reader.memberId, params.contract ?? "")).id),
    ),
  )
  const { publication, memberName, copies, titles, state, offers, applicationId, ways, lost } = renewal
  return {
    publication,
    memberName,
    copies,
    titles,
    state,
    offers,
    applicationId,
    ways,
    lost,
    base: `/my/${reader.organization}`,
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const reader = await requireReader(request, params.organization)
  const form = await parseForm(request, renewalForm(reader.locale))
  if (!form.ok) return form.reply
  try {
    const id = await inScope(reader, async (scope) => {
      const contract = await ownContract(scope, reader.memberId, params.contract ?? "")
      return startRenewal(scope, await renewalOfContract(scope, contract.id), form.value)
    })
    return redirect(`/o/${reader.organization}/applications/${signed("application", id)}`)
  } catch (error) {
    return form.refuse(error, reader.locale)
  }
}

/** 更新 from a reader's own page: the plan here, then the final confirmation and the card as for everybody. */
export default function MyRenewal() {
  const { t } = useTranslation(["my", "renew", "apply"])
  const { publication, memberName, copies, titles, state, offers, applicationId, ways, lost, base } =
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
        title={t("my:renewTitle", { publication })}
        summary={state === "open" && titles.length > 1 ? t("renew:leadBundle") : ""}
      />
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
      ) : (
        <Callout tone={state === "renewed" ? "success" : "warning"} title={t(`renew:${state}Title`)}>
          {t(`renew:${state}Body`)}
        </Callout>
      )}
      <div>
        <LinkButton to={base}>{t("my:back")}</LinkButton>
      </div>
    </>
  )
}
