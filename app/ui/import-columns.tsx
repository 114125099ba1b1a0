import { useTranslation } from "react-i18next"
import type { FileColumn } from "#app/subscriptions/import-mapping.ts"
import { controlProps, FieldErrors, type FieldLike, initialText } from "#app/ui/field.tsx"

type Row = {
  readonly key: string | undefined
  readonly heading: FieldLike
  readonly from: FieldLike
  readonly fixed: FieldLike
  readonly values: FieldLike
}

function Cells({ row, theirs }: { readonly row: Row; readonly theirs: readonly FileColumn[] }) {
  const { t } = useTranslation("imports")
  const ours = initialText(row.heading) ?? ""
  const text = (field: FieldLike, label: string) => (
    <>
      <input
        key={field.key}
        {...controlProps({ field, hint: undefined, disabled: false })}
        aria-label={`${ours}: ${label}`}
        defaultValue={initialText(field) ?? ""}
        maxLength={200}
        autoComplete="off"
        className="control"
      />
      <FieldErrors field={field} />
    </>
  )
  return (
    <tr>
      <th scope="row" className="whitespace-nowrap">
        {ours}
        <input type="hidden" name={row.heading.name} value={ours} />
      </th>
      <td data-label={t("theirs")}>
        <select
          key={row.from.key}
          {...controlProps({ field: row.from, hint: undefined, disabled: false })}
          aria-label={`${ours}: ${t("theirs")}`}
          defaultValue={initialText(row.from) ?? ""}
          className="control"
        >
          <option value="">{t("noColumn")}</option>
          {theirs.map(({ heading, example }) => (
            <option key={heading} value={heading}>
              {example === "" ? heading : `${heading} (${example.slice(0, 20)})`}
            </option>
          ))}
        </select>
        <FieldErrors field={row.from} />
      </td>
      <td data-label={t("fixed")}>{text(row.fixed, t("fixed"))}</td>
      <td data-label={t("values")}>{text(row.values, t("values"))}</td>
    </tr>
  )
}

/** Our columns, each with the file's column, what stands for nothing, and what its values mean. */
export function ImportColumns(props: { readonly rows: readonly Row[]; readonly theirs: readonly FileColumn[] }) {
  const { t } = useTranslation("imports")
  return (
    <table className="data-table">
      <caption className="sr-only">{t("mapping")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("ours")}</th>
          <th scope="col">{t("theirs")}</th>
          <th scope="col">{t("fixed")}</th>
          <th scope="col">
            {t("values")} <span className="font-normal">({t("valuesHint")})</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <Cells key={row.key} row={row} theirs={props.theirs} />
        ))}
      </tbody>
    </table>
  )
}
