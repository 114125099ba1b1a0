import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { found, parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import {
  actOfAlternative,
  cancellationForm,
  isPolicy,
  isReason,
} from "#app/subscriptions/contract/cancellation-form.ts"
import { cancelContract } from "#app/subscriptions/contract/cancel-contract.server.ts"
import { contractForPage } from "#app/subscriptions/contract/contract-for-page.server.ts"
import { contractAsItStands, requireActive } from "#app/subscriptions/contract/lock-contract.server.ts"
import { quoteForCancellation } from "#app/subscriptions/contract/quote-for-cancellation.server.ts"
import { retainContract } from "#app/subscriptions/contract/retain-contract.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { CancellationQuote, CancellationReason, CancellationScript } from "#app/ui/cancellation.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { ContractBrief } from "#app/ui/contract-brief.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navOrders", to: "/console/orders" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  const asked = new URL(request.url).searchParams
  const [reason, policy] = [asked.get("reason") ?? "", asked.get("policy") ?? ""]
  return found(
    readScope(actor, async (scope) => {
      const contract = await contractForPage(scope, params.id ?? "")
      const chosen = isPolicy(policy) && may(actor, "billing.write") ? policy : contract.policy
      const { settlement } = await quoteForCancellation(scope, contract.id, chosen)
      return {
        title: i18nFor(actor.locale).t("contracts:cancelTitle", { number: contract.number }),
        contract,
        reason: isReason(reason) ? reason : null,
        quote: { policy: chosen, settlement },
        rights: { write: may(actor, "members.write"), choosePolicy: may(actor, "billing.write") },
        isActive: contract.state === "active" && contract.servedUnits < contract.units,
      }
    }),
  )
}

/** A quote that does not hold any more is replaced by the one that does. */
export const shouldRevalidate = () => true

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  const form = await parseForm(request, cancellationForm(actor.locale))
  if (!form.ok) return form.reply
  const input = form.value
  const contractId = params.id ?? ""
  const page = `/console/contracts/${contractId}`
  const forbidden = () => new Response("forbidden", { status: 403 })
  try {
    if (input.intent === "retain") {
      if (!may(actor, "members.write")) throw forbidden()
      await inScope(actor, (scope) => retainContract(scope, { ...input, contractId }))
      const act = actOfAlternative[input.instead]
      return redirect(act === null ? `${page}?done=retained` : `${page}/${act}`)
    }
    const done = await inScope(actor, async (scope) => {
      const contract = await contractAsItStands(scope, contractId)
      requireActive(contract)
      const isOwn = input.policy === contract.policy
      if (!may(actor, isOwn ? "members.write" : "billing.write")) throw forbidden()
      return cancelContract(scope, { ...input, contractId })
    })
    return redirect(`${page}?done=cancelled&yen=${done.settlement.refundYen}`)
  } catch (error) {
    if (error instanceof Response) throw error
    return form.refuse(error, actor.locale)
  }
}

/** 解約の受付: why, what to say, what it would refund; then either the reader stays, or the contract ends for that amount. */
export default function Cancellation() {
  const { t } = useTranslation("contracts")
  const { title, contract, reason, quote, rights, isActive } = useLoaderData<typeof loader>()
  const error = useActionData<typeof action>()?.submission.error
  const complaints = Object.values(error ?? {}).flatMap((messages) => messages ?? [])
  return (
    <>
      <PageHeader title={title} summary={contract.payer.name} />
      {complaints.length > 0 ? <Callout tone="danger">{complaints.join(" ")}</Callout> : null}
      {isActive ? null : <Callout tone="warning">{t("noActs")}</Callout>}
      <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
        <div className="grid min-w-0 gap-apart">
          <CancellationReason reason={reason} />
          {reason && isActive ? (
            <>
              {rights.write ? <CancellationScript reason={reason} contract={contract} /> : null}
              <CancellationQuote contract={contract} reason={reason} quote={quote} rights={rights} />
            </>
          ) : null}
        </div>
        <SectionCard title={t("terms")}>
          <ContractBrief contract={contract} />
        </SectionCard>
      </div>
    </>
  )
}
