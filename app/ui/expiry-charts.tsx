import { useTranslation } from "react-i18next"
import { BarChart } from "#app/ui/bar-chart.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

type EndingCopies = {
  readonly publicationCode: string
  readonly publicationName: string
  readonly publicationNameEnglish: string
  readonly number: number
  readonly copies: number
}

/** Copies that end with each coming issue, a picture for each title. */
export function ExpiryCharts({ expiry }: { readonly expiry: readonly EndingCopies[] }) {
  const { t, i18n } = useTranslation(["console", "states"])
  const codes = [...new Set(expiry.map(({ publicationCode }) => publicationCode))]
  return codes.map((code) => {
    const issues = expiry.filter(({ publicationCode }) => publicationCode === code)
    const title = (i18n.language === "en" && issues[0]?.publicationNameEnglish) || issues[0]?.publicationName || code
    return (
      <SectionCard key={code}>
        <BarChart
          title={t("console:expiry", { title })}
          description={t("console:expiryDescription")}
          unit={t("states:copies")}
          orientation="vertical"
          bars={issues.map((issue) => ({ label: String(issue.number), value: issue.copies }))}
        />
      </SectionCard>
    )
  })
}
