import { useTranslation } from "react-i18next"
import { formatYen } from "#app/values/yen.ts"

/** An amount in yen as Japanese papers write it: tabular, ▲ for negatives. The unit belongs in headers; `unit` adds it. */
export function Money(props: { readonly amount: number; readonly unit?: boolean }) {
  const { t } = useTranslation("states")
  return (
    <span className={`figures whitespace-nowrap ${props.amount < 0 ? "text-danger" : ""}`}>
      {formatYen(props.amount)}
      {props.unit ? <span className="ms-tight text-[0.85em]">{t("yen")}</span> : null}
    </span>
  )
}
