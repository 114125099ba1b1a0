import { useTranslation } from "react-i18next"
import { Tabs } from "#app/ui/tabs.tsx"

/** Orders and payments, each with its own address. */
export function OrderTabs({ current }: { readonly current: "/console/orders" | "/console/payments" }) {
  const { t } = useTranslation("orders")
  return (
    <Tabs
      label={t("tabs")}
      current={current}
      tabs={[
        { label: t("tabOrders"), to: "/console/orders" },
        { label: t("tabPayments"), to: "/console/payments" },
      ]}
    />
  )
}
