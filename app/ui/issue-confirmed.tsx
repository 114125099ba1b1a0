import { useTranslation } from "react-i18next"
import { Callout } from "#app/ui/callout.tsx"
import { Checklist } from "#app/ui/checklist.tsx"
import { DataTable } from "#app/ui/data-table.tsx"
import { dayText, instantText } from "#app/ui/date-text.tsx"
import { IssueFigures } from "#app/ui/issue-figures.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { ShippingDocuments } from "#app/ui/shipping-documents.tsx"
import { StatisticMenu } from "#app/ui/statistic-menu.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { type MovementFigure, movementFigures, useMovementSteps } from "#app/ui/use-movement-steps.ts"
import { WaterfallChart } from "#app/ui/waterfall-chart.tsx"

type Figures = Readonly<Record<MovementFigure, number>>
type Identity = { readonly name: string; readonly left: number; readonly right: number; readonly ok: boolean }

type Movement = {
  readonly rows: readonly (Figures & { readonly product: "paid" | "gift" | "complimentary" | "grace" })[]
  readonly totals: Figures
  readonly identities: readonly Identity[]
}

type Run = {
  readonly confirmedAt: Date
  readonly confirmedBy: string
  readonly shipsOn: string
  readonly proof: {
    readonly identities: readonly Identity[]
    readonly labels: {
      readonly rows: number
      readonly missing: readonly { readonly row: number; readonly characters: string }[]
    }
  } | null
  readonly movement: Movement | null
}

const SHOWN_MISSING = 20

function Proof({ identities }: { readonly identities: readonly Identity[] }) {
  const { t } = useTranslation("issues")
  return (
    <SectionCard title={t("proofTitle")} flush>
      <Checklist
        label={t("proofTitle")}
        items={identities.map(({ name, left, right, ok }) => ({
          key: name,
          state: ok ? "ok" : "fail",
          label: name,
          detail: ok ? t("agrees", { left }) : t("differs", { left, right }),
        }))}
      />
    </SectionCard>
  )
}

/** Characters that CP932 lacks: whoever prints from that file writes them by hand. */
function Missing({ missing }: { readonly missing: NonNullable<Run["proof"]>["labels"]["missing"] }) {
  const { t } = useTranslation("issues")
  if (missing.length === 0) return null
  return (
    <Callout tone="warning" title={t("missingTitle", { count: missing.length })}>
      <ul>
        {missing.slice(0, SHOWN_MISSING).map(({ row, characters }) => (
          <li key={row}>{t("missingRow", { row, characters })}</li>
        ))}
        {missing.length > SHOWN_MISSING ? <li>{t("missingMore", { count: missing.length - SHOWN_MISSING })}</li> : null}
      </ul>
    </Callout>
  )
}

function MovementTable({ movement, base }: { readonly movement: Movement; readonly base: string }) {
  const { t, i18n } = useTranslation(["issues", "actions", "states"])
  const steps = useMovementSteps()
  const number = (value: number) => value.toLocaleString(i18n.language)
  return (
    <SectionCard
      title={t("issues:movementTitle")}
      actions={
        <LinkButton to={`${base}/movement.xlsx`} icon="import" reloadDocument>
          {t("actions:downloadXlsx")}
        </LinkButton>
      }
      flush
    >
      <div className="p-apart">
        <WaterfallChart
          title={t("issues:movementTitle")}
          description={t("issues:movementDescription")}
          unit={t("issues:copiesUnit")}
          steps={steps(movement.totals)}
        />
      </div>
      <div className="overflow-x-auto [--shell-top:0px]">
        <DataTable
          caption={t("issues:movementTitle")}
          rows={movement.rows}
          rowKey={(row) => row.product}
          empty={<p className="p-apart text-muted">{t("states:none")}</p>}
          totals={Object.fromEntries(movementFigures.map(([figure]) => [figure, number(movement.totals[figure])]))}
          columns={[
            { key: "product", header: t("issues:product"), render: (row) => t(`issues:product-${row.product}`) },
            ...movementFigures.map(([figure, word]) => ({
              key: figure,
              header: t(`issues:${word}`),
              align: "end" as const,
              render: (row: Movement["rows"][number]) => number(row[figure]),
            })),
          ]}
        />
      </div>
    </SectionCard>
  )
}

/** A confirmed run, frozen: its totals, proof sheet (照合表), label files and R1 増減表. */
export function IssueConfirmed(props: {
  readonly run: Run
  readonly totals: Parameters<typeof IssueFigures>[0]["totals"]
  readonly runs: Parameters<typeof ShippingDocuments>[0]["runs"]
  readonly patterns: Parameters<typeof ShippingDocuments>[0]["patterns"]
  readonly base: string
}) {
  const { t, i18n } = useTranslation("issues")
  const { run, totals, base } = props
  return (
    <>
      <Callout
        tone="success"
        title={t("confirmedOn", { date: dayText(run.shipsOn, i18n.language), by: run.confirmedBy })}
      >
        {instantText(run.confirmedAt, i18n.language)}
      </Callout>
      <IssueFigures totals={totals} />
      {run.proof ? (
        <div className="grid items-start gap-apart wide:grid-cols-2">
          <Proof identities={[...run.proof.identities, ...(run.movement?.identities ?? [])]} />
          <div className="grid gap-apart">
            <Missing missing={run.proof.labels.missing} />
            <ShippingDocuments runs={props.runs} patterns={props.patterns} base={base} />
          </div>
        </div>
      ) : null}
      <StatisticMenu base={base} current={null} />
      {run.movement ? <MovementTable movement={run.movement} base={base} /> : null}
      <p className="text-small text-muted">{t("basis")}</p>
    </>
  )
}
