import { useTranslation } from "react-i18next"
import { MOST_PAYMENT_RULES, paymentChannels, type PaymentRule } from "#app/subscriptions/renewal/payment-rule.ts"
import { SelectField } from "#app/ui/select-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

/** The steps of payment notices as rows; what was typed stays, each error beside its row. */
export function PaymentRuleRows(props: {
  readonly rules: readonly PaymentRule[]
  readonly typed: readonly { readonly days: string; readonly channel: string }[] | null
  readonly errors: readonly { readonly row: number; readonly message: string }[]
}) {
  const { t } = useTranslation("readerSettings")
  const field = (name: string, initialValue: string, errors: string[]) => ({
    ...{ id: name, name, errorId: `${name}-error`, descriptionId: `${name}-hint`, initialValue },
    errors: errors.length > 0 ? errors : undefined,
  })
  return (
    <ol className="grid gap-near">
      {Array.from({ length: MOST_PAYMENT_RULES }, (_, at) => at + 1).map((row) => {
        const known = props.rules.find(({ step }) => step === row)
        const typed = props.typed?.[row - 1]
        const errors = props.errors.filter((error) => error.row === row).map(({ message }) => message)
        const step = t("step", { step: row })
        return (
          <li key={row} className="grid items-start gap-near border-t border-line pt-near tablet:grid-cols-2">
            <TextField
              field={field(`days-${row}`, typed?.days ?? String(known?.daysAfterOrder ?? ""), errors)}
              label={`${step} ${t("daysAfterOrder")}`}
              inputMode="numeric"
            />
            <SelectField
              field={field(`channel-${row}`, typed?.channel ?? known?.channel ?? "mail", [])}
              label={`${step} ${t("way")}`}
              options={paymentChannels.map((value) => ({ value, label: t(`way-${value}`) }))}
            />
          </li>
        )
      })}
    </ol>
  )
}
