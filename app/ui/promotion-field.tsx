import { useTranslation } from "react-i18next"
import type { FieldLike } from "#app/ui/field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

/** プロモーションコード, for those who have one. */
export function PromotionField({ field, isStaff = false }: { readonly field: FieldLike; readonly isStaff?: boolean }) {
  const { t } = useTranslation("promotions")
  return (
    <TextField
      field={field}
      label={t("field")}
      hint={t(isStaff ? "staffHint" : "fieldHint")}
      maxLength={40}
      autoComplete="off"
    />
  )
}
