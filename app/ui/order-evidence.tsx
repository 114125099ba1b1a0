import { useTranslation } from "react-i18next"
import { InstantText } from "#app/ui/date-text.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

type Application = {
  readonly state: "filled" | "confirmed" | "paid" | "abandoned" | "refund-due"
  readonly confirmedAt: string | null
  readonly shownVersion: string | null
  readonly shown: readonly { readonly key: string; readonly label: string; readonly text: string }[] | null
  readonly locale: "ja" | "en"
}

/** What the final confirmation showed when the application was placed, line by line as it was shown. */
export function OrderEvidence({ application }: { readonly application: Application | null }) {
  const { t } = useTranslation("orders")
  if (application === null || application.shown === null) {
    return (
      <SectionCard title={t("evidence")}>
        <p className="text-muted">{t("evidenceNone")}</p>
      </SectionCard>
    )
  }
  const { shown, shownVersion, confirmedAt, locale, state } = application
  return (
    <SectionCard title={t("evidence")} actions={<span className="text-muted">{t(`application-${state}`)}</span>}>
      <p className="pb-near text-muted">{t("evidenceLead", { version: shownVersion ?? "" })}</p>
      <div lang={locale}>
        <DescriptionList
          items={shown.map((line) => ({
            key: line.key,
            term: line.label,
            detail: <span className="whitespace-pre-line">{line.text}</span>,
          }))}
        />
      </div>
      {confirmedAt === null ? null : (
        <p className="pt-near text-small text-muted">
          {t("confirmedAt")} <InstantText at={confirmedAt} />
        </p>
      )}
    </SectionCard>
  )
}
