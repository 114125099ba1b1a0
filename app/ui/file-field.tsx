import { useTranslation } from "react-i18next"
import { controlProps, Field, type FieldProps } from "#app/ui/field.tsx"

/** A file to send, with the kinds and the size that are taken. */
export function FileField(
  props: Omit<FieldProps, "hint"> & {
    /** As in HTML: `.csv,.xlsx`. */
    readonly accept: string
    /** In words: `CSV・Excel`, `20 MB`. */
    readonly types: string
    readonly size: string
    readonly multiple?: boolean
  },
) {
  const { t } = useTranslation("states")
  const hint = t("fileHint", { types: props.types, size: props.size })
  return (
    <Field {...props} hint={hint}>
      <input
        key={props.field.key}
        {...controlProps({ ...props, hint })}
        type="file"
        accept={props.accept}
        multiple={props.multiple}
        className="control"
      />
    </Field>
  )
}
