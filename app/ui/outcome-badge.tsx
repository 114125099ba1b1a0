import { useTranslation } from "react-i18next"
import { Badge } from "#app/ui/badge.tsx"
import type { IconName } from "#app/ui/icon.tsx"
import type { Tone } from "#app/ui/tone.ts"

const looks = {
  running: { tone: "info", icon: "job" },
  done: { tone: "success", icon: "success" },
  refused: { tone: "warning", icon: "warning" },
  failed: { tone: "danger", icon: "danger" },
} as const satisfies Record<string, { tone: Tone; icon: IconName }>

/** How a job's run ended. */
export function OutcomeBadge({ outcome }: { readonly outcome: keyof typeof looks }) {
  const { t } = useTranslation("jobs")
  return <Badge {...looks[outcome]}>{t(`outcome-${outcome}`)}</Badge>
}
