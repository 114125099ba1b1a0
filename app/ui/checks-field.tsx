import { FieldGroup, type FieldLike, type FieldProps } from "#app/ui/field.tsx"
import type { Option } from "#app/ui/select-field.tsx"

const chosenIn = (field: FieldLike): readonly unknown[] =>
  Array.isArray(field.initialValue) ? field.initialValue : [field.initialValue]

/** Any of a list, each with a tick; a long list scrolls. */
export function ChecksField(props: FieldProps & { readonly options: readonly Option[] }) {
  const { field, options } = props
  const chosen = chosenIn(field)
  return (
    <FieldGroup {...props}>
      <div
        className={
          options.length > 8
            ? "grid max-h-[14rem] overflow-y-auto rounded-card border border-line px-near py-tight"
            : "grid gap-tight"
        }
      >
        {options.map(({ value, label }) => (
          <label key={value} className="touch inline-flex items-start gap-near py-tight">
            <span className="flex h-[1.5rem] items-center">
              <input
                key={field.key}
                type="checkbox"
                name={field.name}
                value={value}
                defaultChecked={chosen.includes(value)}
                className="tick"
              />
            </span>
            <span>{label}</span>
          </label>
        ))}
      </div>
    </FieldGroup>
  )
}
