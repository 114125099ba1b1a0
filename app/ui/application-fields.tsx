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

type Name = PersonName | "startIssue" | "copies" | "payBy" | "promotionCode" | "wantsMail" | "agrees"

type Offer = {
  readonly priceYen: number
  readonly units: number
  readonly ways: readonly OnlineWay[]
  readonly issues: readonly { readonly number: number; readonly label: string; readonly shipsOn: string }[]
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
        <p>
          {t("issuesCount", { count: offer.units })} <Money amount={offer.priceYen} unit /> ({t("taxIncluded")})
        </p>
        <RadioCards
          field={fields.startIssue}
          label={t("startIssue")}
          cards={offer.issues.map((issue) => ({
            value: String(issue.number),
            label: issue.label,
            description: t("startIssueDetail", { date: issue.shipsOn }),
          }))}
        />
        <TextField field={fields.copies} label={t("copies")} inputMode="numeric" maxLength={2} />
        <WayField field={fields.payBy} ways={offer.ways} />
        <PromotionField field={fields.promotionCode} />
      </FormSection>
      <PersonFields fields={fields} who={t("subscriber")} where={t("deliverTo")} />
      <CheckboxField field={fields.wantsMail} label={t("wantsMail")} hint={mailWording} value="yes" />
      <CheckboxField field={fields.agrees} label={t("agree")} value="yes" />
    </>
  )
}
