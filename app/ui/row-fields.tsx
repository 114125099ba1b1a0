import type { ComponentPropsWithoutRef, ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Button } from "#app/ui/button.tsx"
import { FormSection } from "#app/ui/form-section.tsx"

type ListButton = Pick<ComponentPropsWithoutRef<"button">, "name" | "value" | "form" | "formNoValidate">

/** Any number of rows of the same few fields, with buttons to add one and to take one away. */
export function RowFields<Row extends { readonly key?: string | undefined }>(props: {
  readonly title: string
  readonly rows: readonly Row[]
  readonly render: (row: Row) => ReactNode
  readonly insert: ListButton
  readonly remove: (index: number) => ListButton
}) {
  const { t } = useTranslation("seminars")
  return (
    <FormSection title={props.title}>
      {props.rows.map((row, index) => (
        <div key={row.key} className="flex flex-wrap items-start gap-near border-b border-line pb-near">
          <div className="grid min-w-0 flex-1 basis-[18rem] items-start gap-near tablet:grid-cols-2 desk:grid-cols-3">
            {props.render(row)}
          </div>
          <span className="self-end">
            <Button
              {...props.remove(index)}
              type="submit"
              tone="quiet"
              icon="close"
              aria-label={`${props.title}: ${t("removeRow", { no: index + 1 })}`}
            />
          </span>
        </div>
      ))}
      <div>
        <Button {...props.insert} type="submit" icon="plus">
          {t("addRow")}
          <span className="sr-only">: {props.title}</span>
        </Button>
      </div>
    </FormSection>
  )
}
