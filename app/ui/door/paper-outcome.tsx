import { useTranslation } from "react-i18next"
import { Badge } from "#app/ui/badge.tsx"
import { Callout } from "#app/ui/callout.tsx"
import type { Tone } from "#app/ui/tone.ts"

type Row = {
  readonly row: string
  readonly name: string
  readonly outcome: "entered" | "already" | "unpaid" | "cancelled" | "no-such-row" | "unknown" | "unreadable"
  readonly at: string
}

const tones: Readonly<Record<Row["outcome"], Tone>> = {
  ...{ entered: "success", already: "info", unpaid: "warning", cancelled: "danger" },
  ...{ "no-such-row": "danger", unknown: "danger", unreadable: "danger" },
}

/** What became of each row of the paper: what is wrong comes first, by its row. */
export function PaperOutcome({ rows }: { readonly rows: readonly Row[] }) {
  const { t } = useTranslation("doorBoard")
  if (rows.length === 0) return null
  const wrong = rows.filter(({ outcome }) => tones[outcome] === "danger")
  const right = rows.filter(({ outcome }) => tones[outcome] !== "danger")
  const entered = rows.filter(({ outcome }) => outcome === "entered" || outcome === "unpaid").length
  return (
    <section aria-label={t("outcome")} className="grid gap-near" role="status">
      <Callout
        tone={wrong.length > 0 ? "warning" : "success"}
        title={t("outcomeTitle", { entered, wrong: wrong.length })}
      />
      <ul className="card grid px-apart">
        {[...wrong, ...right].map((one) => (
          <li
            key={one.row}
            className="flex flex-wrap items-center gap-near border-t border-line py-near first:border-t-0"
            data-outcome={one.outcome}
          >
            <span className="figures min-w-[4rem] font-medium">{t("row", { row: one.row })}</span>
            <span className="min-w-0 flex-1">{one.name}</span>
            <Badge tone={tones[one.outcome]}>{t(`outcome-${one.outcome}`)}</Badge>
            {one.at === "" ? null : <span className="text-small text-muted">{one.at}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
