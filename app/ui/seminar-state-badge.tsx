import { useTranslation } from "react-i18next"
import { Badge } from "#app/ui/badge.tsx"

export const seminarStates = ["draft", "published", "closed", "finished", "cancelled"] as const

const looks = {
  draft: { tone: "neutral", icon: "edit" },
  published: { tone: "success", icon: "success" },
  closed: { tone: "info", icon: "lock" },
  finished: { tone: "neutral", icon: "check" },
  cancelled: { tone: "danger", icon: "close" },
} as const

/** How a seminar stands: 下書き, 公開中, 受付終了, 開催済, 中止. */
export function SeminarStateBadge({ state }: { readonly state: (typeof seminarStates)[number] }) {
  const { t } = useTranslation("seminars")
  const { tone, icon } = looks[state]
  return (
    <Badge tone={tone} icon={icon}>
      {t(state)}
    </Badge>
  )
}
