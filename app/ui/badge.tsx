import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Icon, type IconName } from "#app/ui/icon.tsx"
import { toneIcons, toneInk, toneSoft, type Tone } from "#app/ui/tone.ts"

/** A word with an icon and a colour: the state of a thing in one glance. */
export function Badge(props: { readonly tone?: Tone; readonly icon?: IconName; readonly children: ReactNode }) {
  const tone = props.tone ?? "neutral"
  return (
    <span
      className={`inline-flex items-center gap-tight rounded-round px-near py-px text-small font-medium whitespace-nowrap ${toneSoft[tone]} ${tone === "neutral" ? "text-ink" : toneInk[tone]}`}
    >
      <Icon name={props.icon ?? toneIcons[tone]} size={13} />
      {props.children}
    </span>
  )
}

const looks = {
  active: { tone: "success", icon: "success" },
  draft: { tone: "neutral", icon: "edit" },
  scheduled: { tone: "info", icon: "clock" },
  running: { tone: "info", icon: "job" },
  succeeded: { tone: "success", icon: "success" },
  failed: { tone: "danger", icon: "danger" },
  paid: { tone: "success", icon: "success" },
  partlyPaid: { tone: "warning", icon: "yen" },
  unpaid: { tone: "warning", icon: "yen" },
  overdue: { tone: "danger", icon: "danger" },
  writtenOff: { tone: "danger", icon: "yen" },
  lowered: { tone: "neutral", icon: "undo" },
  refunded: { tone: "neutral", icon: "undo" },
  onHold: { tone: "neutral", icon: "pause" },
  ended: { tone: "neutral", icon: "circle" },
  cancelled: { tone: "neutral", icon: "close" },
  confirmed: { tone: "success", icon: "check" },
  opened: { tone: "info", icon: "circle" },
  closed: { tone: "neutral", icon: "lock" },
} as const satisfies Record<string, { tone: Tone; icon: IconName }>

export type Status = keyof typeof looks

/** A known state, worded from the `states` area. */
export function StatusBadge({ status }: { readonly status: Status }) {
  const { t } = useTranslation("states")
  const look = looks[status]
  return (
    <Badge tone={look.tone} icon={look.icon}>
      {t(status)}
    </Badge>
  )
}
