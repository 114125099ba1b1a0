import { useTranslation } from "react-i18next"
import { CheckboxField } from "#app/ui/checkbox-field.tsx"
import { DateField } from "#app/ui/date-field.tsx"
import { FieldGroup, type FieldLike } from "#app/ui/field.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

type Name =
  | "code" | "name" | "kind" | "amount" | "titles" | "offers" | "validFrom" | "validUntil" | "mostUses" | "isOncePerMember"
  | "isForNewMembers" | "sourceCode" // prettier-ignore

type Target = { readonly id: string; readonly name: string }

/** Any of a list; a long one scrolls. */
function Targets(props: {
  readonly field: FieldLike
  readonly label: string
  readonly hint: string
  readonly targets: readonly Target[]
}) {
  return (
    <FieldGroup {...props}>
      <div className="grid max-h-[14rem] overflow-y-auto rounded-card border border-line px-near py-tight">
        {props.targets.map(({ id, name }) => (
          <label key={id} className="touch inline-flex items-start gap-near py-tight">
            <span className="flex h-[1.5rem] items-center">
              <input type="checkbox" name={props.field.name} value={id} className="tick" />
            </span>
            <span>{name}</span>
          </label>
        ))}
      </div>
    </FieldGroup>
  )
}

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
      <Targets field={fields.titles} label={t("titles")} hint={t("titlesHint")} targets={props.titles} />
      <Targets field={fields.offers} label={t("offers")} hint={t("offersHint")} targets={props.offers} />
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
