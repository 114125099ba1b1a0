import { useTranslation } from "react-i18next"
import { Badge } from "#app/ui/badge.tsx"

const tones = {
  open: "success",
  full: "danger",
  "waiting-list": "warning",
  "not-yet": "info",
  closed: "neutral",
  cancelled: "danger",
} as const

/** 残席・満席・キャンセル待ち: how a seminar stands, in a word; few seats are counted. */
export function SeatsBadge({ left, openness }: { readonly left: number; readonly openness: keyof typeof tones }) {
  const { t } = useTranslation("seminarApply")
  if (openness !== "open") return <Badge tone={tones[openness]}>{t(`open-${openness}`)}</Badge>
  return (
    <Badge tone={left <= 5 ? "warning" : "success"}>{t(left <= 5 ? "fewLeft" : "seatsLeft", { count: left })}</Badge>
  )
}
