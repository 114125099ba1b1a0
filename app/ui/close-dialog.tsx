import { useTranslation } from "react-i18next"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { Money } from "#app/ui/money.tsx"
import { TextAreaField } from "#app/ui/text-area-field.tsx"

/** Asks once more before a month is closed: names it and its amounts, and takes the reason for what is left. */
export function CloseDialog(props: {
  readonly month: string
  readonly figures: {
    readonly vouchers: number
    readonly debitYen: number
    readonly deferredYen: number
    readonly receivableYen: number
  }
  readonly isBlocked: boolean
  readonly needsExplanation: boolean
  readonly explanation: string | undefined
}) {
  const { t } = useTranslation("books")
  const { figures } = props
  const field = {
    ...{ id: "explanation", name: "explanation", errorId: "explanation-error", descriptionId: "explanation-hint" },
    required: props.needsExplanation,
    initialValue: props.explanation,
  }
  return (
    <ConfirmDialog
      verb={t("close")}
      title={t("closingMonth", { month: props.month })}
      icon="lock"
      action="?index"
      disabled={props.isBlocked}
    >
      <DescriptionList
        items={[
          {
            key: "vouchers",
            term: t("voucherCount"),
            detail: `${figures.vouchers.toLocaleString("ja-JP")} ${t("voucherUnit")}`,
          },
          { key: "debit", term: t("debitTotal"), detail: <Money amount={figures.debitYen} unit /> },
          { key: "deferred", term: t("deferredEnd"), detail: <Money amount={figures.deferredYen} unit /> },
          { key: "receivable", term: t("receivableEnd"), detail: <Money amount={figures.receivableYen} unit /> },
        ]}
      />
      <p>{t("closeNote")}</p>
      {props.needsExplanation ? (
        <>
          <p className="font-semibold text-warning">{t("explanationNeeded")}</p>
          <TextAreaField field={field} label={t("explanation")} hint={t("explanationHint")} maxLength={500} />
        </>
      ) : null}
    </ConfirmDialog>
  )
}
