import { Link } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { Callout } from "#app/ui/callout.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"

type Other = { readonly id: string; readonly number: string; readonly name: string }

/** What a reader of the member's page must know first: merged, merged into, erased. */
export function MemberNotices(props: {
  readonly member: {
    readonly id: string
    readonly keptAs: Other | null
    readonly merged: readonly (Other & { readonly mergeId: string })[]
    readonly isErased: boolean
  }
  readonly mayWrite: boolean
}) {
  const { t } = useTranslation("memberCare")
  const { member, mayWrite } = props
  return (
    <>
      {member.isErased ? <Callout tone="warning" title={t("erasedTitle")} /> : null}
      {member.keptAs ? (
        <Callout
          tone="warning"
          title={t("mergedInto", { name: member.keptAs.name, number: member.keptAs.number })}
          actions={
            <Link to={`/console/members/${member.keptAs.id}`} className="text-link">
              {t("openKept")}
            </Link>
          }
        />
      ) : null}
      {member.merged.map((other) => (
        <Callout
          key={other.mergeId}
          title={t("mergedHere", { name: other.name, number: other.number })}
          actions={
            <>
              <Link to={`/console/members/${other.id}`} className="text-link">
                {other.number}
              </Link>
              {mayWrite ? (
                <ConfirmDialog
                  verb={t("undoMerge")}
                  title={t("undoTitle")}
                  triggerTone="secondary"
                  icon="undo"
                  action={`/console/members/${member.id}`}
                  fields={{ intent: "undo-merge", merge: other.mergeId }}
                >
                  <p>{t("undoBody")}</p>
                </ConfirmDialog>
              ) : null}
            </>
          }
        />
      ))}
    </>
  )
}
