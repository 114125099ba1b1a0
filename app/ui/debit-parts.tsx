import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { Badge } from "#app/ui/badge.tsx"
import { DateField } from "#app/ui/date-field.tsx"
import { mustFill, type FieldLike } from "#app/ui/field.tsx"
import { FileField } from "#app/ui/file-field.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"

const tones = { pending: "info", settled: "success", cancelled: "neutral" } as const

/** Where a request stands. */
export function DebitState({ state }: { readonly state: keyof typeof tones }) {
  const { t } = useTranslation("debits")
  return <Badge tone={tones[state]}>{t(`state-${state}`)}</Badge>
}

/** 振替結果 in words. */
export function DebitOutcome({ result }: { readonly result: "0" | "1" | "2" | "3" | "4" | "8" | "9" | null }) {
  const { t } = useTranslation("debits")
  if (result === null) return <Badge tone="info">{t("waiting")}</Badge>
  return <Badge tone={result === "0" ? "success" : "warning"}>{t(`result-${result}`)}</Badge>
}

const fieldOf = (name: string) => ({
  ...{ id: `debit-${name}`, name, errorId: `debit-${name}-error`, descriptionId: `debit-${name}-hint` },
  required: true,
})

/** Asks for the request of a 引落日. */
export function MakeDebit({ today }: { readonly today: string }) {
  const { t } = useTranslation("debits")
  return (
    <SectionCard title={t("make")}>
      <Form method="post" className="grid justify-items-start gap-near">
        <p>{t("makeLead")}</p>
        <div className="flex flex-wrap items-end gap-apart">
          <DateField field={fieldOf("on")} label={t("onDay")} min={today} />
          <SubmitButton icon="plus">{t("make")}</SubmitButton>
        </div>
      </Form>
    </SectionCard>
  )
}

/** The bank's result file, taken as it is. */
export function TakeDebit({ action }: { readonly action?: string }) {
  const { t } = useTranslation("debits")
  return (
    <SectionCard title={t("take")}>
      <Form method="post" action={action} encType="multipart/form-data" className="flex flex-wrap items-end gap-apart">
        <div className="min-w-0 flex-1 basis-[14rem]">
          <FileField
            field={fieldOf("file")}
            label={t("file")}
            accept=".txt,.dat,text/plain"
            types="全銀(口座振替)"
            size="10 MB"
          />
        </div>
        <SubmitButton tone="secondary" icon="upload">
          {t("take")}
        </SubmitButton>
      </Form>
    </SectionCard>
  )
}

type BankFieldNames = "bankCode" | "bankName" | "branchCode" | "branchName" | "accountKind" | "accountNumber"

/** Bank, branch and account, as banks know them. */
export function BankFields(props: {
  readonly fields: Readonly<Record<BankFieldNames, FieldLike>>
  readonly kinds: readonly ("1" | "2" | "3" | "9")[]
}) {
  const { t } = useTranslation("debits")
  const { fields } = props
  return (
    <div className="grid gap-apart tablet:grid-cols-[10rem_1fr]">
      <TextField field={mustFill(fields.bankCode)} label={t("bankCode")} inputMode="numeric" autoComplete="off" />
      <TextField field={mustFill(fields.bankName)} label={t("bankName")} hint={t("kanaHint")} autoComplete="off" />
      <TextField field={mustFill(fields.branchCode)} label={t("branchCode")} inputMode="numeric" autoComplete="off" />
      <TextField field={mustFill(fields.branchName)} label={t("branchName")} autoComplete="off" />
      <SelectField
        field={mustFill(fields.accountKind)}
        label={t("accountKind")}
        options={props.kinds.map((value) => ({ value, label: t(`kind-${value}`) }))}
      />
      <TextField
        field={mustFill(fields.accountNumber)}
        label={t("accountNumber")}
        inputMode="numeric"
        autoComplete="off"
      />
    </div>
  )
}
