import { useTranslation } from "react-i18next"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { MoneyField } from "#app/ui/money-field.tsx"
import { AddresseeFields } from "#app/ui/paper-fields.tsx"
import { TextField } from "#app/ui/text-field.tsx"

const field = (name: string, initialValue = "") => ({
  ...{ id: `paper-${name}`, name, errorId: `paper-${name}-error`, descriptionId: `paper-${name}-hint`, initialValue },
})

/** 再発行: to the same name or another. */
export function ReissueDialog(props: {
  readonly number: string
  readonly addressee: { readonly name: string; readonly department: string; readonly honorific: string }
}) {
  const { t } = useTranslation("papers")
  const { name, department, honorific } = props.addressee
  return (
    <ConfirmDialog
      verb={t("reissue")}
      title={t("reissueTitle", { number: props.number })}
      triggerTone="secondary"
      fields={{ intent: "reissue" }}
    >
      <p>{t("reissueLead")}</p>
      <AddresseeFields
        fields={{
          name: field("name", name),
          department: field("department", department),
          honorific: field("honorific", honorific),
        }}
      />
    </ConfirmDialog>
  )
}

/** 減額: an amount of an open invoice, by a credit note. */
export function CreditDialog({ number }: { readonly number: string }) {
  const { t } = useTranslation("papers")
  return (
    <ConfirmDialog
      verb={t("credit")}
      title={t("creditTitle", { number })}
      triggerTone="secondary"
      fields={{ intent: "credit" }}
    >
      <p>{t("creditLead")}</p>
      <MoneyField field={{ ...field("amountYen"), required: true }} label={t("creditAmount")} />
      <TextField field={{ ...field("reason"), required: true }} label={t("reason")} autoComplete="off" />
    </ConfirmDialog>
  )
}
