import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireReader } from "#app/members/reader/reader-session.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { offersOfReader } from "#app/subscriptions/conditions/apply-as-member.server.ts"
import { studiesOfReader } from "#app/subscriptions/conditions/studies-of-reader.server.ts"
import { contractsForReader } from "#app/subscriptions/reader/contract-of-reader.server.ts"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { ContractFacts, ContractMarks, titleOf } from "#app/ui/reader-contract.tsx"
import { ReaderOffers } from "#app/ui/reader-offers.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { StudiesState } from "#app/ui/studies-state.tsx"

export async function loader({ request, params }: LoaderFunctionArgs) {
  const reader = await requireReader(request, params.organization)
  const contracts = await readScope(reader, (scope) => contractsForReader(scope, reader.memberId))
  const offers = await readScope(reader, (scope) => offersOfReader(scope, reader.memberId))
  const studies = await readScope(reader, (scope) => studiesOfReader(scope, reader.memberId))
  return { base: `/my/${reader.organization}`, contracts, offers, studies }
}

type Contract = ReturnType<typeof useLoaderData<typeof loader>>["contracts"][number]

function ContractCard({ contract, base }: { readonly contract: Contract; readonly base: string }) {
  const { t, i18n } = useTranslation("my")
  const address = `${base}/contracts/${contract.id}`
  const mayRenew = contract.isRunning && contract.isPayer && contract.priceYen > 0 && !contract.isRenewed
  return (
    <SectionCard title={titleOf(contract, i18n.language)} actions={<ContractMarks contract={contract} />}>
      <div className="grid gap-apart">
        <ContractFacts contract={contract} />
        <div className="flex flex-wrap gap-near">
          {mayRenew ? (
            <LinkButton to={`${address}/renew`} tone="primary">
              {t("renew")}
            </LinkButton>
          ) : null}
          <LinkButton to={address}>{t("details")}</LinkButton>
        </div>
      </div>
    </SectionCard>
  )
}

/** マイページ: what runs, until when, what is owed, and the way to renew. */
export default function MyHome() {
  const { t } = useTranslation(["my", "conditions"])
  const { base, contracts, offers, studies } = useLoaderData<typeof loader>()
  const running = contracts.filter(({ isRunning }) => isRunning)
  const past = contracts.filter(({ isRunning }) => !isRunning)
  return (
    <>
      <PageHeader title={t("contracts")} />
      {running.length === 0 ? (
        <SectionCard>
          <EmptyState icon="publication" title={t("noContracts")}>
            {t("noContractsBody")}
          </EmptyState>
        </SectionCard>
      ) : null}
      {running.map((contract) => (
        <ContractCard key={contract.id} contract={contract} base={base} />
      ))}
      <ReaderOffers offers={offers} base={base} />
      {studies.state === "none" ? null : (
        <StudiesState studies={studies}>
          <LinkButton to={`${base}/studies`}>{t("conditions:toStudies")}</LinkButton>
        </StudiesState>
      )}
      {past.length === 0 ? null : (
        <>
          <h2 className="pt-apart text-title">{t("pastContracts")}</h2>
          {past.map((contract) => (
            <ContractCard key={contract.id} contract={contract} base={base} />
          ))}
        </>
      )}
    </>
  )
}
