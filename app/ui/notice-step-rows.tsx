import { SelectField, type Option } from "#app/ui/select-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

type Step = { readonly row: number; readonly days: number; readonly channel: string }

/** The steps of a series of notices as rows, days and way of each; what was typed stays, each error beside its row. */
export function NoticeStepRows(props: {
  readonly most: number
  readonly steps: readonly Step[]
  readonly typed: readonly { readonly days: string; readonly channel: string }[] | null
  readonly errors: readonly { readonly row: number; readonly message: string }[]
  readonly channels: readonly Option[]
  readonly words: {
    readonly step: (row: number) => string
    readonly days: string
    readonly channel: string
  }
}) {
  const { words } = props
  const field = (name: string, initialValue: string, errors: string[]) => ({
    ...{ id: name, name, errorId: `${name}-error`, descriptionId: `${name}-hint`, initialValue },
    errors: errors.length > 0 ? errors : undefined,
  })
  return (
    <ol className="grid gap-near">
      {Array.from({ length: props.most }, (_, at) => at + 1).map((row) => {
        const known = props.steps.find((step) => step.row === row)
        const typed = props.typed?.[row - 1]
        const errors = props.errors.filter((error) => error.row === row).map(({ message }) => message)
        return (
          <li key={row} className="grid items-start gap-near border-t border-line pt-near tablet:grid-cols-2">
            <TextField
              field={field(`days-${row}`, typed?.days ?? String(known?.days ?? ""), errors)}
              label={`${words.step(row)} ${words.days}`}
              inputMode="numeric"
            />
            <SelectField
              field={field(`channel-${row}`, typed?.channel ?? known?.channel ?? "mail", [])}
              label={`${words.step(row)} ${words.channel}`}
              options={props.channels}
            />
          </li>
        )
      })}
    </ol>
  )
}
