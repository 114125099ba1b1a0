import { useTranslation } from "react-i18next"
import {
  type ContractAct,
  orderWays,
  renewalChannels,
  returnCauseKeys,
} from "#app/subscriptions/contract/contract-acts.ts"
import type { ContractOfPage, IssueChoice, OfferChoice } from "#app/subscriptions/contract/contract-page.ts"
import { DateField } from "#app/ui/date-field.tsx"
import { dayText } from "#app/ui/date-text.tsx"
import { type FieldLike, mustFill } from "#app/ui/field.tsx"
import { MemberNumberField } from "#app/ui/member-number-field.tsx"
import { MoneyField } from "#app/ui/money-field.tsx"
import { RadioCards } from "#app/ui/radio-cards.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

/** Every field that some act asks for. */
export type ContractActValues = {
  fromIssue: string
  untilIssue: string
  lineNo: string
  copies: string
  recipientNumber: string
  offer: string
  channel: string
  paymentWay: string
  note: string
  issueNumber: string
  cause: string
  issue: string
  way: string
  amountYen: string
  receivedOn: string
  reference: string
}

type Fields = Readonly<Record<keyof ContractActValues, FieldLike>>
type Props = {
  readonly fields: Fields
  readonly contract: ContractOfPage
  readonly issues: readonly IssueChoice[]
  readonly offers: readonly OfferChoice[]
}

function IssueField(props: {
  readonly field: FieldLike
  readonly label: string
  readonly issues: readonly IssueChoice[]
  readonly hint?: string
}) {
  const { t, i18n } = useTranslation("contracts")
  const options = props.issues.map(({ number, label, shipsOn }) => ({
    value: String(number),
    label: t("issueOption", { number, label, date: dayText(shipsOn, i18n.language) }),
  }))
  return (
    <SelectField
      field={props.field}
      label={props.label}
      hint={options.length === 0 ? t("noIssues") : props.hint}
      options={options}
    />
  )
}

function LineField({ field, contract }: { readonly field: FieldLike; readonly contract: ContractOfPage }) {
  const { t } = useTranslation("contracts")
  const options = contract.lines
    .filter(({ untilIssue }) => untilIssue === null)
    .map((line) => ({ value: String(line.lineNo), label: t("lineOf", { name: line.name, count: line.copies }) }))
  return <SelectField field={mustFill(field)} label={t("line")} options={options} />
}

function OfferField({ field, offers }: { readonly field: FieldLike; readonly offers: readonly OfferChoice[] }) {
  const { t, i18n } = useTranslation("contracts")
  const isEnglish = i18n.language === "en"
  const cards = offers.map((offer) => ({
    value: offer.id,
    label: t("offerOf", {
      publication: (isEnglish && offer.publicationEnglish) || offer.publication,
      offer: (isEnglish && offer.nameEnglish) || offer.name,
      units: offer.units,
    }),
    aside: t("perCopy", { price: offer.priceYen.toLocaleString(i18n.language) }),
  }))
  return <RadioCards field={mustFill(field)} label={t("offer")} cards={cards} />
}

function Holding({ fields, issues }: Props) {
  const { t } = useTranslation("contracts")
  return (
    <>
      <IssueField field={mustFill(fields.fromIssue)} label={t("fromIssue")} issues={issues} />
      <IssueField field={fields.untilIssue} label={t("untilIssue")} issues={issues.slice(1)} hint={t("untilHint")} />
      <TextField field={fields.note} label={t("note")} />
    </>
  )
}

function Recipient({ fields, contract, issues }: Props) {
  const { t } = useTranslation("contracts")
  return (
    <>
      <LineField field={fields.lineNo} contract={contract} />
      <MemberNumberField field={mustFill(fields.recipientNumber)} label={t("recipientNumber")} />
      <IssueField field={mustFill(fields.fromIssue)} label={t("changeIssue")} issues={issues} />
    </>
  )
}

function Renewal({ fields, offers }: Props) {
  const { t } = useTranslation(["contracts", "orders"])
  return (
    <>
      <OfferField field={fields.offer} offers={offers} />
      <SelectField
        field={mustFill(fields.channel)}
        label={t("contracts:askedBy")}
        options={renewalChannels.map((value) => ({ value, label: t(`orders:${value}`) }))}
      />
      <SelectField
        field={mustFill(fields.paymentWay)}
        label={t("contracts:paymentWay")}
        options={orderWays.map((value) => ({ value, label: t(`orders:way-${value}`) }))}
      />
    </>
  )
}

function Returned({ fields, issues }: Props) {
  const { t } = useTranslation("contracts")
  return (
    <>
      <IssueField field={mustFill(fields.issueNumber)} label={t("returnedIssue")} issues={issues} />
      <SelectField
        field={mustFill(fields.cause)}
        label={t("cause")}
        options={returnCauseKeys.map((value) => ({ value, label: t(`cause-${value}`) }))}
      />
      <TextField field={fields.note} label={t("note")} />
    </>
  )
}

function Payment({ fields }: Props) {
  const { t } = useTranslation(["contracts", "orders"])
  return (
    <>
      <SelectField
        field={mustFill(fields.way)}
        label={t("contracts:way")}
        options={(["bank-transfer", "cash"] as const).map((value) => ({ value, label: t(`orders:way-${value}`) }))}
      />
      <MoneyField field={mustFill(fields.amountYen)} label={t("contracts:amount")} />
      <DateField field={mustFill(fields.receivedOn)} label={t("contracts:receivedOn")} />
      <TextField
        field={mustFill(fields.reference)}
        label={t("contracts:reference")}
        hint={t("contracts:referenceHint")}
        autoComplete="off"
      />
    </>
  )
}

/** The fields of one act of a contract (契約の手続き). */
export function ContractActFields(props: Props & { readonly act: ContractAct }) {
  const { t } = useTranslation("contracts")
  const { act, fields, contract, issues, offers } = props
  switch (act) {
    case "hold":
      return <Holding {...props} />
    case "resume":
      return <IssueField field={mustFill(fields.fromIssue)} label={t("resumeIssue")} issues={issues} />
    case "copies":
      return (
        <>
          <LineField field={fields.lineNo} contract={contract} />
          <TextField field={mustFill(fields.copies)} label={t("newCopies")} inputMode="numeric" autoComplete="off" />
        </>
      )
    case "recipient":
      return <Recipient {...props} />
    case "transfer":
      return <OfferField field={fields.offer} offers={offers} />
    case "renew":
      return <Renewal {...props} />
    case "return":
      return <Returned {...props} />
    case "reship":
    case "late":
      return <IssueField field={mustFill(fields.issue)} label={t("sentIssue")} issues={issues} />
    case "payment":
      return <Payment {...props} />
    case "allowance":
      return (
        <>
          <MoneyField field={mustFill(fields.amountYen)} label={t("amount")} />
          <TextField field={mustFill(fields.note)} label={t("reasonNote")} />
        </>
      )
    case "write-off":
      return <TextField field={mustFill(fields.note)} label={t("reasonNote")} />
    case "decline":
    case "stop":
      return <TextField field={fields.note} label={t("note")} />
    case "reactivate":
      return null
  }
}
