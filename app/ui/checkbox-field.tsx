import { controlProps, FieldErrors, type FieldProps } from "#app/ui/field.tsx"

/** A yes or no, worded so that the tick means yes. */
export function CheckboxField(props: FieldProps & { readonly value?: string }) {
  const value = props.value ?? "on"
  const isChecked = props.field.initialValue === true || props.field.initialValue === value
  return (
    <div className="grid gap-tight">
      <label className="touch inline-flex items-start gap-near justify-self-start py-tight">
        <span className="flex h-[1.5rem] items-center">
          <input
            key={props.field.key}
            {...controlProps(props)}
            type="checkbox"
            value={value}
            defaultChecked={isChecked}
            className="tick"
          />
        </span>
        <span>{props.label}</span>
      </label>
      {props.hint ? (
        <p id={props.field.descriptionId} className="text-small text-muted">
          {props.hint}
        </p>
      ) : null}
      <FieldErrors field={props.field} />
    </div>
  )
}
