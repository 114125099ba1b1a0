import { useTranslation } from "react-i18next"
import { controlProps, Field, initialText, type FieldProps } from "#app/ui/field.tsx"

export type Option = { readonly value: string; readonly label: string; readonly disabled?: boolean | undefined }

/** One of many, by the browser's own list; where no option stands for nothing, an empty one asks for a choice. */
export function SelectField(
  props: FieldProps & { readonly options: readonly Option[]; readonly autoComplete?: string | undefined },
) {
  const { t } = useTranslation("states")
  return (
    <Field {...props}>
      <select
        key={props.field.key}
        {...controlProps(props)}
        defaultValue={initialText(props.field) ?? ""}
        autoComplete={props.autoComplete}
        className="control"
      >
        {props.options.some(({ value }) => value === "") ? null : <option value="">{t("choose")}</option>}
        {props.options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  )
}
