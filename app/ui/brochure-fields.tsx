import { FieldGroup, type FieldLike } from "#app/ui/field.tsx"

/** The brochures to choose from, each with a tick. */
export function ChooseBrochures(props: {
  readonly field: FieldLike
  readonly label: string
  readonly brochures: readonly { readonly code: string; readonly name: string }[]
}) {
  const { field } = props
  const chosen: readonly unknown[] = Array.isArray(field.initialValue) ? field.initialValue : [field.initialValue]
  return (
    <FieldGroup {...props}>
      <div className="grid gap-tight">
        {props.brochures.map(({ code, name }) => (
          <label key={code} className="touch inline-flex items-start gap-near py-tight">
            <span className="flex h-[1.5rem] items-center">
              <input
                key={field.key}
                type="checkbox"
                name={field.name}
                value={code}
                defaultChecked={chosen.includes(code)}
                className="tick"
              />
            </span>
            <span>{name}</span>
          </label>
        ))}
      </div>
    </FieldGroup>
  )
}
