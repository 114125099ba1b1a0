import { useTranslation } from "react-i18next"
import { codeKinds } from "#app/members/code-form.ts"
import { Tabs } from "#app/ui/tabs.tsx"

/** コード表, 独自項目 and 同意の文言 side by side. */
export function MemberSettingTabs({ current }: { readonly current: string }) {
  const { t } = useTranslation(["memberCare", "consents"])
  return (
    <Tabs
      label={t("memberCare:codesTitle")}
      current={current}
      tabs={[
        ...codeKinds.map((kind) => ({
          label: t(`memberCare:codes-${kind}`),
          to: `/console/member-codes?kind=${kind}`,
        })),
        { label: t("memberCare:ownFields"), to: "/console/member-fields" },
        { label: t("consents:title"), to: "/console/consent-wordings" },
      ]}
    />
  )
}
