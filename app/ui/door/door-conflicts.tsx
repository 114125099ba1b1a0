import { Form, Link } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { Badge } from "#app/ui/badge.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

const typedNames = ["familyName", "givenName", "familyNameKana", "givenNameKana", "companyName", "amountYen"] as const

type Entry = { readonly gate: string; readonly at: string }
type Conflict = {
  readonly nonce: string
  readonly kind: "double" | "changed" | "overpaid" | "refused"
  readonly what: string
  readonly reason: string
  readonly message: string
  readonly orderId: string | null
  readonly number: string
  readonly name: string
  readonly kana: string
  readonly company: string
  readonly here: Entry & { readonly deviceAt: string | null; readonly isOffline: boolean }
  readonly first: Entry | null
  readonly typed: Readonly<Record<string, unknown>>
  readonly decided: readonly {
    readonly decision: "re-entry" | "two-people" | "settled"
    readonly note: string
    readonly at: string
    readonly by: string
  }[]
}

const reasons = ["unknown", "cancelled", "held", "other-seminar", "unpaid"] as const
const isReason = (text: string): text is (typeof reasons)[number] => reasons.some((reason) => reason === text)

/** Which door, when, and by which clock. */
function EntryLine({ label, entry }: { readonly label: string; readonly entry: Conflict["here"] | Entry }) {
  const { t } = useTranslation("doorBoard")
  return (
    <div className="rounded-card bg-sunken p-near">
      <dt className="text-small text-muted">{label}</dt>
      <dd>
        <span className="font-medium">{entry.gate || t("someGate")}</span> <span className="figures">{entry.at}</span>
        {"isOffline" in entry && entry.isOffline ? (
          <>
            {" "}
            <Badge tone="warning">{t("wasOffline")}</Badge>
          </>
        ) : null}
        {"deviceAt" in entry && entry.deviceAt !== null && entry.deviceAt !== entry.at ? (
          <span className="block text-small text-muted">{t("deviceAt", { at: entry.deviceAt })}</span>
        ) : null}
      </dd>
    </div>
  )
}

function Decide({ conflict }: { readonly conflict: Conflict }) {
  const { t } = useTranslation("doorBoard")
  const choices = conflict.kind === "double" ? (["re-entry", "two-people"] as const) : (["settled"] as const)
  return (
    <Form method="post" className="flex flex-wrap items-end gap-near">
      <input type="hidden" name="nonce" value={conflict.nonce} />
      <label className="grid min-w-0 flex-1 basis-[12rem] gap-tight">
        <span className="text-small">{t("note")}</span>
        <input name="note" className="control" maxLength={200} autoComplete="off" />
      </label>
      {choices.map((decision) => (
        <SubmitButton key={decision} name="decision" value={decision} tone="secondary">
          {t(`decide-${decision}`)}
        </SubmitButton>
      ))}
    </Form>
  )
}

function ConflictCard({ conflict }: { readonly conflict: Conflict }) {
  const { t } = useTranslation("doorBoard")
  const typed = typedNames
    .map((name) => conflict.typed[name])
    .filter((value) => typeof value === "string" || typeof value === "number")
  const isOpen = conflict.decided.length === 0
  const why = isReason(conflict.reason) ? t(`reason-${conflict.reason}`) : conflict.message
  return (
    <li className="card grid gap-near p-apart" data-conflict={conflict.kind}>
      <div className="flex flex-wrap items-center justify-between gap-near">
        <span>
          <span className="block text-lead font-medium">
            {conflict.name || typed.slice(0, 2).join(" ") || t("nobodyKnown")}
          </span>
          <span className="block text-small text-muted">
            {[conflict.kana, conflict.company, conflict.number].filter(Boolean).join(" · ")}
          </span>
        </span>
        <Badge tone={isOpen ? "warning" : "success"}>{isOpen ? t("open") : t("decided")}</Badge>
      </div>
      <p>
        {t(`kind-${conflict.kind}`)} {why}
      </p>
      {conflict.kind === "refused" && typed.length > 0 ? (
        <p className="text-muted">{t("typed", { what: typed.filter(Boolean).join(" ") })}</p>
      ) : null}
      <dl className="grid gap-near tablet:grid-cols-2">
        {conflict.first === null ? null : <EntryLine label={t("first")} entry={conflict.first} />}
        <EntryLine label={t("here")} entry={conflict.here} />
      </dl>
      {conflict.decided.map((one) => (
        <p key={one.at + one.decision} className="text-small">
          <Badge tone="success">{t(`decide-${one.decision}`)}</Badge> {one.at} {one.by} {one.note}
        </p>
      ))}
      {isOpen ? (
        <Decide conflict={conflict} />
      ) : (
        <details>
          <summary className="text-link touch inline-flex min-h-[2.25rem] items-center">{t("decideAgain")}</summary>
          <Decide conflict={conflict} />
        </details>
      )}
      {conflict.orderId === null ? null : (
        <Link
          to={`/console/seminar-orders/${conflict.orderId}`}
          className="text-link justify-self-start"
          reloadDocument
        >
          {t("order")}
        </Link>
      )}
    </li>
  )
}

/** The board: who, which doors, when; undecided ones first. */
export function DoorConflicts({ conflicts }: { readonly conflicts: readonly Conflict[] }) {
  const { t } = useTranslation("doorBoard")
  if (conflicts.length === 0)
    return (
      <EmptyState icon="success" title={t("noConflicts")}>
        {t("noConflictsLead")}
      </EmptyState>
    )
  return (
    <ul className="grid gap-apart">
      {conflicts.map((conflict) => (
        <ConflictCard key={conflict.nonce} conflict={conflict} />
      ))}
    </ul>
  )
}
