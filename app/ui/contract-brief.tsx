import { Link } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { endReasons } from "#app/subscriptions/contract/end-reason.ts"
import type { ContractOfPage } from "#app/subscriptions/contract/contract-page.ts"
import { Badge } from "#app/ui/badge.tsx"
import { DayText, dayText } from "#app/ui/date-text.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { Money } from "#app/ui/money.tsx"

type Props = { readonly contract: ContractOfPage }

/** 媒体とプラン in the reader's language. */
export function contractTitle(contract: ContractOfPage, language: string): string {
  const isEnglish = language === "en"
  const title = (isEnglish && contract.publicationNameEnglish) || contract.publicationName
  return `${title} ${(isEnglish && contract.offerNameEnglish) || contract.offerName}`
}

/** The hold that is in force with the next issue, or will be. */
export const openHold = ({ holds, nextIssue }: ContractOfPage) =>
  holds.find(({ untilIssue }) => untilIssue === null || untilIssue > nextIssue)

/** The state of a contract in one word. */
export function ContractBadge({ contract }: Props) {
  const { t } = useTranslation("contracts")
  const { state, servedUnits, units } = contract
  const hold = openHold(contract)
  if (state === "cancelled") return <Badge icon="close">{t("state-cancelled")}</Badge>
  if (state === "transferred") return <Badge icon="right">{t("state-transferred")}</Badge>
  if (state === "stopped") return <Badge tone="warning">{t("state-stopped")}</Badge>
  if (servedUnits >= units) return <Badge>{t("state-served")}</Badge>
  if (hold && hold.fromIssue <= contract.nextIssue) {
    return (
      <Badge tone="warning" icon="pause">
        {t("state-held")}
      </Badge>
    )
  }
  return <Badge tone="success">{t("state-active")}</Badge>
}

/** From which to which issue. */
export function useTermText({ startIssue, expectedLastIssue, state, servedUnits, units }: ContractOfPage): string {
  const { t } = useTranslation("contracts")
  const isOver = state !== "active" || servedUnits >= units
  return t(isOver ? "termEnded" : "termOf", { from: startIssue, to: expectedLastIssue ?? startIssue })
}

/** What an operator must have in view while filling in a form about a contract. */
export function ContractBrief({ contract }: Props) {
  const { t, i18n } = useTranslation("contracts")
  const term = useTermText(contract)
  return (
    <DescriptionList
      items={[
        {
          key: "contract",
          term: t("contract"),
          detail: (
            <Link to={`/console/contracts/${contract.id}`} className="text-link">
              {contract.number} {contractTitle(contract, i18n.language)}
            </Link>
          ),
        },
        { key: "payer", term: t("payer"), detail: `${contract.payer.name} (${contract.payer.number})` },
        { key: "copies", term: t("copies"), detail: `${contract.copies} ${t("copiesUnit")}` },
        { key: "next", term: t("nextIssue"), detail: t("issueFrom", { number: contract.nextIssue }) },
        { key: "term", term: t("term"), detail: term },
        {
          key: "units",
          term: t("unitsLeft"),
          detail: t("unitsOf", { served: contract.servedUnits, units: contract.units }),
        },
        {
          key: "deferred",
          term: t("deferred"),
          detail: <Money amount={contract.deferredYen + contract.billedYen} unit />,
        },
        {
          key: "receivable",
          term: t("receivable"),
          detail: <Money amount={contract.receivableYen + contract.billedYen} unit />,
        },
        { key: "unpaid", term: t("unpaid"), detail: <Money amount={contract.unpaidYen} unit /> },
      ]}
    />
  )
}

const isEndReason = (text: string): text is keyof typeof endReasons => Object.hasOwn(endReasons, text)

/** The words of a reason why a contract ended; what an older system wrote stays as it is. */
export const endReasonText = (reason: string, language: string): string =>
  isEndReason(reason) ? endReasons[reason][language === "en" ? "en" : "ja"] : reason

/** 契約の内容. */
export function ContractTerms({ contract }: Props) {
  const { t, i18n } = useTranslation(["contracts", "orders"])
  const term = useTermText(contract)
  const { channel, renewalDeclinedOn, endedOn, endedFromIssue } = contract
  const declined =
    renewalDeclinedOn && t("contracts:renewalDeclined", { date: dayText(renewalDeclinedOn, i18n.language) })
  const ended =
    endedOn === null
      ? []
      : [
          {
            key: "ended",
            term: t("contracts:ended"),
            detail: t("contracts:endedFrom", { date: dayText(endedOn, i18n.language), number: endedFromIssue ?? 0 }),
          },
          { key: "reason", term: t("contracts:endReason"), detail: endReasonText(contract.endReason, i18n.language) },
        ]
  return (
    <DescriptionList
      items={[
        { key: "term", term: t("contracts:term"), detail: term },
        ...ended,
        {
          key: "generation",
          term: t("contracts:generation"),
          detail: t("contracts:generationOf", { count: contract.generation, first: contract.firstStartIssue }),
        },
        {
          key: "renewal",
          term: t("contracts:renewal"),
          detail: declined ?? t(contract.autoRenewal ? "contracts:renewalAuto" : "contracts:renewalAsked"),
        },
        { key: "category", term: t("contracts:category"), detail: t(`contracts:category-${contract.category}`) },
        { key: "way", term: t("contracts:paymentWay"), detail: t(`orders:way-${contract.paymentWay}`) },
        {
          key: "channel",
          term: t("contracts:channel"),
          detail: (
            <>
              {t(`contracts:channel-${channel}`)} <DayText on={contract.openedOn} />{" "}
              {contract.orderId ? (
                <Link to={`/console/orders/${contract.orderId}`} className="text-link">
                  {contract.orderNumber}
                </Link>
              ) : null}
            </>
          ),
        },
        { key: "source", term: t("contracts:source"), detail: contract.sourceCode || null },
      ]}
    />
  )
}
