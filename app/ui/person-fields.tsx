import { useTranslation } from "react-i18next"
import type { FieldLike } from "#app/ui/field.tsx"
import { FormSection } from "#app/ui/form-section.tsx"
import { KanaField } from "#app/ui/kana-field.tsx"
import { PostalCodeField } from "#app/ui/postal-code-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export const personNames = [
  ...([
    "familyName",
    "givenName",
    "familyNameKana",
    "givenNameKana",
    "companyName",
    "department",
    "postalCode",
  ] as const),
  ...(["prefecture", "city", "street", "building", "phone", "email"] as const),
] as const

export type PersonName = (typeof personNames)[number]

/** Who a reader is and where he lives (Japanese form conventions: kana, postal code first, one phone field). */
export function PersonFields({
  fields,
  who,
  where,
}: {
  readonly fields: Record<PersonName, FieldLike>
  /** The titles of the two sections. */
  readonly who: string
  readonly where: string
}) {
  const { t } = useTranslation("apply")
  return (
    <>
      <FormSection title={who} columns={2}>
        <TextField field={fields.familyName} label={t("familyName")} autoComplete="family-name" />
        <TextField field={fields.givenName} label={t("givenName")} autoComplete="given-name" />
        <KanaField field={fields.familyNameKana} label={t("familyNameKana")} sourceId={fields.familyName.id} />
        <KanaField field={fields.givenNameKana} label={t("givenNameKana")} sourceId={fields.givenName.id} />
        <TextField field={fields.email} label={t("email")} type="email" autoComplete="email" />
        <TextField field={fields.phone} label={t("phone")} type="tel" autoComplete="tel" />
        <TextField field={fields.companyName} label={t("companyName")} autoComplete="organization" />
        <TextField field={fields.department} label={t("department")} />
      </FormSection>
      <FormSection title={where}>
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
    </>
  )
}
