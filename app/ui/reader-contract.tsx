import { useTranslation } from "react-i18next"
import { Badge } from "#app/ui/badge.tsx"
import { dayText } from "#app/ui/date-text.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { Money } from "#app/ui/money.tsx"

export type ReaderContract = {
  readonly id: string
  readonly number: string
  readonly publicationName: string
  readonly publicationNameEnglish: string
  readonly offerName: string
  readonly offerNameEnglish: string
  readonly isPayer: boolean
  readonly payer: { readonly name: string }
  readonly copies: number
  readonly lastIssue: number | null
  readonly units: number
  readonly servedUnits: number
  readonly priceYen: number
  readonly receivableYen: number
  readonly deferredYen: number
  readonly valueLeftYen: number
  readonly nextIssue: { readonly number: number; readonly label: string; readonly shipsOn: string } | null
  readonly hold: { readonly fromIssue: number; readonly untilIssue: number | null } | null
  readonly declinedOn: string | null
  readonly byCard: {
    readonly brand: string
    readonly last4: string
    readonly chargeOn: string | null
    readonly amountYen: number | null
    readonly isBundle: boolean
  } | null
  readonly isRenewed: boolean
  readonly isRunning: boolean
}

/** The title of a contract in the reader's language. */
export const titleOf = (
  contract: Pick<ReaderContract, "publicationName" | "publicationNameEnglish">,
  language: string,
) =>
  language === "en" && contract.publicationNameEnglish !== ""
    ? contract.publicationNameEnglish
    : contract.publicationName

/** How a contract stands, in words with icons. */
export function ContractMarks({ contract }: { readonly contract: ReaderContract }) {
  const { t } = useTranslation("my")
  const { hold } = contract
  if (!contract.isRunning) return <Badge>{t("ended")}</Badge>
  return (
    <span className="flex flex-wrap gap-near">
      {hold === null ? (
        <Badge tone="success" icon="success">
          {t("running")}
        </Badge>
      ) : (
        <Badge tone="warning" icon="pause">
          {hold.untilIssue === null
            ? t("heldFrom", { from: hold.fromIssue })
            : t("heldUntil", { from: hold.fromIssue, until: hold.untilIssue })}
        </Badge>
      )}
      {contract.isRenewed ? (
        <Badge tone="info" icon="check">
          {t("renewed")}
        </Badge>
      ) : contract.declinedOn === null ? null : (
        <Badge tone="neutral" icon="mail">
          {t("declined")}
        </Badge>
      )}
    </span>
  )
}

/** 自動更新: by which card, and what is charged when, as far as it is announced. */
function CardRenewal({ byCard }: { readonly byCard: NonNullable<ReaderContract["byCard"]> }) {
  const { t, i18n } = useTranslation("my")
  const card = `${byCard.brand.toUpperCase()} **** ${byCard.last4}`
  if (byCard.chargeOn === null || byCard.amountYen === null) {
    return t(byCard.isBundle ? "byCardAtEndOfBundle" : "byCardAtEnd", { card })
  }
  const yen = byCard.amountYen.toLocaleString(i18n.language)
  return t(byCard.isBundle ? "byCardOnBundle" : "byCardOn", {
    card,
    yen,
    date: dayText(byCard.chargeOn, i18n.language),
  })
}

/** What a contract holds; its money is shown to who pays for it. */
export function ContractFacts({ contract }: { readonly contract: ReaderContract }) {
  const { t, i18n } = useTranslation("my")
  const { language } = i18n
  const { nextIssue } = contract
  const plan = language === "en" && contract.offerNameEnglish !== "" ? contract.offerNameEnglish : contract.offerName
  const next = nextIssue
    ? t("nextIssue", { label: nextIssue.label, date: dayText(nextIssue.shipsOn, language) })
    : t("nextUnknown")
  const owed = { key: "owed", term: t("owed"), detail: <Money amount={contract.receivableYen} unit /> }
  const money = [
    ...(contract.receivableYen > 0 || contract.isRunning ? [owed] : []),
    ...(contract.isRunning
      ? [{ key: "value", term: t("valueLeft"), detail: <Money amount={contract.valueLeftYen} unit /> }]
      : []),
  ]
  return (
    <DescriptionList
      items={[
        { key: "plan", term: t("plan"), detail: plan },
        ...(contract.isPayer
          ? []
          : [{ key: "payer", term: t("receivedFrom"), detail: t("from", { name: contract.payer.name }) }]),
        ...(contract.isRunning ? [{ key: "next", term: t("next"), detail: next }] : []),
        {
          key: "left",
          term: t("left"),
          detail: t("leftOf", { units: contract.units, left: contract.units - contract.servedUnits }),
        },
        ...(contract.lastIssue === null || !contract.isRunning
          ? []
          : [{ key: "ends", term: t("ends"), detail: t("endsWith", { number: contract.lastIssue }) }]),
        { key: "copies", term: t("copies"), detail: t("copiesOf", { count: contract.copies }) },
        ...(contract.isPayer && contract.priceYen > 0 ? money : []),
        ...(contract.byCard === null || contract.isRenewed
          ? []
          : [{ key: "card", term: t("byCard"), detail: <CardRenewal byCard={contract.byCard} /> }]),
        { key: "number", term: t("number"), detail: contract.number },
      ]}
    />
  )
}
