import { useTranslation } from "react-i18next"
import { Tabs } from "#app/ui/tabs.tsx"

/** Orders, payments, refunds, returned copies, returned mail, letters and proofs of studies, each with its own address. */
export function OrderTabs({
  current,
}: {
  readonly current: `/console/${"orders" | "payments" | "papers" | "refunds" | "returns" | "bounces" | "letters" | "students"}`
}) {
  const { t } = useTranslation(["orders", "contracts", "papers", "bounces", "letters", "conditions"])
  return (
    <Tabs
      label={t("orders:tabs")}
      current={current}
      tabs={[
        { label: t("orders:tabOrders"), to: "/console/orders" },
        { label: t("orders:tabPayments"), to: "/console/payments" },
        { label: t("papers:title"), to: "/console/papers" },
        { label: t("contracts:tabRefunds"), to: "/console/refunds" },
        { label: t("contracts:tabReturns"), to: "/console/returns" },
        { label: t("bounces:title"), to: "/console/bounces" },
        { label: t("letters:title"), to: "/console/letters" },
        { label: t("conditions:proofs"), to: "/console/students" },
      ]}
    />
  )
}
