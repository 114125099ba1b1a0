import { Link } from "@remix-run/react"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { type BounceOfList, bounceReason } from "#app/notices/bounce.ts"
import { Badge } from "#app/ui/badge.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { DataTable } from "#app/ui/data-table.tsx"
import { InstantText } from "#app/ui/date-text.tsx"
import { TextField } from "#app/ui/text-field.tsx"

type Row = { readonly row: BounceOfList }

function Lines({ first, second }: { readonly first: ReactNode; readonly second: ReactNode }) {
  return (
    <div className="min-w-0 desk:min-w-[8rem]">
      <span className="block">{first}</span>
      <span className="block text-small text-muted [overflow-wrap:anywhere]">{second}</span>
    </div>
  )
}

function MemberOf({ row }: Row) {
  const { t } = useTranslation("bounces")
  if (row.memberId === null) return <span className="text-muted">{t("noMember")}</span>
  const name = (
    <Link to={`/console/members/${row.memberId}`} className="text-link">
      {row.memberName}
    </Link>
  )
  return <Lines first={name} second={<span className="figures whitespace-nowrap">{row.memberNumber}</span>} />
}

/** Why it came back, in plain words; below, what the other server said. */
function ReasonOf({ row }: Row) {
  const { t } = useTranslation("bounces")
  const reason = (
    <span className="inline-flex flex-wrap items-center gap-near">
      {t(`reason-${bounceReason(row.status)}`)}
      {row.action === "delayed" ? (
        <Badge tone="info" icon="clock">
          {t("action-delayed")}
        </Badge>
      ) : null}
    </span>
  )
  return <Lines first={reason} second={row.diagnostic === "" ? row.status : row.diagnostic} />
}

function MakeLetter({ row }: Row) {
  const { t } = useTranslation("bounces")
  return (
    <ConfirmDialog
      verb={t("makeLetter")}
      title={t("makeLetterTitle", { subject: row.subject })}
      triggerTone="secondary"
      fields={{ intent: "letter", id: row.id }}
    >
      <p>{t("makeLetterBody", { name: row.memberName ?? row.address })}</p>
    </ConfirmDialog>
  )
}

function Solve({ row }: Row) {
  const { t } = useTranslation("bounces")
  const field = { id: `note-${row.id}`, name: "note", errorId: `error-${row.id}`, descriptionId: `hint-${row.id}` }
  return (
    <ConfirmDialog
      verb={t("solve")}
      title={t("solveTitle", { address: row.address })}
      triggerTone="secondary"
      fields={{ intent: "solve", id: row.id }}
    >
      <p>{t("solveBody")}</p>
      <TextField field={field} label={t("note")} maxLength={500} />
    </ConfirmDialog>
  )
}

function ActsOf({ row, mayAct }: Row & { readonly mayAct: boolean }) {
  const { t } = useTranslation("bounces")
  const isOpen = row.solvedAt === null && !row.isChanged && !row.isOver
  return (
    <span className="grid justify-items-start gap-near">
      {row.letterFileId === null ? null : (
        <span>
          <Link to={`/console/files/${row.letterFileId}`} reloadDocument className="text-link">
            {t("letter")}
          </Link>{" "}
          {row.letterAt === null ? null : <InstantText at={row.letterAt} />}
        </span>
      )}
      {mayAct ? (
        <span className="flex flex-wrap gap-near whitespace-nowrap">
          {row.canBeLetter ? <MakeLetter row={row} /> : null}
          {isOpen ? <Solve row={row} /> : null}
        </span>
      ) : null}
      {row.isOver && row.solvedAt === null ? <Badge>{t("presumed")}</Badge> : null}
      {row.isChanged ? <Badge tone="success">{t("changed")}</Badge> : null}
      {row.solvedAt === null ? null : (
        <span>
          {t("solved")} <InstantText at={row.solvedAt} />
          <span className="block text-small text-muted">{row.note}</span>
        </span>
      )}
    </span>
  )
}

/** Mails that came back, with what the desk can do about each. */
export function BounceTable(props: {
  readonly bounces: readonly BounceOfList[]
  readonly mayAct: boolean
  readonly empty: ReactNode
}) {
  const { t } = useTranslation("bounces")
  return (
    <DataTable
      caption={t("title")}
      rows={props.bounces}
      rowKey={({ id }) => id}
      empty={props.empty}
      columns={[
        { key: "member", header: t("member"), render: (row) => <MemberOf row={row} /> },
        {
          key: "address",
          header: t("address"),
          render: (row) => (
            <Lines
              first={<span className="[overflow-wrap:anywhere]">{row.address}</span>}
              second={<span className="figures whitespace-nowrap">{row.phone}</span>}
            />
          ),
        },
        {
          key: "mail",
          header: t("mail"),
          render: (row) => <Lines first={t(`kind-${row.kind}`)} second={row.subject} />,
        },
        { key: "reason", header: t("reason"), render: (row) => <ReasonOf row={row} /> },
        { key: "received", header: t("receivedAt"), render: (row) => <InstantText at={row.receivedAt} /> },
        { key: "acts", header: t("acts"), render: (row) => <ActsOf row={row} mayAct={props.mayAct} /> },
      ]}
    />
  )
}
