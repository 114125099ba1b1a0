import { Form, Link } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { DataTable } from "#app/ui/data-table.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { formatYen } from "#app/values/yen.ts"

type Split = readonly { readonly ratePercent: number; readonly amountYen: number }[]

type Revision = {
  readonly id: string
  readonly number: string
  readonly addressee: string
  readonly was: Split
  readonly now: Split
}

const splitText = (split: Split) =>
  split.map(({ ratePercent, amountYen }) => `${ratePercent}% ${formatYen(amountYen)}`).join(" / ")

/** 修正した適格請求書: what was issued before a change was entered, and what it must say. */
export function PaperRevisions(props: {
  readonly revisions: readonly Revision[]
  readonly hasMore: boolean
  readonly mayRevise: boolean
}) {
  const { t } = useTranslation("taxRates")
  const { revisions, hasMore, mayRevise } = props
  if (revisions.length === 0) return null
  return (
    <SectionCard
      title={t("revisions")}
      flush
      actions={
        mayRevise ? (
          <Form method="post" action="?revise=yes">
            <SubmitButton>{t("revise")}</SubmitButton>
          </Form>
        ) : null
      }
    >
      <p className="px-apart py-near text-small text-muted">
        {hasMore ? `${t("revisionsLead")} ${t("more")}` : t("revisionsLead")}
      </p>
      <DataTable
        caption={t("revisions")}
        rows={revisions}
        rowKey={({ id }) => id}
        empty={null}
        columns={[
          {
            key: "paper",
            header: t("paper"),
            render: ({ id, number }) => (
              <Link to={`/console/papers/${id}`} className="text-link figures">
                {number}
              </Link>
            ),
          },
          { key: "addressee", header: t("addressee"), render: ({ addressee }) => addressee },
          { key: "was", header: t("was"), render: ({ was }) => splitText(was) },
          { key: "now", header: t("now"), render: ({ now }) => splitText(now) },
        ]}
      />
    </SectionCard>
  )
}
