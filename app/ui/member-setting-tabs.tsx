import { useTranslation } from "react-i18next"
import { codeKinds } from "#app/members/code-form.ts"
import { Tabs } from "#app/ui/tabs.tsx"

/** コード表 and 独自項目 side by side. */
export function MemberSettingTabs({ current }: { readonly current: string }) {
  const { t } = useTranslation("memberCare")
  return (
    <Tabs
      label={t("codesTitle")}
      current={current}
      tabs={[
        ...codeKinds.map((kind) => ({ label: t(`codes-${kind}`), to: `/console/member-codes?kind=${kind}` })),
        { label: t("ownFields"), to: "/console/member-fields" },
      ]}
    />
  )
}
