import { Link } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { Badge } from "#app/ui/badge.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { DateField } from "#app/ui/date-field.tsx"
import { SelectField } from "#app/ui/select-field.tsx"

type RefundRow = {
  readonly of: "contract" | "seminar"
  readonly number: string
  readonly payerName: string
  readonly amountYen: number
  readonly isByCard: boolean
  readonly cardState: "waiting" | "failed" | null
  readonly cardError: string
  readonly remittanceId: string | null
  readonly remittance: string | null
}

const field = (name: string, number: string, initialValue: string) => ({
  ...{ id: `${name}-${number}`, name, errorId: `${name}-${number}-error`, descriptionId: `${name}-${number}-hint` },
  ...{ required: true, initialValue },
})

/** 支払済みにする: when and how it was paid, and the yen once more. */
function Pay({ refund, today }: { readonly refund: RefundRow; readonly today: string }) {
  const { t } = useTranslation(["contracts", "orders"])
  return (
    <ConfirmDialog
      verb={t("contracts:pay")}
      title={t("contracts:payTitle", { number: refund.number })}
      triggerTone="secondary"
      amount={refund.amountYen}
      fields={{ of: refund.of, number: refund.number }}
    >
      <p>{refund.payerName}</p>
      <DateField field={field("paidOn", refund.number, today)} label={t("contracts:paidOn")} />
      <SelectField
        field={field("way", refund.number, "bank-transfer")}
        label={t("contracts:way")}
        options={(["bank-transfer", "cash"] as const).map((value) => ({ value, label: t(`orders:way-${value}`) }))}
      />
    </ConfirmDialog>
  )
}

/** カードへ返金: back the way it came, where a card paid. */
function ToTheCard({ refund }: { readonly refund: RefundRow }) {
  const { t } = useTranslation(["contracts", "cardMoney"])
  if (refund.cardState === "waiting") return <Badge tone="info">{t("cardMoney:onItsWay")}</Badge>
  return (
    <>
      {refund.cardState === "failed" ? <Badge tone="danger">{refund.cardError}</Badge> : null}
      <ConfirmDialog
        verb={t("cardMoney:giveBack")}
        title={t("contracts:payTitle", { number: refund.number })}
        triggerTone="secondary"
        amount={refund.amountYen}
        fields={{ of: refund.of, number: refund.number, way: "card" }}
      >
        <p>{refund.payerName}</p>
      </ConfirmDialog>
    </>
  )
}

/** How money owed back may go: with the file to the bank that it is in, to the card that paid, or paid out otherwise. */
export function RefundSettle({ refund, today }: { readonly refund: RefundRow; readonly today: string }) {
  const { t } = useTranslation("discontinued")
  if (refund.remittanceId !== null) {
    return (
      <Link to={`/console/remittances/${refund.remittanceId}`} className="text-link">
        {t("inRemittance", { number: refund.remittance ?? "" })}
      </Link>
    )
  }
  return (
    <span className="flex flex-wrap items-center gap-near">
      {refund.isByCard ? <ToTheCard refund={refund} /> : null}
      {refund.cardState === "waiting" ? null : <Pay refund={refund} today={today} />}
    </span>
  )
}
