import { useTranslation } from "react-i18next"
import { KeyFigures } from "#app/ui/key-figures.tsx"

type Totals = {
  readonly contracts: number
  readonly copies: number
  readonly netYen: number
  readonly taxYen: number
  readonly fromDeferredYen: number
  readonly toReceivableYen: number
}

/** What a run serves and posts, each number with its basis. */
export function IssueFigures(props: {
  readonly totals: Totals
  readonly readers?: number | undefined
  readonly delta?: number | undefined
}) {
  const { t } = useTranslation("issues")
  const { totals, readers } = props
  const yen = t("yen")
  return (
    <KeyFigures
      figures={[
        {
          key: "copies",
          label: t("copies"),
          value: totals.copies,
          unit: t("copiesUnit"),
          delta: props.delta,
          note: readers === undefined ? undefined : t("basisReaders", { count: readers }),
        },
        { key: "contracts", label: t("contracts"), value: totals.contracts, unit: t("contractsUnit") },
        { key: "net", label: t("net"), value: totals.netYen, unit: yen },
        { key: "tax", label: t("tax"), value: totals.taxYen, unit: yen },
        { key: "deferred", label: t("fromDeferred"), value: totals.fromDeferredYen, unit: yen },
        { key: "receivable", label: t("toReceivable"), value: totals.toReceivableYen, unit: yen },
      ]}
    />
  )
}
