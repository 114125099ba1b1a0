import { Link } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { Badge } from "#app/ui/badge.tsx"
import { DataTable } from "#app/ui/data-table.tsx"
import { InstantText, instantText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { actorAsRead } from "#app/values/text.ts"

type Proof = {
  readonly id: string
  readonly memberId: string
  readonly memberNumber: string
  readonly memberName: string
  readonly school: string
  readonly graduatesIn: string | null
  readonly askedAt: Date
  readonly state: "waiting" | "confirmed" | "refused"
  readonly studiesUntil: string | null
  readonly note: string
  readonly decidedAt: Date | null
  readonly decidedBy: string | null
  readonly orderId: string | null
  readonly orderNumber: string | null
  readonly offer: string | null
  readonly copies: number | null
  readonly contractId: string | null
  readonly files: readonly { readonly id: string; readonly name: string }[]
}

const tones = { waiting: "warning", confirmed: "success", refused: "neutral" } as const

function Decision({ proof }: { readonly proof: Proof }) {
  const { t, i18n } = useTranslation("conditions")
  return (
    <span>
      <Badge tone={tones[proof.state]}>{t(`state-${proof.state}`)}</Badge>
      {proof.studiesUntil === null ? null : (
        <span className="block whitespace-nowrap">{t("until", { date: proof.studiesUntil })}</span>
      )}
      {proof.decidedAt === null ? null : (
        <span className="block text-small text-muted">
          {t("byWhom", { who: actorAsRead(proof.decidedBy ?? ""), at: instantText(proof.decidedAt, i18n.language) })}
        </span>
      )}
      {proof.note === "" ? null : <span className="block text-small text-muted">{proof.note}</span>}
    </span>
  )
}

function Order({ proof }: { readonly proof: Proof }) {
  const { t } = useTranslation("conditions")
  if (proof.orderId === null) return <span className="text-muted">{t("noOrder")}</span>
  return (
    <span>
      <Link to={`/console/orders/${proof.orderId}`} className="text-link whitespace-nowrap">
        {proof.orderNumber}
      </Link>
      <span className="block text-small text-muted">
        {proof.offer} {proof.copies === null ? null : t("copies", { count: proof.copies })}
      </span>
      {proof.contractId === null ? null : (
        <Link to={`/console/contracts/${proof.contractId}`} className="text-link text-small">
          {t("toContract")}
          <span className="sr-only">: {proof.orderNumber}</span>
        </Link>
      )}
    </span>
  )
}

/** What the reader sent, each to be looked at in a tab of its own; that he was asked and sent nothing yet is said while it waits. */
function Files({ proof }: { readonly proof: Proof }) {
  const { t } = useTranslation("conditions")
  if (proof.files.length === 0)
    return <span className="text-muted">{proof.state === "waiting" ? t("noFile") : "—"}</span>
  return (
    <ul>
      {proof.files.map(({ id }, index) => (
        <li key={id}>
          <a
            href={`/console/students/files/${id}`}
            target="_blank"
            rel="noreferrer"
            className="text-link whitespace-nowrap"
          >
            {t("file", { number: index + 1 })}
            <span className="sr-only">: {proof.school}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

/** 在学の確認: who said he studies where, for which order, and what was decided by whom. */
export function StudentProofs(props: {
  readonly caption: string
  readonly proofs: readonly Proof[]
  /** A member's own page need not say who it is. */
  readonly isOfMember?: boolean
}) {
  const { t } = useTranslation("conditions")
  const member = {
    key: "member",
    header: t("member"),
    render: (proof: Proof) => (
      <Link to={`/console/members/${proof.memberId}/studies`} className="text-link">
        {proof.memberName} <span className="figures whitespace-nowrap">({proof.memberNumber})</span>
      </Link>
    ),
  }
  return (
    <DataTable
      caption={props.caption}
      rows={props.proofs}
      rowKey={({ id }) => id}
      empty={<EmptyState icon="check" title={t("noProofs")} />}
      columns={[
        ...(props.isOfMember ? [] : [member]),
        {
          key: "studies",
          header: t("studies"),
          render: (proof) => (
            <span>
              {proof.school}
              {proof.graduatesIn === null ? null : (
                <span className="block text-small text-muted">{t("graduates", { month: proof.graduatesIn })}</span>
              )}
            </span>
          ),
        },
        { key: "order", header: t("order"), render: (proof) => <Order proof={proof} /> },
        { key: "files", header: t("files"), render: (proof) => <Files proof={proof} /> },
        { key: "at", header: t("askedAt"), render: (proof) => <InstantText at={proof.askedAt} /> },
        { key: "decision", header: t("decision"), render: (proof) => <Decision proof={proof} /> },
      ]}
    />
  )
}
