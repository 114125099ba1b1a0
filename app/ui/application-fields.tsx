import { useTranslation } from "react-i18next"
import { CheckboxField } from "#app/ui/checkbox-field.tsx"
import type { FieldLike } from "#app/ui/field.tsx"
import { FormSection } from "#app/ui/form-section.tsx"
import { KanaField } from "#app/ui/kana-field.tsx"
import { Money } from "#app/ui/money.tsx"
import { PostalCodeField } from "#app/ui/postal-code-field.tsx"
import { PromotionField } from "#app/ui/promotion-field.tsx"
import { RadioCards } from "#app/ui/radio-cards.tsx"
import type { OnlineWay } from "#app/billing/online-way.ts"
import { TextField } from "#app/ui/text-field.tsx"
import { WayField } from "#app/ui/way-field.tsx"

type Name =
  | "familyName" | "givenName" | "familyNameKana" | "givenNameKana" | "companyName" | "department" | "postalCode"
  | "prefecture" | "city" | "street" | "building" | "phone" | "email" | "startIssue" | "copies" | "payBy" | "promotionCode" | "wantsMail" | "agrees" // prettier-ignore

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
      <FormSection title={t("subscriber")} columns={2}>
        <TextField field={fields.familyName} label={t("familyName")} autoComplete="family-name" />
        <TextField field={fields.givenName} label={t("givenName")} autoComplete="given-name" />
        <KanaField field={fields.familyNameKana} label={t("familyNameKana")} sourceId={fields.familyName.id} />
        <KanaField field={fields.givenNameKana} label={t("givenNameKana")} sourceId={fields.givenName.id} />
        <TextField field={fields.email} label={t("email")} type="email" autoComplete="email" />
        <TextField field={fields.phone} label={t("phone")} type="tel" autoComplete="tel" />
        <TextField field={fields.companyName} label={t("companyName")} autoComplete="organization" />
        <TextField field={fields.department} label={t("department")} />
      </FormSection>
      <FormSection title={t("deliverTo")}>
        <PostalCodeField
          field={fields.postalCode}
          label={t("postalCode")}
          lookupUrl="/api/postal-codes"
          fills={{ prefecture: fields.prefecture.id, city: fields.city.id, street: fields.street.id }}
        />
        <TextField field={fields.prefecture} label={t("prefecture")} autoComplete="address-level1" />
        <TextField field={fields.city} label={t("city")} autoComplete="address-level2" />
        <TextField field={fields.street} label={t("street")} autoComplete="address-line1" />
        <TextField field={fields.building} label={t("building")} autoComplete="address-line2" />
      </FormSection>
      <CheckboxField field={fields.wantsMail} label={t("wantsMail")} hint={mailWording} value="yes" />
      <CheckboxField field={fields.agrees} label={t("agree")} value="yes" />
    </>
  )
}
