import { useTranslation } from "react-i18next"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { AddresseeFields } from "#app/ui/paper-fields.tsx"

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
