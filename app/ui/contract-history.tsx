import { useTranslation } from "react-i18next"
import { type ContractEventKind, contractEventKinds } from "#app/subscriptions/contract/contract-event.ts"
import type { ContractOfPage } from "#app/subscriptions/contract/contract-page.ts"
import { alternatives } from "#app/subscriptions/contract/retention.ts"
import { endReasonText } from "#app/ui/contract-brief.tsx"
import { dayText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import type { IconName } from "#app/ui/icon.tsx"
import { Timeline } from "#app/ui/timeline.tsx"
import type { Tone } from "#app/ui/tone.ts"
import { formatYen } from "#app/values/yen.ts"
import { actorAsRead } from "#app/values/text.ts"

const looks: Readonly<Record<ContractEventKind, { icon: IconName; tone: Tone }>> = {
  opened: { icon: "plus", tone: "success" },
  renewed: { icon: "order", tone: "success" },
  copies: { icon: "edit", tone: "info" },
  recipient: { icon: "user", tone: "info" },
  held: { icon: "pause", tone: "warning" },
  resumed: { icon: "right", tone: "success" },
  undeliverable: { icon: "warning", tone: "warning" },
  cancelled: { icon: "close", tone: "danger" },
  retained: { icon: "success", tone: "success" },
  stopped: { icon: "pause", tone: "danger" },
  reactivated: { icon: "right", tone: "success" },
  transferred: { icon: "right", tone: "info" },
  "written-off": { icon: "yen", tone: "danger" },
  allowance: { icon: "yen", tone: "info" },
  "renewal-declined": { icon: "close", tone: "warning" },
  refunded: { icon: "undo", tone: "neutral" },
  "refund-returned": { icon: "warning", tone: "warning" },
  reshipped: { icon: "issue", tone: "info" },
}

type Event = ContractOfPage["events"][number]

const isAlternative = (text: string): text is keyof typeof alternatives => Object.hasOwn(alternatives, text)

/** What an event's detail says, in words; details that are only for machines say nothing. */
function useDetailText() {
  const { t, i18n } = useTranslation("contracts")
  const say: Readonly<Record<string, (value: string | number) => string>> = {
    reason: (value) => endReasonText(String(value), i18n.language),
    instead: (value) => insteadText(String(value), i18n.language),
    note: (value) => String(value),
    yen: (value) => `${formatYen(Number(value))}${i18n.language === "en" ? " yen" : "円"}`,
    totalYen: (value) => `${formatYen(Number(value))}${i18n.language === "en" ? " yen" : "円"}`,
    offer: (value) => String(value),
    number: (value) => String(value),
    to: (value) => `→ ${value}`,
    untilIssue: (value) => t("issueUntil", { number: Number(value) }),
  }
  return ({ fromIssue, detail }: Event): string =>
    [
      fromIssue === null ? "" : t("issueFrom", { number: fromIssue }),
      ...Object.entries(detail).map(([key, value]) =>
        typeof value === "string" || typeof value === "number" ? (say[key]?.(value) ?? "") : "",
      ),
    ]
      .filter(Boolean)
      .join(" · ")
}

const insteadText = (value: string, language: string): string =>
  isAlternative(value) ? alternatives[value][language === "en" ? "en" : "ja"] : value

/** 契約の経過: what happened to a contract, newest first. */
export function ContractHistory({ events }: { readonly events: readonly Event[] }) {
  const { t, i18n } = useTranslation("contracts")
  const detailText = useDetailText()
  if (events.length === 0) return <EmptyState icon="clock" title={t("noHistory")} />
  return (
    <Timeline
      label={t("history")}
      entries={events.map((event) => ({
        key: String(event.seq),
        at: event.happenedOn,
        atText: dayText(event.happenedOn, i18n.language),
        title: contractEventKinds[event.kind][i18n.language === "en" ? "en" : "ja"],
        actor: actorAsRead(event.by),
        body: detailText(event) || undefined,
        ...looks[event.kind],
      }))}
    />
  )
}
