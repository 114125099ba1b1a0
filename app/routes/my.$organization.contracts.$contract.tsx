import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import type { ReaderActor } from "#app/members/reader/reader-session.server.ts"
import { requireReader } from "#app/members/reader/reader-session.server.ts"
import { found, parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { holdContract } from "#app/subscriptions/contract/hold-contract.server.ts"
import { resumeContract } from "#app/subscriptions/contract/resume-contract.server.ts"
import { contractOfReader, ownContract } from "#app/subscriptions/reader/contract-of-reader.server.ts"
import { holdForm, resumeForm } from "#app/subscriptions/reader/contract-forms.ts"
import { declineRenewal } from "#app/subscriptions/reader/decline-renewal.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { dayText } from "#app/ui/date-text.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { ContractFacts, ContractMarks, titleOf } from "#app/ui/reader-contract.tsx"
import { HoldForm, ResumeForm } from "#app/ui/reader-hold.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

export async function loader({ request, params }: LoaderFunctionArgs) {
  const reader = await requireReader(request, params.organization)
  const contract = await found(
    readScope(reader, (scope) => contractOfReader(scope, reader.memberId, params.contract ?? "")),
  )
  return { contract, base: `/my/${reader.organization}` }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const reader = await requireReader(request, params.organization)
  const intent = (await request.clone().formData()).get("intent")
  const here = `/my/${reader.organization}/contracts/${params.contract ?? ""}?done=1`
  const contractId = params.contract ?? ""
  await found(readScope(reader, (scope) => ownContract(scope, reader.memberId, contractId)))
  if (intent === "hold") return hold(request, reader, contractId, here)
  if (intent === "resume") return resume(request, reader, contractId, here)
  if (intent !== "decline") throw new Response("not an act", { status: 400 })
  await found(inScope(reader, (scope) => declineRenewal(scope, contractId)))
  return redirect(here)
}

async function hold(request: Request, reader: ReaderActor, contractId: string, here: string) {
  const form = await parseForm(request, holdForm(reader.locale))
  if (!form.ok) return form.reply
  const { fromIssue, untilIssue } = form.value
  try {
    await inScope(reader, (scope) =>
      holdContract(scope, { contractId, fromIssue, untilIssue: untilIssue ?? null, reason: "reader" }),
    )
    return redirect(here)
  } catch (error) {
    return form.refuse(error, reader.locale)
  }
}

async function resume(request: Request, reader: ReaderActor, contractId: string, here: string) {
  const form = await parseForm(request, resumeForm(reader.locale))
  if (!form.ok) return form.reply
  try {
    await inScope(reader, (scope) => resumeContract(scope, { contractId, ...form.value }))
    return redirect(here)
  } catch (error) {
    return form.refuse(error, reader.locale)
  }
}

/** One contract: what it holds, what was sent, and what its payer may change. */
export default function MyContract() {
  const { t, i18n } = useTranslation("my")
  const { contract, base } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const mayChange = contract.isPayer && contract.isRunning
  const mayRenew = mayChange && contract.priceYen > 0 && !contract.isRenewed
  return (
    <>
      <PageHeader
        title={titleOf(contract, i18n.language)}
        marks={<ContractMarks contract={contract} />}
        primary={
          mayRenew ? (
            <LinkButton to={`${base}/contracts/${contract.id}/renew`} tone="primary">
              {t("renew")}
            </LinkButton>
          ) : null
        }
      />
      {search.has("done") ? (
        <div role="status">
          <Callout tone="success">{t(search.get("done") === "cancelled" ? "cancelledTitle" : "done")}</Callout>
        </div>
      ) : null}
      <SectionCard>
        <ContractFacts contract={contract} />
      </SectionCard>
      <SectionCard title={t("received")}>
        {contract.received.length === 0 ? (
          <p className="text-muted">{t("noneReceived")}</p>
        ) : (
          <ul className="figures grid gap-tight">
            {contract.received.map(({ number, label, shippedOn, copies }) => (
              <li key={number}>{t("receivedIssue", { label, date: dayText(shippedOn, i18n.language), copies })}</li>
            ))}
          </ul>
        )}
      </SectionCard>
      {mayChange ? <Changes /> : null}
    </>
  )
}

function Changes() {
  const { t, i18n } = useTranslation("my")
  const { contract, base } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()?.submission
  const paid = contract.priceYen > 0
  return (
    <>
      <SectionCard title={t("pausing")}>
        {contract.hold === null ? (
          <HoldForm issues={contract.comingIssues} answer={answer} />
        ) : (
          <ResumeForm issues={contract.comingIssues} answer={answer} />
        )}
      </SectionCard>
      {paid && !contract.isRenewed ? (
        <SectionCard title={t("declining")}>
          {contract.declinedOn === null ? (
            <Form method="post" className="grid justify-items-start gap-near">
              <p>{t(contract.byCard === null ? "declineLead" : "stopCardLead")}</p>
              <span className="flex flex-wrap gap-near">
                <SubmitButton tone="secondary" name="intent" value="decline">
                  {t(contract.byCard === null ? "decline" : "stopCard")}
                </SubmitButton>
                {contract.byCard === null ? null : <LinkButton to={`${base}/card`}>{t("changeCard")}</LinkButton>}
              </span>
            </Form>
          ) : (
            <p>{t("declinedBody", { date: dayText(contract.declinedOn, i18n.language) })}</p>
          )}
        </SectionCard>
      ) : null}
      {paid ? (
        <SectionCard title={t("cancelling")}>
          <div className="grid justify-items-start gap-near">
            <p>{t("cancelLead")}</p>
            <LinkButton to={`${base}/contracts/${contract.id}/cancel`}>{t("cancelOpen")}</LinkButton>
          </div>
        </SectionCard>
      ) : null}
    </>
  )
}
