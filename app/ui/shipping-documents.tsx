import { useTranslation } from "react-i18next"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

type Run = {
  readonly id: string
  readonly kind: "main" | "late" | "reshipment"
  readonly shipsOn: string
  readonly labels: number
  readonly copies: number
  readonly perks: number
}

type Pattern = {
  readonly inserts: string
  readonly names: readonly string[]
  readonly labels: number
  readonly copies: number
}

const files = [
  ["sheet-10.pdf", "sheet10"],
  ["sheet-12.pdf", "sheet12"],
  ["sheet-24.pdf", "sheet24"],
  ["labels-utf8", "csvUtf8"],
  ["labels-cp932", "csvCp932"],
  ["yamato.csv", "yamato"],
  ["zones.pdf", "zones"],
  ["zones.xlsx", "zonesXlsx"],
  ["bundles.pdf", "bundles"],
] as const

const perkFiles = [
  ["perks.pdf", "perks"],
  ["perks.xlsx", "perksXlsx"],
] as const

/** 発送資料 of one run: labels, carrier file, sorted mail, picking list. */
function RunDocuments({ run, base }: { readonly run: Run; readonly base: string }) {
  const { t, i18n } = useTranslation("shipping")
  const count = (value: number) => value.toLocaleString(i18n.language)
  return (
    <section className="grid gap-near" aria-label={t(`run-${run.kind}`)}>
      <h3 className="font-bold">
        {t(`run-${run.kind}`)} <DayText on={run.shipsOn} />{" "}
        <span className="figures font-normal text-muted">
          {`${t("labelsCount")} ${count(run.labels)} · ${t("copiesCount")} ${count(run.copies)}`}
        </span>
      </h3>
      <div className="flex flex-wrap gap-near">
        {[...files, ...(run.perks > 0 ? perkFiles : [])].map(([file, word]) => (
          <LinkButton key={file} to={`${base}/${file}?run=${run.id}`} icon="import" reloadDocument>
            {t(word)}
          </LinkButton>
        ))}
      </div>
    </section>
  )
}

/** 封入物別: how many copies get which inserts, each with its own list. */
function Inserts({
  run,
  patterns,
  base,
}: {
  readonly run: Run
  readonly patterns: readonly Pattern[]
  readonly base: string
}) {
  const { t, i18n } = useTranslation("shipping")
  const count = (value: number) => value.toLocaleString(i18n.language)
  const sum = (of: "labels" | "copies") => count(patterns.reduce((total, pattern) => total + pattern[of], 0))
  const query = (pattern: Pattern) => `run=${run.id}&inserts=${encodeURIComponent(pattern.inserts)}`
  return (
    <DataTable
      caption={t("inserts")}
      rows={patterns}
      rowKey={(pattern) => pattern.inserts}
      empty={null}
      totals={{ labels: sum("labels"), copies: sum("copies") }}
      columns={[
        {
          key: "inserts",
          header: t("inserts"),
          render: (pattern) =>
            pattern.inserts === "" ? t("insertsNone") : `${pattern.inserts} (${pattern.names.join("、")})`,
        },
        { key: "labels", header: t("labelsCount"), align: "end", render: (pattern) => count(pattern.labels) },
        { key: "copies", header: t("copiesCount"), align: "end", render: (pattern) => count(pattern.copies) },
        {
          key: "files",
          header: t("documents"),
          render: (pattern) => (
            <span className="flex flex-wrap gap-near">
              <LinkButton to={`${base}/split.csv?${query(pattern)}`} icon="import" reloadDocument>
                {t("splitCsv")}
              </LinkButton>
              <LinkButton to={`${base}/sheet-12.pdf?${query(pattern)}`} icon="import" reloadDocument>
                {t("splitLabels")}
              </LinkButton>
            </span>
          ),
        },
      ]}
    />
  )
}

/** 発送資料: what the packers and the carrier get, for each run of the issue. */
export function ShippingDocuments(props: {
  readonly runs: readonly Run[]
  readonly patterns: readonly Pattern[]
  readonly base: string
}) {
  const { t } = useTranslation("shipping")
  const { runs, patterns, base } = props
  const main = runs.find(({ kind }) => kind === "main")
  const hasInserts = patterns.some(({ inserts }) => inserts !== "")
  return (
    <SectionCard title={t("documents")}>
      <div className="grid gap-apart">
        <p className="text-small text-muted">{t("documentsNote")}</p>
        {runs.map((run) => (
          <RunDocuments key={run.id} run={run} base={base} />
        ))}
        {main && hasInserts ? <Inserts run={main} patterns={patterns} base={base} /> : null}
      </div>
    </SectionCard>
  )
}
