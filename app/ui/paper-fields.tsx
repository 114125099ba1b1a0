import { useTranslation } from "react-i18next"
import { type FieldLike, mustFill } from "#app/ui/field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

/** 宛名: name, department and 敬称. */
export function AddresseeFields({
  fields,
}: {
  readonly fields: { readonly name: FieldLike; readonly department: FieldLike; readonly honorific: FieldLike }
}) {
  const { t } = useTranslation("papers")
  return (
    <div className="grid gap-apart tablet:grid-cols-[2fr_2fr_8rem]">
      <TextField field={mustFill(fields.name)} label={t("name")} autoComplete="off" />
      <TextField field={fields.department} label={t("department")} autoComplete="off" />
      <TextField field={fields.honorific} label={t("honorific")} hint={t("honorificHint")} autoComplete="off" />
    </div>
  )
}
