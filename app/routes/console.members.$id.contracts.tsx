import { Link, useRouteLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import type { loader } from "#app/routes/console.members.$id.tsx"
import { Badge, StatusBadge } from "#app/ui/badge.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { Money } from "#app/ui/money.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

type Contract = NonNullable<ReturnType<typeof useRouteLoaderData<typeof loader>>>["contracts"][number]

function ContractState({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation("members")
  if (contract.state === "active" && contract.servedUnits === contract.units) return <StatusBadge status="ended" />
  if (contract.state === "active") return <StatusBadge status="active" />
  if (contract.state === "cancelled") return <StatusBadge status="cancelled" />
  if (contract.state === "transferred") return <Badge icon="right">{t("contract-transferred")}</Badge>
  return (
    <Badge tone="warning" icon="pause">
      {t("contract-stopped")}
    </Badge>
  )
}

function People({ contract, memberId }: { readonly contract: Contract; readonly memberId: string }) {
  const { t } = useTranslation("members")
  return (
    <ul>
      {contract.recipients.map((recipient) => (
        <li key={recipient.id}>
          {recipient.id === memberId ? (
            recipient.name
          ) : (
            <Link to={`/console/members/${recipient.id}`} className="text-link">
              {recipient.name}
            </Link>
          )}{" "}
          <span className="figures text-muted">{t("copiesOf", { count: recipient.copies })}</span>
        </li>
      ))}
    </ul>
  )
}

type Part = { readonly contract: Contract; readonly memberId: string }

function Terms({ contract, memberId }: Part) {
  const { t } = useTranslation("members")
  const left = contract.units - contract.servedUnits
  return (
    <DescriptionList
      items={[
        {
          key: "units",
          term: t("units"),
          detail: (
            <span className="figures">
              {t("served", { served: contract.servedUnits, left })}
              <progress
                className="meter mt-tight block"
                max={contract.units}
                value={contract.servedUnits}
                aria-label={t("units")}
              />
            </span>
          ),
        },
        {
          key: "term",
          term: t("term"),
          detail: [
            t("fromIssue", { number: contract.startIssue }),
            contract.lastIssue === null ? t("allServed") : t("toIssue", { number: contract.lastIssue }),
          ].join(" "),
        },
        {
          key: "people",
          term: contract.isPayer ? t("recipients") : t("asPayer"),
          detail: contract.isPayer ? (
            <People contract={contract} memberId={memberId} />
          ) : (
            <Link to={`/console/members/${contract.payer.id}`} className="text-link">
              {contract.payer.name}
            </Link>
          ),
        },
        { key: "opened", term: t("openedOn"), detail: <DayText on={contract.openedOn} /> },
        {
          key: "renewal",
          term: t("autoRenewal"),
          detail: contract.autoRenewal ? t("on") : t("off"),
        },
      ]}
    />
  )
}

function Balances({ contract }: Pick<Part, "contract">) {
  const { t } = useTranslation(["members", "orders"])
  const money = (key: string, term: string, amount: number) => ({ key, term, detail: <Money amount={amount} unit /> })
  return (
    <DescriptionList
      items={[
        money("price", t("members:price"), contract.priceYen),
        money("paid", t("members:paidAmount"), contract.paidYen),
        money("deferred", t("members:deferred"), contract.deferredYen),
        money("receivable", t("members:receivable"), contract.receivableYen),
        money("left", t("members:valueLeft"), contract.valueLeftYen),
        {
          key: "way",
          term: t("orders:paymentMethod"),
          detail: (
            <>
              {t(`orders:way-${contract.paymentWay}`)}{" "}
              {contract.orderId ? (
                <Link to={`/console/orders/${contract.orderId}`} className="text-link">
                  {t("orders:order")}
                </Link>
              ) : null}
            </>
          ),
        },
      ]}
    />
  )
}

function ContractCard({ contract, memberId }: Part) {
  const { i18n } = useTranslation()
  const isEnglish = i18n.language === "en"
  const title = (isEnglish && contract.publicationNameEnglish) || contract.publicationName
  const offer = (isEnglish && contract.offerNameEnglish) || contract.offerName
  return (
    <SectionCard
      title={`${title} ${offer}`}
      actions={
        <>
          <Link to={`/console/contracts/${contract.id}`} className="text-link figures">
            {contract.number}
          </Link>
          <ContractState contract={contract} />
        </>
      }
    >
      <div className="grid gap-x-far desk:grid-cols-2">
        <Terms contract={contract} memberId={memberId} />
        <Balances contract={contract} />
      </div>
    </SectionCard>
  )
}

/** 契約情報: every contract that the member pays for or reads, with units, term and balances. */
export default function Contracts() {
  const { t } = useTranslation(["members", "orders", "papers", "debits"])
  const data = useRouteLoaderData<typeof loader>("routes/console.members.$id")
  if (!data) return null
  const entry = data.rights.write ? (
    <LinkButton to={`/console/orders/new?payer=${encodeURIComponent(data.member.number)}`} icon="plus">
      {t("orders:enter")}
    </LinkButton>
  ) : null
  if (data.contracts.length === 0) {
    return (
      <SectionCard>
        <EmptyState icon="order" title={t("members:noContracts")} action={entry} />
      </SectionCard>
    )
  }
  return (
    <div className="grid gap-apart">
      <div className="flex flex-wrap justify-end gap-near">
        <LinkButton to={`/console/papers?find=${encodeURIComponent(data.member.number)}`}>
          {t("papers:title")}
        </LinkButton>
        <LinkButton to={`/console/papers/statement/${data.member.id}`}>{t("papers:statement")}</LinkButton>
        {data.rights.billing ? (
          <>
            <LinkButton to={`/console/papers/debit/${data.member.id}`}>{t("debits:account")}</LinkButton>
            <LinkButton to={`/console/papers/terms/${data.member.id}`}>{t("papers:terms")}</LinkButton>
          </>
        ) : null}
        {entry}
      </div>
      {data.contracts.map((contract) => (
        <ContractCard key={contract.id} contract={contract} memberId={data.member.id} />
      ))}
    </div>
  )
}
