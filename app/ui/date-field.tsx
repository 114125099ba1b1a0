import { useState } from "react"
import { eraText } from "#app/ui/era-text.ts"
import { controlProps, Field, initialText, type FieldProps } from "#app/ui/field.tsx"

/** A calendar date, with 和暦 beside it where age or era matters. */
export function DateField(
  props: FieldProps & {
    readonly min?: string | undefined
    readonly max?: string | undefined
    readonly showsEra?: boolean
    readonly autoComplete?: string | undefined
  },
) {
  const [date, setDate] = useState(initialText(props.field) ?? "")
  return (
    <Field {...props}>
      <span className="flex flex-wrap items-center gap-near">
        <span className="w-[11rem] max-w-full">
          <input
            key={props.field.key}
            {...controlProps(props)}
            type="date"
            defaultValue={initialText(props.field)}
            min={props.min}
            max={props.max}
            autoComplete={props.autoComplete}
            onChange={(event) => setDate(event.target.value)}
            className="control figures"
          />
        </span>
        {props.showsEra ? <output className="figures text-muted">{eraText(date)}</output> : null}
      </span>
    </Field>
  )
}
