import { useTranslation } from "react-i18next"
import { Callout } from "#app/ui/callout.tsx"
import { DataTable } from "#app/ui/data-table.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { KeyFigures } from "#app/ui/key-figures.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

type Cell = {
  readonly line: number
  readonly column: string
  readonly value: string
  readonly message: string
  readonly messageEn: string
}

type Report = {
  readonly rows: number
  readonly members: number
  readonly contracts: number
  readonly activeContracts: number
  readonly copiesNextIssue: Readonly<Record<string, number>>
  readonly deferredYen: number
  readonly receivableYen: number
  readonly remainingValueYen: number
  readonly expiry: Readonly<Record<string, number>>
  readonly rejectedCells: number
  readonly rejectedLines: number
  readonly firstRejected: readonly Cell[]
}

type FileFacts = {
  readonly encoding: "utf-8" | "cp932"
  readonly byteCount: number
  readonly mapping: readonly { readonly heading: string; readonly field: string; readonly column: number | null }[]
  readonly ignored: readonly string[]
  readonly firstRows: readonly { readonly line: number; readonly cells: readonly string[] }[]
}

/** The three control reports of a takeover: counts, balances, and the copies that end with each issue. */
export function ImportReports({ report }: { readonly report: Report }) {
  const { t, i18n } = useTranslation(["imports", "states", "console"])
  const number = (value: number) => value.toLocaleString(i18n.language)
  const expiry = Object.entries(report.expiry)
    .map(([issue, copies]) => ({
      issue,
      title: issue.split(" ")[0] ?? "",
      number: Number(issue.split(" ")[1]),
      copies,
    }))
    .sort((a, b) => a.title.localeCompare(b.title) || a.number - b.number)
  const title = report.rejectedCells > 0 ? t("imports:controlGood") : t("imports:control")
  return (
    <>
      <h2 className="text-lead">{title}</h2>
      <KeyFigures
        figures={[
          { key: "rows", label: t("imports:rows"), value: report.rows },
          { key: "members", label: t("imports:members"), value: report.members, unit: t("states:people") },
          {
            key: "contracts",
            label: t("imports:contracts"),
            value: report.contracts,
            note: `${t("imports:active")} ${number(report.activeContracts)}`,
          },
          ...Object.entries(report.copiesNextIssue).map(([code, copies]) => ({
            key: `copies ${code}`,
            label: `${code} ${t("imports:copiesNext")}`,
            value: copies,
            unit: t("states:copies"),
          })),
          { key: "deferred", label: t("imports:deferred"), value: report.deferredYen, unit: t("states:yen") },
          { key: "receivable", label: t("imports:receivable"), value: report.receivableYen, unit: t("states:yen") },
          { key: "left", label: t("imports:valueLeft"), value: report.remainingValueYen, unit: t("states:yen") },
        ]}
      />
      <SectionCard title={t("imports:expiry")} flush>
        <DataTable
          caption={t("imports:expiry")}
          rows={expiry}
          rowKey={(row) => row.issue}
          empty={<p className="p-apart text-muted">{t("states:none")}</p>}
          totals={{ copies: number(expiry.reduce((sum, row) => sum + row.copies, 0)) }}
          columns={[
            { key: "issue", header: t("imports:lastIssue"), render: (row) => row.issue },
            {
              key: "copies",
              header: t("states:copies"),
              align: "end",
              render: (row) => number(row.copies),
            },
          ]}
        />
      </SectionCard>
    </>
  )
}

/** The bad cells by line and column with what to do, and all of them as a file. */
export function ImportRejected({ report, errorsHref }: { readonly report: Report; readonly errorsHref: string }) {
  const { t, i18n } = useTranslation(["imports", "actions"])
  if (report.rejectedCells === 0) return <Callout tone="success">{t("imports:noRejected")}</Callout>
  return (
    <SectionCard
      title={`${t("imports:rejectedTitle")} (${t("imports:rejectedSummary", { lines: report.rejectedLines, cells: report.rejectedCells })})`}
      actions={
        <LinkButton to={errorsHref} icon="import" reloadDocument>
          {t("actions:downloadCsv")}
        </LinkButton>
      }
      flush
    >
      <DataTable
        caption={t("imports:rejectedTitle")}
        rows={report.firstRejected}
        rowKey={(cell) => `${cell.line} ${cell.column}`}
        empty={null}
        columns={[
          {
            key: "line",
            header: t("imports:line"),
            align: "end",
            render: (cell) => cell.line.toLocaleString(i18n.language),
          },
          { key: "column", header: t("imports:column"), render: (cell) => cell.column },
          {
            key: "value",
            header: t("imports:value"),
            render: (cell) => <code className="font-mono">{cell.value}</code>,
          },
          {
            key: "problem",
            header: t("imports:problem"),
            render: (cell) => (i18n.language === "en" ? cell.messageEn : cell.message),
          },
        ]}
      />
      {report.rejectedCells > report.firstRejected.length ? (
        <p className="border-t border-line px-apart py-near text-muted">
          {t("imports:rejectedMore", { shown: report.firstRejected.length })}
        </p>
      ) : null}
    </SectionCard>
  )
}

/** The file as it was read: encoding, where each column goes, and its first rows. */
export function ImportFile({ file }: { readonly file: FileFacts }) {
  const { t, i18n } = useTranslation(["imports", "states"])
  return (
    <>
      <SectionCard title={t("imports:file")}>
        <DescriptionList
          items={[
            {
              key: "encoding",
              term: t("imports:detected"),
              detail: file.encoding === "cp932" ? "Shift_JIS (CP932)" : "UTF-8",
            },
            {
              key: "size",
              term: t("imports:fileSize"),
              detail: `${Math.ceil(file.byteCount / 1024).toLocaleString(i18n.language)} KB`,
            },
            { key: "ignored", term: t("imports:ignored"), detail: file.ignored.join("、") || undefined },
          ]}
        />
      </SectionCard>
      <SectionCard title={t("imports:mapping")} flush>
        <DataTable
          caption={t("imports:mapping")}
          rows={file.mapping}
          rowKey={(row) => row.field}
          empty={null}
          columns={[
            { key: "heading", header: t("imports:heading"), render: (row) => row.heading },
            {
              key: "field",
              header: t("imports:field"),
              render: (row) => <code className="font-mono">{row.field}</code>,
            },
            {
              key: "column",
              header: t("imports:columnNumber"),
              align: "end",
              render: (row) => row.column ?? <span className="text-danger">{t("imports:missing")}</span>,
            },
            ...file.firstRows.slice(0, 3).map((first) => ({
              key: `line ${first.line}`,
              header: `${t("imports:line")} ${first.line}`,
              render: (row: FileFacts["mapping"][number]) => first.cells[file.mapping.indexOf(row)],
            })),
          ]}
        />
      </SectionCard>
    </>
  )
}
