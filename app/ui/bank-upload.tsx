import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { FileField } from "#app/ui/file-field.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"

/** The bank's file, taken as it is. */
export function BankUpload() {
  const { t } = useTranslation("bank")
  const field = { id: "bank-file", name: "file", errorId: "bank-file-error", descriptionId: "bank-file-hint" }
  const account = {
    id: "bank-account",
    name: "account",
    errorId: "bank-account-error",
    descriptionId: "bank-account-hint",
  }
  return (
    <SectionCard>
      <Form method="post" encType="multipart/form-data" className="flex flex-wrap items-end gap-apart">
        <div className="min-w-0 flex-1 basis-[18rem]">
          <FileField
            field={{ ...field, required: true }}
            label={t("file")}
            accept=".txt,.dat,.csv,text/csv,text/plain"
            types="全銀(入出金取引明細・振込入金通知)・CSV"
            size="10 MB"
          />
        </div>
        <TextField field={account} label={t("csvAccount")} hint={t("csvAccountHint")} maxLength={60} />
        <SubmitButton tone="secondary" icon="upload">
          {t("upload")}
        </SubmitButton>
      </Form>
    </SectionCard>
  )
}
