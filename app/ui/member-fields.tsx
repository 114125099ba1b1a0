import { useTranslation } from "react-i18next"
import { addressKinds, type OwnField } from "#app/members/member-form.ts"
import { DateField } from "#app/ui/date-field.tsx"
import type { FieldLike } from "#app/ui/field.tsx"
import { FormSection } from "#app/ui/form-section.tsx"
import { KanaField } from "#app/ui/kana-field.tsx"
import { PostalCodeField } from "#app/ui/postal-code-field.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { TextAreaField } from "#app/ui/text-area-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

type Code = { readonly kind: string; readonly name: string; readonly nameEnglish: string; readonly isRetired: boolean }
type Fields<Name extends string> = Readonly<Record<Name, FieldLike>>

/** A code table as a list; what the member has stays choosable although retired or unknown. */
function CodeField(props: { readonly field: FieldLike; readonly label: string; readonly codes: readonly Code[] }) {
  const { i18n } = useTranslation()
  const own = typeof props.field.initialValue === "string" ? props.field.initialValue : ""
  const offered = props.codes.filter((code) => !code.isRetired || code.name === own)
  const options = offered.map(({ name, nameEnglish }) => ({
    value: name,
    label: (i18n.language === "en" && nameEnglish) || name,
  }))
  if (options.length === 0) return <TextField field={props.field} label={props.label} />
  const isKnown = own === "" || offered.some(({ name }) => name === own)
  return <SelectField {...props} options={isKnown ? options : [{ value: own, label: own }, ...options]} />
}

type PersonName = "familyName" | "givenName" | "familyNameKana" | "givenNameKana" | "companyName" | "department"

/** 氏名・フリガナ・法人名. */
export function PersonFields({ fields }: { readonly fields: Fields<PersonName> }) {
  const { t } = useTranslation("members")
  return (
    <>
      <TextField field={fields.familyName} label={t("familyName")} autoComplete="off" />
      <TextField field={fields.givenName} label={t("givenName")} autoComplete="off" />
      <KanaField field={fields.familyNameKana} label={t("familyKana")} sourceId={fields.familyName.id} />
      <KanaField field={fields.givenNameKana} label={t("givenKana")} sourceId={fields.givenName.id} />
      <TextField field={fields.companyName} label={t("company")} autoComplete="off" />
      <TextField field={fields.department} label={t("department")} autoComplete="off" />
    </>
  )
}

type AddressName = "postalCode" | "prefecture" | "city" | "street" | "building"

/** 郵便番号から建物名まで. */
export function AddressFields({ fields }: { readonly fields: Fields<AddressName> }) {
  const { t } = useTranslation("members")
  return (
    <>
      <PostalCodeField
        field={fields.postalCode}
        label={t("postalCode")}
        lookupUrl="/api/postal-codes"
        fills={{ prefecture: fields.prefecture.id, city: fields.city.id, street: fields.street.id }}
      />
      <TextField field={fields.prefecture} label={t("prefecture")} autoComplete="off" />
      <TextField field={fields.city} label={t("city")} autoComplete="off" />
      <TextField field={fields.street} label={t("street")} autoComplete="off" />
      <TextField field={fields.building} label={t("building")} autoComplete="off" />
    </>
  )
}

type AttributeName = "jobTitle" | "gender" | "bornOn" | "industry" | "occupation"

/** 性別・生年月日・業種・職種・役職. */
export function AttributeFields({
  fields,
  codes,
}: {
  readonly fields: Fields<AttributeName>
  readonly codes: readonly Code[]
}) {
  const { t } = useTranslation("members")
  const of = (kind: string) => codes.filter((code) => code.kind === kind)
  return (
    <>
      <SelectField
        field={fields.gender}
        label={t("gender")}
        options={(["male", "female", "other"] as const).map((value) => ({ value, label: t(`gender-${value}`) }))}
      />
      <DateField field={fields.bornOn} label={t("birthday")} showsEra />
      <CodeField field={fields.industry} label={t("industry")} codes={of("industry")} />
      <CodeField field={fields.occupation} label={t("occupation")} codes={of("occupation")} />
      <CodeField field={fields.jobTitle} label={t("jobTitle")} codes={of("job-title")} />
    </>
  )
}

/** An organization's own field, as its kind asks for. */
export function OwnFieldControl({ own, field }: { readonly own: OwnField; readonly field: FieldLike }) {
  const { t, i18n } = useTranslation("members")
  const label = (i18n.language === "en" && own.labelEnglish) || own.label
  if (own.kind === "date") return <DateField field={field} label={label} />
  if (own.kind === "choice") {
    return <SelectField field={field} label={label} options={own.choices.map((value) => ({ value, label: value }))} />
  }
  if (own.kind === "yes-no") {
    return (
      <SelectField
        field={field}
        label={label}
        options={[
          { value: "yes", label: t("on") },
          { value: "no", label: t("off") },
        ]}
      />
    )
  }
  return <TextField field={field} label={label} inputMode={own.kind === "number" ? "decimal" : undefined} />
}

/** 連絡先とお届け先の種類. */
export function ContactFields({ fields }: { readonly fields: Fields<"phone" | "email" | "locale" | "copiesTo"> }) {
  const { t } = useTranslation(["members", "memberCare", "shell"])
  return (
    <>
      <TextField field={fields.phone} label={t("members:phone")} type="tel" autoComplete="off" />
      <TextField field={fields.email} label={t("members:email")} type="email" autoComplete="off" />
      <SelectField
        field={fields.copiesTo}
        label={t("memberCare:copiesTo")}
        options={addressKinds.map((value) => ({ value, label: t(`memberCare:kind-${value}`) }))}
      />
      <SelectField
        field={fields.locale}
        label={t("members:locale")}
        options={[
          { value: "ja", label: t("shell:japanese") },
          { value: "en", label: t("shell:english") },
        ]}
      />
    </>
  )
}

/** 備考. */
export function NoteField({ field }: { readonly field: FieldLike }) {
  const { t } = useTranslation("members")
  return (
    <FormSection title={t("note")}>
      <TextAreaField field={field} label={t("note")} rows={4} maxLength={2_000} />
    </FormSection>
  )
}
