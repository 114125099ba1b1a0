import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { papersForReader } from "#app/billing/papers/papers-for-reader.server.ts"
import { requireReader } from "#app/members/reader/reader-session.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { Badge } from "#app/ui/badge.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { Money } from "#app/ui/money.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { PaperMark } from "#app/ui/paper-parts.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

export async function loader({ request, params }: LoaderFunctionArgs) {
  const reader = await requireReader(request, params.organization)
  return {
    base: `/my/${reader.organization}/papers`,
    papers: await readScope(reader, (scope) => papersForReader(scope, reader.memberId)),
  }
}

/** What is open of an invoice; nothing for other papers. */
function LeftBadge({ leftYen }: { readonly leftYen: number | null }) {
  const { t } = useTranslation("papers")
  if (leftYen === null) return null
  return leftYen === 0 ? (
    <Badge tone="success" icon="check">
      {t("paid")}
    </Badge>
  ) : (
    <Badge tone="warning">
      {t("left")} <Money amount={leftYen} unit />
    </Badge>
  )
}

/** 請求書・領収書 of a reader, each to download. */
export default function MyPapers() {
  const { t } = useTranslation("papers")
  const { base, papers } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title={t("mine")}
        summary={t("mineLead")}
        secondary={
          papers.length === 0 ? null : (
            <LinkButton to={`${base}/statement.pdf`} icon="import" reloadDocument>
              {t("statementMine")}
            </LinkButton>
          )
        }
      />
      {papers.length === 0 ? (
        <SectionCard>
          <EmptyState icon="yen" title={t("mineEmpty")} />
        </SectionCard>
      ) : null}
      {papers.map((paper) => (
        <SectionCard
          key={paper.id}
          title={`${t(paper.kind)} ${paper.number}`}
          actions={
            <>
              <PaperMark copyNo={paper.copyNo} isRevision={paper.isRevision} />
              <LeftBadge leftYen={paper.leftYen} />
            </>
          }
        >
          <div className="flex flex-wrap items-center justify-between gap-apart">
            <p className="flex flex-wrap gap-x-apart">
              <span>
                {t("issuedOn")} <DayText on={paper.issuedOn} />
              </span>
              {paper.dueOn === null ? null : (
                <span>
                  {t("dueOn")} <DayText on={paper.dueOn} />
                </span>
              )}
              <span className="font-semibold">
                <Money amount={paper.totalYen} unit />
              </span>
            </p>
            <LinkButton to={`${base}/${paper.id}`} icon="import" reloadDocument>
              {t("download")}
            </LinkButton>
          </div>
        </SectionCard>
      ))}
    </>
  )
}
