import { Link } from "@remix-run/react"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Callout } from "#app/ui/callout.tsx"
import { type Check, Checklist } from "#app/ui/checklist.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { dayText } from "#app/ui/date-text.tsx"
import { IssueFigures } from "#app/ui/issue-figures.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { formatYen } from "#app/values/yen.ts"

type Issue = { readonly issueNumber: number; readonly shipsOn: string }

type Draft = {
  readonly totals: Parameters<typeof IssueFigures>[0]["totals"] & { readonly readers: number; readonly rows: number }
  readonly previous: { readonly issueNumber: number; readonly copies: number } | null
}

type Anomaly = {
  readonly kind: "no-postal-code" | "shared-address" | "unpaid"
  readonly memberId: string
  readonly memberName: string
  readonly contractNumber: string
  readonly size: number
  readonly address: string
  readonly total: number
}

const STEADY = 0.05
const UNPAID_UNITS = 3

function Places({ found }: { readonly found: readonly Anomaly[] }) {
  const { t } = useTranslation("issues")
  const total = found[0]?.total ?? 0
  return (
    <details>
      <summary className="text-link inline-block">{t("people", { count: total })}</summary>
      {total > found.length ? <p className="text-small text-muted">{t("shownFirst", { total })}</p> : null}
      <ul>
        {found.map((one) => (
          <li key={`${one.contractNumber} ${one.memberId}`}>
            <Link to={`/console/members/${one.memberId}`} className="text-link">
              {one.memberName}
            </Link>{" "}
            <span className="text-muted">
              {[one.contractNumber, one.address, one.kind === "unpaid" ? `${formatYen(one.size)} ${t("yen")}` : ""]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

function useChecks(draft: Draft, anomalies: readonly Anomaly[]): readonly Check[] {
  const { t, i18n } = useTranslation("issues")
  const change = draft.previous ? (draft.totals.copies - draft.previous.copies) / Math.max(1, draft.previous.copies) : 0
  const percent = new Intl.NumberFormat(i18n.language, {
    style: "percent",
    maximumFractionDigits: 1,
    signDisplay: "always",
  }).format(change)
  const kinds = [
    ["no-postal-code", t("noPostalCode")],
    ["shared-address", t("sharedAddress")],
    ["unpaid", t("unpaidMany", { count: UNPAID_UNITS })],
  ] as const
  const copies: Check[] = draft.previous
    ? [
        {
          key: "copies",
          state: Math.abs(change) > STEADY ? "warn" : "ok",
          label: t(Math.abs(change) > STEADY ? "copiesChange" : "copiesSteady", {
            number: draft.previous.issueNumber,
            previous: draft.previous.copies,
            percent,
          }),
        },
      ]
    : []
  return [
    ...copies,
    ...kinds.map(([kind, label]): Check => {
      const found = anomalies.filter((one) => one.kind === kind)
      return found.length === 0
        ? { key: kind, state: "ok", label, detail: t("noneOfKind") }
        : { key: kind, state: "warn", label, detail: <Places found={found} /> }
    }),
  ]
}

function Confirmation({
  issue,
  draft,
  today,
}: {
  readonly issue: Issue
  readonly draft: Draft
  readonly today: string
}) {
  const { t, i18n } = useTranslation("issues")
  const [shipsOn, setShipsOn] = useState(issue.shipsOn < today ? today : issue.shipsOn)
  const { totals } = draft
  const amount = totals.netYen + totals.taxYen
  return (
    <div className="grid justify-items-start gap-apart">
      <label className="grid gap-tight">
        <span className="font-medium">{t("shipsOn")}</span>
        <input
          type="date"
          required
          value={shipsOn}
          onChange={(event) => setShipsOn(event.target.value)}
          className="control figures"
          aria-describedby="ships-on-hint"
        />
        <span id="ships-on-hint" className="text-small text-muted">
          {t("shipsOnHint")}
        </span>
      </label>
      <div>
        <ConfirmDialog
          verb={t("confirm")}
          title={t("confirmTitle", { number: issue.issueNumber })}
          amount={amount}
          people={totals.readers}
          disabled={shipsOn === "" || totals.contracts === 0}
          fields={{ shipsOn }}
          icon="check"
        >
          <p>{t("confirmBody", { copies: totals.copies, contracts: totals.contracts, amount: formatYen(amount) })}</p>
          {shipsOn === "" ? null : (
            <p className="font-semibold">{t("confirmBase", { date: dayText(shipsOn, i18n.language) })}</p>
          )}
        </ConfirmDialog>
      </div>
    </div>
  )
}

/** The draft of a run (抽出): what it would serve and post, what to look at, and the confirmation. */
export function IssueDraftView(props: {
  readonly issue: Issue
  readonly draft: Draft
  readonly anomalies: readonly Anomaly[]
  readonly mayRun: boolean
  readonly today: string
}) {
  const { t } = useTranslation("issues")
  const { issue, draft, anomalies, mayRun, today } = props
  const checks = useChecks(draft, anomalies)
  return (
    <>
      <Callout title={t("draftTitle")}>{t("draftNote")}</Callout>
      <IssueFigures
        totals={draft.totals}
        readers={draft.totals.readers}
        delta={draft.previous ? draft.totals.copies - draft.previous.copies : undefined}
      />
      <SectionCard title={t("anomalies")} flush>
        <Checklist label={t("anomalies")} items={checks} />
      </SectionCard>
      <SectionCard title={t("confirm")}>
        {draft.totals.contracts === 0 ? <p>{t("nothingToShip")}</p> : null}
        {mayRun ? <Confirmation issue={issue} draft={draft} today={today} /> : <p>{t("mayNot")}</p>}
      </SectionCard>
    </>
  )
}
