import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { organizationForPublic } from "#app/identity/organization-for-public.server.ts"
import { found } from "#app/platform/form.server.ts"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

export const loader = ({ params }: LoaderFunctionArgs) => found(organizationForPublic(params.organization ?? ""))

/** 特定商取引法に基づく表記 */
export default function CommercialLaw() {
  const { t, i18n } = useTranslation("apply")
  const organization = useLoaderData<typeof loader>()
  const items = [
    ["seller", t("seller"), i18n.language === "en" ? organization.nameEnglish : organization.name],
    [
      "address",
      t("address"),
      `〒${organization.postalCode.slice(0, 3)}-${organization.postalCode.slice(3)} ${organization.address}`,
    ],
    ["contact", t("contact"), organization.phone],
    ["registration", t("registration"), organization.registrationNumber ?? "—"],
    ["price", t("price"), t("lawPrice")],
    ["payment", t("paymentHow"), t("lawPayment")],
    ["delivery", t("delivery"), t("lawDelivery")],
    ["cancellation", t("cancellation"), t("lawCancellation")],
  ] as const
  return (
    <>
      <PageHeader title={t("lawTitle")} />
      <SectionCard>
        <DescriptionList items={items.map(([key, term, detail]) => ({ key, term, detail }))} />
      </SectionCard>
    </>
  )
}
