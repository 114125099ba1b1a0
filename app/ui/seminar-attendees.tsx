import type { ComponentPropsWithoutRef } from "react"
import { useTranslation } from "react-i18next"
import { Button } from "#app/ui/button.tsx"
import { type FieldLike, mustFill } from "#app/ui/field.tsx"
import { KanaField } from "#app/ui/kana-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

type ListButton = Pick<ComponentPropsWithoutRef<"button">, "name" | "value" | "form" | "formNoValidate">
type Person = Record<"familyName" | "givenName" | "familyNameKana" | "givenNameKana" | "email", FieldLike>

/** ほかの受講者: any number of people who come with the applicant. */
export function OtherAttendees(props: {
  readonly lines: readonly { readonly key: string | undefined; readonly fields: Person }[]
  readonly insert: ListButton
  readonly remove: (index: number) => ListButton
}) {
  const { t } = useTranslation(["seminarApply", "apply"])
  return (
    <div className="grid gap-apart">
      {props.lines.map(({ key, fields }, index) => (
        <fieldset key={key} className="card grid min-w-0 gap-apart p-apart tablet:grid-cols-2">
          <legend className="px-tight font-medium">{t("seminarApply:otherNo", { no: index + 1 })}</legend>
          <TextField field={mustFill(fields.familyName)} label={t("apply:familyName")} />
          <TextField field={mustFill(fields.givenName)} label={t("apply:givenName")} />
          <KanaField
            field={mustFill(fields.familyNameKana)}
            label={t("apply:familyNameKana")}
            sourceId={fields.familyName.id}
          />
          <KanaField
            field={mustFill(fields.givenNameKana)}
            label={t("apply:givenNameKana")}
            sourceId={fields.givenName.id}
          />
          <TextField field={fields.email} label={t("apply:email")} type="email" />
          <div className="self-end">
            <Button {...props.remove(index)} type="submit" tone="quiet" icon="close">
              {t("seminarApply:removeOther", { no: index + 1 })}
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button {...props.insert} type="submit" icon="plus">
          {t("seminarApply:addOther")}
        </Button>
      </div>
    </div>
  )
}
