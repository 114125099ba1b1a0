import { controlProps, Field, initialText, type FieldProps } from "#app/ui/field.tsx"

/** Several lines of text. */
export function TextAreaField(props: FieldProps & { readonly rows?: number; readonly maxLength?: number }) {
  return (
    <Field {...props}>
      <textarea
        key={props.field.key}
        {...controlProps(props)}
        defaultValue={initialText(props.field)}
        rows={props.rows ?? 3}
        maxLength={props.maxLength}
        className="control"
      />
    </Field>
  )
}
