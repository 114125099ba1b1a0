import { useTranslation } from "react-i18next"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { TextField } from "#app/ui/text-field.tsx"

/** Asks for what a second person must approve, with the reason. */
export function RequestDialog(props: {
  readonly verb: string
  readonly title: string
  readonly intent: "reverse" | "reopen"
  readonly subject: string
}) {
  const { t } = useTranslation("approvals")
  const field = { id: "reason", name: "reason", errorId: "reason-error", descriptionId: "reason-hint", required: true }
  return (
    <ConfirmDialog
      verb={props.verb}
      title={props.title}
      triggerTone="secondary"
      action="/console/approvals?index"
      fields={{ intent: props.intent, subject: props.subject }}
    >
      <p>{t("lead")}</p>
      <TextField field={field} label={t("reason")} maxLength={500} />
    </ConfirmDialog>
  )
}
