import { useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import type { Verdict } from "#app/seminars/door/door-verdict.ts"
import { Button } from "#app/ui/button.tsx"
import { Icon, type IconName } from "#app/ui/icon.tsx"

const SHOWN_MILLISECONDS = 3_000

const green = "bg-success-soft text-success"
const orange = "bg-warning-soft text-warning"
const purple = "bg-question-soft text-question"
const red = "bg-danger-soft text-danger"

const looks: Readonly<Record<Verdict["kind"], { icon: IconName; classes: string }>> = {
  idle: { icon: "circle", classes: "bg-sunken text-muted" },
  entered: { icon: "success", classes: green },
  paid: { icon: "yen", classes: green },
  "stood-in": { icon: "user", classes: green },
  "walked-in": { icon: "plus", classes: green },
  already: { icon: "warning", classes: orange },
  unpaid: { icon: "yen", classes: purple },
  elsewhere: { icon: "right", classes: purple },
  held: { icon: "help", classes: purple },
  cancelled: { icon: "danger", classes: red },
  unknown: { icon: "danger", classes: red },
  refused: { icon: "danger", classes: red },
  broken: { icon: "danger", classes: red },
  undone: { icon: "undo", classes: "bg-sunken text-ink" },
}

export type VerdictActs = {
  readonly onCollect: () => void
  readonly onLetPass: () => void
  readonly onStandIn: () => void
  readonly onWalkIn: () => void
  readonly onUndo: () => void
  readonly onRest: () => void
}

/** What may be done next: the first is what is done most. */
function Acts({ verdict, acts }: { readonly verdict: Verdict; readonly acts: VerdictActs }) {
  const { t, i18n } = useTranslation("door")
  const isKnown = verdict.personId !== null
  const amount = verdict.owedYen.toLocaleString(i18n.language)
  if (verdict.kind === "unpaid" && isKnown)
    return (
      <>
        <Button tone="primary" icon="yen" onClick={acts.onCollect}>
          {t("collect", { amount })}
        </Button>
        <Button onClick={acts.onLetPass}>{t("letPass")}</Button>
        <Button onClick={acts.onRest}>{t("askOffice")}</Button>
      </>
    )
  if (verdict.kind === "unknown") return <Button onClick={acts.onWalkIn}>{t("walkIn")}</Button>
  if ((verdict.kind === "entered" || verdict.kind === "paid") && isKnown)
    return (
      <>
        <Button onClick={acts.onStandIn}>{t("standIn")}</Button>
        <Button tone="quiet" icon="undo" onClick={acts.onUndo}>
          {t("undo")}
        </Button>
      </>
    )
  return null
}

/** The card that says what to do: word, icon, colour and sound, read out at once. Where attendees look on, names go after three seconds. */
export function DoorVerdict(props: {
  readonly verdict: Verdict
  readonly isFacing: boolean
  readonly acts: VerdictActs
}) {
  const { t, i18n } = useTranslation("door")
  const { verdict, isFacing } = props
  const [hidden, setHidden] = useState("")
  const key = `${verdict.nonce} ${verdict.kind}`
  useEffect(() => {
    if (!isFacing) return
    const timer = setTimeout(() => setHidden(key), SHOWN_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [isFacing, key])
  const look = looks[verdict.kind]
  const named = verdict.name !== "" && !(isFacing && hidden === key)
  const facts = {
    ...{ time: verdict.time, gate: verdict.gate, title: verdict.title, room: verdict.room },
    ...{ amount: verdict.owedYen.toLocaleString(i18n.language), message: verdict.message },
  }
  return (
    <div
      data-verdict={verdict.kind}
      className={`grid min-h-[14rem] content-center justify-items-center gap-near rounded-card border-4 border-current p-apart text-center ${look.classes}`}
    >
      <div role="alert" aria-live="assertive" className="grid justify-items-center gap-near">
        <Icon name={look.icon} size={56} />
        <p className="text-figure font-bold text-balance">{t(`verdict-${verdict.kind}`)}</p>
        {named ? (
          <p className="text-title font-semibold text-ink">
            {[verdict.company, verdict.name].filter(Boolean).join(" ")}
          </p>
        ) : null}
        <p className="text-lead text-ink">{t(`do-${verdict.kind}`, facts)}</p>
      </div>
      <div className="flex flex-wrap justify-center gap-near">
        <Acts verdict={verdict} acts={props.acts} />
      </div>
    </div>
  )
}
