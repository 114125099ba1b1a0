import type { HTMLInputAutoCompleteAttribute, HTMLInputTypeAttribute, InputHTMLAttributes } from "react"
import { controlProps, Field, initialText, type FieldProps } from "#app/ui/field.tsx"

export type TextFieldProps = FieldProps & {
  readonly type?: Extract<HTMLInputTypeAttribute, "text" | "email" | "tel" | "url" | "password" | "search"> | undefined
  readonly autoComplete?: HTMLInputAutoCompleteAttribute | undefined
  readonly inputMode?: InputHTMLAttributes<HTMLInputElement>["inputMode"]
  readonly placeholder?: string | undefined
  readonly maxLength?: number | undefined
}

/** One line of text. */
export function TextField(props: TextFieldProps) {
  return (
    <Field {...props}>
      <input
        key={props.field.key}
        {...controlProps(props)}
        type={props.type ?? "text"}
        defaultValue={props.type === "password" ? undefined : initialText(props.field)}
        autoComplete={props.autoComplete}
        inputMode={props.inputMode}
        placeholder={props.placeholder}
        maxLength={props.maxLength}
        className="control"
      />
    </Field>
  )
}
