import { useTranslation } from "react-i18next"
import { sourceKinds } from "#app/subscriptions/source-form.ts"
import { DateField } from "#app/ui/date-field.tsx"
import type { FieldLike } from "#app/ui/field.tsx"
import { MoneyField } from "#app/ui/money-field.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

type Name = "code" | "name" | "nameEnglish" | "kind" | "reachedCount" | "costYen" | "startsOn" | "endsOn"

/** 募集コード: medium, number sent, cost and term; the code is asked of a new one alone. */
export function SourceFields(props: { readonly fields: Readonly<Record<Name, FieldLike>>; readonly isNew: boolean }) {
  const { t } = useTranslation("readerSettings")
  const { fields, isNew } = props
  return (
    <>
      {isNew ? (
        <TextField
          field={fields.code}
          label={t("sourceCode")}
          hint={t("sourceCodeHint")}
          maxLength={30}
          autoComplete="off"
        />
      ) : null}
      <TextField field={fields.name} label={t("name")} maxLength={60} />
      <TextField field={fields.nameEnglish} label={t("nameEnglish")} maxLength={60} />
      <SelectField
        field={fields.kind}
        label={t("medium")}
        options={sourceKinds.map((value) => ({ value, label: t(`medium-${value}`) }))}
      />
      <TextField field={fields.reachedCount} label={t("reached")} inputMode="numeric" />
      <MoneyField field={fields.costYen} label={t("cost")} />
      <DateField field={fields.startsOn} label={t("startsOn")} />
      <DateField field={fields.endsOn} label={t("endsOn")} hint={t("endsOnHint")} />
    </>
  )
}
