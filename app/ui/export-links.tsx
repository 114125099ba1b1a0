import { Link } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { exportFormats } from "#app/ledger/accounting-software.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

/** 会計ソフト用データ: the month's books in every form that there is. */
export function ExportLinks({ month, isClosed }: { readonly month: string; readonly isClosed: boolean }) {
  const { t } = useTranslation("books")
  return (
    <SectionCard
      title={t("exports")}
      actions={
        <Link to="/console/books/names/yayoi" className="text-link">
          {t("namesTitle")}
        </Link>
      }
    >
      {isClosed ? null : <p className="pb-near text-muted">{t("exportsHint")}</p>}
      <p className="flex flex-wrap gap-near">
        {exportFormats.map((format) => (
          <LinkButton key={format} to={`/console/books/${month}/export/${format}`} icon="import" reloadDocument>
            {t(`export-${format}`)}
          </LinkButton>
        ))}
      </p>
    </SectionCard>
  )
}
