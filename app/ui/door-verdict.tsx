import { useTranslation } from "react-i18next"
import { Button } from "#app/ui/button.tsx"
import { Icon, type IconName } from "#app/ui/icon.tsx"

export type Verdict = {
  readonly kind: "idle" | "entered" | "already" | "unpaid" | "elsewhere" | "cancelled" | "unknown" | "undone"
  readonly name: string
  readonly company: string
  readonly registrationId: string | null
  readonly owedYen: number
  readonly time?: string
  readonly title?: string
  readonly room?: string
}

const looks: Readonly<Record<Verdict["kind"], { icon: IconName; classes: string }>> = {
  idle: { icon: "circle", classes: "bg-sunken text-muted" },
  entered: { icon: "success", classes: "bg-success-soft text-success" },
  already: { icon: "warning", classes: "bg-warning-soft text-warning" },
  unpaid: { icon: "yen", classes: "bg-info-soft text-info" },
  elsewhere: { icon: "info", classes: "bg-info-soft text-info" },
  cancelled: { icon: "danger", classes: "bg-danger-soft text-danger" },
  unknown: { icon: "danger", classes: "bg-danger-soft text-danger" },
  undone: { icon: "undo", classes: "bg-sunken text-ink" },
}

/** The card that says what to do: word, icon and colour, read out at once. */
export function DoorVerdict({
  verdict,
  onLetPass,
}: {
  readonly verdict: Verdict
  readonly onLetPass: (() => void) | undefined
}) {
  const { t, i18n } = useTranslation("door")
  const look = looks[verdict.kind]
  const facts = {
    ...{ time: verdict.time ?? "", title: verdict.title ?? "", room: verdict.room ?? "" },
    amount: verdict.owedYen.toLocaleString(i18n.language),
  }
  return (
    <div
      role="alert"
      aria-live="assertive"
      data-verdict={verdict.kind}
      className={`grid min-h-[14rem] content-center justify-items-center gap-near rounded-card border-4 border-current p-far text-center ${look.classes}`}
    >
      <Icon name={look.icon} size={56} />
      <p className="text-figure font-bold">{t(`verdict-${verdict.kind}`)}</p>
      {verdict.name ? (
        <p className="text-title font-semibold text-ink">{[verdict.company, verdict.name].filter(Boolean).join(" ")}</p>
      ) : null}
      <p className="text-lead text-ink">{t(`do-${verdict.kind}`, facts)}</p>
      {verdict.kind === "unpaid" && onLetPass ? <Button onClick={onLetPass}>{t("letPass")}</Button> : null}
    </div>
  )
}
