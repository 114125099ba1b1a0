import { useTranslation } from "react-i18next"
import { Callout } from "#app/ui/callout.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { TextAreaField } from "#app/ui/text-area-field.tsx"

export type CallOffProps = {
  /** What calling it off would touch. */
  readonly stakes: {
    readonly people: number
    readonly waiting: number
    readonly refundYen: number
    readonly openYen: number
  }
  /** What waits for a second person. */
  readonly asked: { readonly reason: string; readonly requestedBy: string; readonly isMine: boolean } | null
}

const fieldOf = (isRequired: boolean) => ({
  ...{ id: "reason", name: "reason", errorId: "reason-error", descriptionId: "reason-hint", required: isRequired },
})

function useStakes({ waiting, openYen }: CallOffProps["stakes"]) {
  const { t, i18n } = useTranslation("callingOff")
  return t("stakes", { waiting, open: openYen.toLocaleString(i18n.language) })
}

/** What one person asked for: another approves or declines it, who asked may take it back. */
function Waiting({ stakes, asked }: CallOffProps & { readonly asked: NonNullable<CallOffProps["asked"]> }) {
  const { t } = useTranslation("callingOff")
  const touched = useStakes(stakes)
  const decline = (
    <ConfirmDialog
      verb={t(asked.isMine ? "takeBack" : "decline")}
      title={t("declineTitle")}
      triggerTone="secondary"
      fields={{ act: "decline-call-off" }}
    >
      <p>{t("declineLead")}</p>
    </ConfirmDialog>
  )
  const approve = asked.isMine ? null : (
    <ConfirmDialog
      verb={t("approve")}
      title={t("title")}
      tone="danger"
      people={stakes.people}
      amount={stakes.refundYen}
      fields={{ act: "approve-call-off" }}
    >
      <p>{touched}</p>
      <p>{t("asked", { who: asked.requestedBy, reason: asked.reason })}</p>
    </ConfirmDialog>
  )
  return (
    <div className="order-first basis-full">
      <Callout
        tone="warning"
        title={t("waits")}
        actions={
          <span className="flex flex-wrap gap-near">
            {approve}
            {decline}
          </span>
        }
      >
        {t("asked", { who: asked.requestedBy, reason: asked.reason })}
      </Callout>
    </div>
  )
}

/** 開催中止: names who is touched and what goes back before anything is done; where money goes back, a second person does it. */
export function CallOff({ stakes, asked }: CallOffProps) {
  const { t } = useTranslation("callingOff")
  const touched = useStakes(stakes)
  if (asked) return <Waiting stakes={stakes} asked={asked} />
  const isAsking = stakes.refundYen > 0
  return (
    <ConfirmDialog
      verb={t(isAsking ? "ask" : "callOff")}
      title={t(isAsking ? "askTitle" : "title")}
      tone="danger"
      triggerTone="secondary"
      people={stakes.people}
      amount={stakes.refundYen}
      fields={{ act: "call-off" }}
    >
      <div className="grid gap-near">
        {isAsking ? <p>{t("askLead")}</p> : null}
        <p>{touched}</p>
        <TextAreaField
          field={fieldOf(isAsking)}
          label={t("reason")}
          hint={t(isAsking ? "reasonHintAsked" : "reasonHint")}
          maxLength={500}
        />
      </div>
    </ConfirmDialog>
  )
}
