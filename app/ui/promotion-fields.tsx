import { useTranslation } from "react-i18next"
import { CheckboxField } from "#app/ui/checkbox-field.tsx"
import { ChecksField } from "#app/ui/checks-field.tsx"
import { DateField } from "#app/ui/date-field.tsx"
import type { FieldLike } from "#app/ui/field.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

type Name =
  | "code" | "name" | "kind" | "amount" | "titles" | "offers" | "validFrom" | "validUntil" | "mostUses" | "isOncePerMember"
  | "isForNewMembers" | "sourceCode" // prettier-ignore

type Target = { readonly id: string; readonly name: string }

const asOptions = (targets: readonly Target[]) => targets.map(({ id, name }) => ({ value: id, label: name }))

/** プロモーションコード: what it takes off, for which plans, from when until when, how often and for whom. */
export function PromotionFields(props: {
  readonly fields: Readonly<Record<Name, FieldLike>>
  readonly offers: readonly Target[]
  readonly titles: readonly Target[]
  readonly sources: readonly { readonly code: string; readonly name: string }[]
}) {
  const { t } = useTranslation("promotions")
  const { fields } = props
  return (
    <>
      <TextField field={fields.code} label={t("code")} hint={t("codeHint")} maxLength={40} autoComplete="off" />
      <TextField field={fields.name} label={t("name")} maxLength={60} />
      <SelectField
        field={fields.kind}
        label={t("kind")}
        options={(["percent", "yen"] as const).map((value) => ({ value, label: t(`kind-${value}`) }))}
      />
      <TextField field={fields.amount} label={t("amount")} hint={t("amountHint")} inputMode="numeric" />
      <ChecksField field={fields.titles} label={t("titles")} hint={t("titlesHint")} options={asOptions(props.titles)} />
      <ChecksField field={fields.offers} label={t("offers")} hint={t("offersHint")} options={asOptions(props.offers)} />
      <DateField field={fields.validFrom} label={t("validFrom")} />
      <DateField field={fields.validUntil} label={t("validUntil")} />
      <TextField field={fields.mostUses} label={t("mostUses")} hint={t("mostUsesHint")} inputMode="numeric" />
      <CheckboxField field={fields.isOncePerMember} label={t("isOncePerMember")} value="yes" />
      <CheckboxField field={fields.isForNewMembers} label={t("isForNewMembers")} value="yes" />
      <SelectField
        field={fields.sourceCode}
        label={t("sourceCode")}
        hint={t("sourceCodeHint")}
        options={[
          { value: "", label: t("noSource") },
          ...props.sources.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
        ]}
      />
    </>
  )
}
