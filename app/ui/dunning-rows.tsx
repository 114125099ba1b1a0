import { useTranslation } from "react-i18next"
import { type DunningLevel, MOST_LEVELS } from "#app/billing/dunning/dunning-level.ts"
import { SelectField } from "#app/ui/select-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

/** The levels of reminders as rows; what was typed stays, each error beside its row. */
export function DunningRows(props: {
  readonly levels: readonly DunningLevel[]
  readonly typed: readonly { readonly days: string; readonly channel: string }[] | null
  readonly errors: readonly { readonly row: number; readonly message: string }[]
}) {
  const { t } = useTranslation("papers")
  const field = (name: string, initialValue: string, errors: string[] | undefined) => ({
    ...{ id: name, name, errorId: `${name}-error`, descriptionId: `${name}-hint`, initialValue, errors },
  })
  return (
    <ol className="grid gap-near">
      {Array.from({ length: MOST_LEVELS }, (_, at) => at + 1).map((row) => {
        const known = props.levels.find(({ level }) => level === row)
        const typed = props.typed?.[row - 1]
        const errors = props.errors.filter((error) => error.row === row).map(({ message }) => message)
        return (
          <li key={row} className="grid items-start gap-near border-t border-line pt-near tablet:grid-cols-2">
            <TextField
              field={field(
                `days-${row}`,
                typed?.days ?? String(known?.daysAfterDue ?? ""),
                errors.length > 0 ? errors : undefined,
              )}
              label={`${t("dunningLevel", { level: row })} ${t("dunningDays")}`}
              inputMode="numeric"
            />
            <SelectField
              field={field(`channel-${row}`, typed?.channel ?? known?.channel ?? "mail", undefined)}
              label={`${t("dunningLevel", { level: row })} ${t("dunningChannel")}`}
              options={(["mail", "post"] as const).map((value) => ({ value, label: t(`dunning-${value}`) }))}
            />
          </li>
        )
      })}
    </ol>
  )
}
