import { useTranslation } from "react-i18next"
import { CheckboxField } from "#app/ui/checkbox-field.tsx"
import type { FieldLike } from "#app/ui/field.tsx"
import { FormSection } from "#app/ui/form-section.tsx"
import { Money } from "#app/ui/money.tsx"
import { PersonFields, type PersonName } from "#app/ui/person-fields.tsx"
import { PromotionField } from "#app/ui/promotion-field.tsx"
import { RadioCards } from "#app/ui/radio-cards.tsx"
import type { OnlineWay } from "#app/billing/online-way.ts"
import { TextField } from "#app/ui/text-field.tsx"
import { WayField } from "#app/ui/way-field.tsx"

type Name =
  PersonName | "school" | "graduatesIn" | "startIssue" | "copies" | "payBy" | "promotionCode" | "wantsMail" | "agrees"

type Component = {
  readonly offerId: string
  readonly publication: string
  readonly name: string
  readonly units: number
  readonly issue: { readonly label: string; readonly shipsOn: string } | null
}

type Offer = {
  readonly priceYen: number
  readonly units: number
  readonly components: readonly Component[]
  readonly condition: { readonly kind: "students" | "holders" } | null
  readonly ways: readonly OnlineWay[]
  readonly issues: readonly { readonly number: number; readonly label: string; readonly shipsOn: string }[]
}

/** What is ordered: from which issue, how many copies, and how it is paid. */
export function OrderedIssues(props: {
  readonly fields: Readonly<Record<"startIssue" | "copies" | "payBy", FieldLike>>
  readonly offer: Omit<Offer, "condition">
}) {
  const { t } = useTranslation("apply")
  const { fields, offer } = props
  return (
    <>
      <p>
        {t("issuesCount", { count: offer.units })} <Money amount={offer.priceYen} unit /> ({t("taxIncluded")})
      </p>
      {offer.components.length > 0 ? (
        <BundleTitles
          components={offer.components}
          startIssue={offer.issues[0]?.number}
          name={fields.startIssue.name}
        />
      ) : (
        <RadioCards
          field={fields.startIssue}
          label={t("startIssue")}
          cards={offer.issues.map((issue) => ({
            value: String(issue.number),
            label: issue.label,
            description: t("startIssueDetail", { date: issue.shipsOn }),
          }))}
        />
      )}
      <TextField field={fields.copies} label={t("copies")} inputMode="numeric" maxLength={2} />
      <WayField field={fields.payBy} ways={offer.ways} />
    </>
  )
}

/** セットの内訳: each title with its issues; all begin with their next one. */
function BundleTitles(props: {
  readonly components: readonly Component[]
  readonly startIssue: number | undefined
  readonly name: string
}) {
  const { t } = useTranslation("apply")
  return (
    <>
      <input type="hidden" name={props.name} value={String(props.startIssue ?? "")} />
      <ul className="card grid px-apart">
        {props.components.map(({ offerId, publication, name, units, issue }) => (
          <li key={offerId} className="border-t border-line py-near first:border-t-0">
            <span className="block font-medium">
              {publication} {name}
            </span>
            <span className="block text-small text-muted">
              {t("issuesCount", { count: units })}{" "}
              {issue ? `${issue.label} ${t("startIssueDetail", { date: issue.shipsOn })}` : t("closed")}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** 学割: the school, when it ends, and that a proof is asked for. */
function StudentFields({ fields }: { readonly fields: Record<"school" | "graduatesIn", FieldLike> }) {
  const { t } = useTranslation("conditions")
  return (
    <FormSection title={t("studentTitle")} description={t("studentLead")}>
      <TextField field={fields.school} label={t("school")} maxLength={100} />
      <TextField
        field={fields.graduatesIn}
        label={t("graduatesIn")}
        hint={t("graduatesInHint")}
        maxLength={12}
        autoComplete="off"
      />
    </FormSection>
  )
}

/** The fields of an application for a subscription (Japanese form conventions: kana, postal code first, one phone field). */
export function ApplicationFields({
  fields,
  offer,
  mailWording,
}: {
  readonly fields: Record<Name, FieldLike>
  readonly offer: Offer
  /** What a tick for news by mail consents to. */
  readonly mailWording: string
}) {
  const { t } = useTranslation("apply")
  return (
    <>
      <FormSection title={t("contents")}>
        <OrderedIssues fields={fields} offer={offer} />
        {offer.components.length > 0 ? null : <PromotionField field={fields.promotionCode} />}
      </FormSection>
      {offer.condition?.kind === "students" ? <StudentFields fields={fields} /> : null}
      <PersonFields fields={fields} who={t("subscriber")} where={t("deliverTo")} />
      <CheckboxField field={fields.wantsMail} label={t("wantsMail")} hint={mailWording} value="yes" />
      <CheckboxField field={fields.agrees} label={t("agree")} value="yes" />
    </>
  )
}
