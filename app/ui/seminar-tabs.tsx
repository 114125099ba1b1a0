import { useTranslation } from "react-i18next"
import { Tabs } from "#app/ui/tabs.tsx"

const pages = [
  ["tabList", "/console/seminars"],
  ["tabCalendar", "/console/seminar-calendar"],
  ["tabPost", "/console/seminar-post"],
  ["tabSurveys", "/console/seminar-surveys"],
  ["tabDesign", "/console/certificate-design"],
  ["tabSettings", "/console/seminar-settings"],
] as const

/** The pages of the seminar office that are about all seminars, each with its own address. */
export function SeminarTabs({ current }: { readonly current: (typeof pages)[number][1] }) {
  const { t } = useTranslation("seminarOffice")
  return <Tabs label={t("tabs")} current={current} tabs={pages.map(([word, to]) => ({ label: t(word), to }))} />
}
