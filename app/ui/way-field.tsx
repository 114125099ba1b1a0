import { useTranslation } from "react-i18next"
import type { OnlineWay } from "#app/billing/online-way.ts"
import type { FieldLike } from "#app/ui/field.tsx"
import { RadioCards } from "#app/ui/radio-cards.tsx"

/** お支払い方法; where only the card is offered nothing is asked. */
export function WayField({ field, ways }: { readonly field: FieldLike; readonly ways: readonly OnlineWay[] }) {
  const { t } = useTranslation("apply")
  if (ways.length < 2) return <input type="hidden" name={field.name} value="card" />
  return (
    <RadioCards
      field={field}
      label={t("paymentHow")}
      cards={ways.map((way) => ({ value: way, label: t(`way-${way}`), description: t(`way-${way}-detail`) }))}
    />
  )
}
