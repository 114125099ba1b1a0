import { useTranslation } from "react-i18next"
import { controlProps, Field, initialText, type FieldProps } from "#app/ui/field.tsx"

/** Full-width digits and commas are welcome; what is no number stays as typed for the error to name. */
function tidied(typed: string): string {
  const digits = typed.normalize("NFKC").replace(/[,\s円¥]/g, "")
  return /^\d{1,15}$/.test(digits) ? Number(digits).toLocaleString("ja-JP") : typed
}

/** An amount in whole yen. */
export function MoneyField(props: FieldProps) {
  const { t } = useTranslation("states")
  return (
    <Field {...props}>
      <span className="flex items-center gap-near">
        <span className="w-[10rem] max-w-full">
          <input
            key={props.field.key}
            {...controlProps(props)}
            type="text"
            inputMode="numeric"
            autoComplete="off"
            defaultValue={tidied(initialText(props.field) ?? "")}
            onBlur={(event) => {
              event.target.value = tidied(event.target.value)
            }}
            className="control figures text-end"
          />
        </span>
        <span>{t("yen")}</span>
      </span>
    </Field>
  )
}
