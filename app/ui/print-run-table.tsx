import { useTranslation } from "react-i18next"
import { DataTable } from "#app/ui/data-table.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

type Issue = {
  readonly issue: number
  readonly expected: number
  readonly low: number
  readonly high: number
  readonly print: number
}

const figures = [
  ["expected", "proposalExpected"],
  ["low", "proposalLow"],
  ["high", "proposalHigh"],
  ["print", "proposalPrint"],
] as const

/** 刷り部数の提案: the coming issues with their interval, and in words how they were reckoned. */
export function PrintRunTable(props: {
  readonly proposal: {
    readonly issues: readonly Issue[]
    readonly rate: string
    readonly ended: number
    readonly gain: number
  } | null
}) {
  const { t, i18n } = useTranslation("statistics")
  const { proposal } = props
  if (proposal === null) {
    return (
      <SectionCard title={t("proposal")}>
        <EmptyState icon="report" title={t("tooLittle")}>
          {t("tooLittleNote")}
        </EmptyState>
      </SectionCard>
    )
  }
  const { rate, ended, gain } = proposal
  return (
    <SectionCard title={t("proposal")} flush>
      <DataTable
        caption={t("proposal")}
        rows={proposal.issues}
        rowKey={({ issue }) => String(issue)}
        empty={<EmptyState icon="report" title={t("tooLittle")} />}
        columns={[
          {
            key: "issue",
            header: t("proposalIssue"),
            render: ({ issue }) => i18n.t("issues:issueNo", { number: issue }),
          },
          ...figures.map(([figure, word]) => ({
            key: figure,
            header: t(word),
            align: "end" as const,
            render: (row: Issue) => row[figure].toLocaleString(i18n.language),
          })),
        ]}
      />
      <p className="border-t border-line px-apart py-near text-small text-muted">
        {`${t("proposalBasis", { rate, ended, gain })} ${t("proposalMethod")}`}
      </p>
    </SectionCard>
  )
}
