import { Link } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { LinkButton } from "#app/ui/link-button.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

type File = { readonly id: string; readonly name: string; readonly sha256: string; readonly byteCount: number }

const size = (bytes: number) =>
  bytes < 100_000 ? `${(bytes / 1000).toFixed(1)} KB` : `${Math.round(bytes / 1000).toLocaleString("ja-JP")} KB`

/** The files that a closing left, by paper; the ZIP holds them all. */
export function ClosedFiles({ files }: { readonly files: readonly File[] }) {
  const { t } = useTranslation("books")
  const pack = files.find(({ name }) => name.endsWith(".zip"))
  const groups = [
    { label: t("vouchers"), start: "vouchers-" },
    { label: t("accounts"), start: "accounts-" },
    { label: t("deferredLedger"), start: "deferred-" },
    { label: t("receivableLedger"), start: "receivable-" },
    { label: t("ageing"), start: "ageing-" },
    { label: t("export-yayoi"), start: "yayoi-" },
    { label: t("export-hledger"), start: "journal-" },
    { label: t("exportTotals"), start: "control-totals" },
  ]
  return (
    <SectionCard
      flush
      title={t("files")}
      actions={
        pack ? (
          <LinkButton to={`/console/files/${pack.id}`} tone="primary" icon="import" reloadDocument>
            {`${t("pack")} ${size(pack.byteCount)}`}
          </LinkButton>
        ) : undefined
      }
    >
      <p className="border-b border-line px-apart py-near text-small text-muted">{t("filesHint")}</p>
      <ul>
        {groups.map(({ label, start }) => (
          <li
            key={start}
            className="flex flex-wrap items-center justify-between gap-near border-t border-line px-apart py-near first:border-t-0"
          >
            <span>{label}</span>
            <span className="flex flex-wrap gap-apart">
              {files
                .filter(({ name }) => name.startsWith(start))
                .sort((a, b) => rank(a.name) - rank(b.name))
                .map((file) => (
                  <span key={file.id} className="inline-flex items-center gap-tight">
                    <Link
                      to={`/console/files/${file.id}`}
                      reloadDocument
                      title={`${file.name} SHA-256 ${file.sha256}`}
                      aria-label={`${label} ${extension(file.name)} ${size(file.byteCount)}`}
                      className="text-link touch inline-flex items-center"
                    >
                      {extension(file.name)}
                    </Link>
                    <span className="figures text-small text-muted">{size(file.byteCount)}</span>
                  </span>
                ))}
            </span>
          </li>
        ))}
      </ul>
    </SectionCard>
  )
}

// Papers first as people read them.
const rank = (name: string) => ["PDF", "XLSX", "CSV"].indexOf(extension(name))

const extension = (name: string) => name.slice(name.lastIndexOf(".") + 1).toUpperCase()
