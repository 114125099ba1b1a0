import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import type { PaperKind } from "#app/billing/papers/paper.ts"
import { Callout } from "#app/ui/callout.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { instantText } from "#app/ui/date-text.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { Money } from "#app/ui/money.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

type State =
  "filled" | "waiting" | "offered" | "held" | "approval" | "confirmed" | "cancelled" | "expired" | "refund-due"

type Order = {
  readonly state: State
  readonly way: "free" | "card" | "invoice" | "onsite"
  readonly heldUntil: Date | null
  readonly dueOn: string | null
  readonly owedYen: number
  readonly totalYen: number
  readonly sessions: readonly { readonly joinUrl: string }[]
  readonly attendees: readonly {
    readonly id: string
    readonly number: string
    readonly name: string
    readonly state: string
    readonly joinToken: string
  }[]
}

const tones = {
  ...({ waiting: "info", offered: "warning", held: "warning", approval: "info", confirmed: "success" } as const),
  ...({ filled: "info", cancelled: "info", expired: "warning", "refund-due": "warning" } as const),
} as const

/** How an order stands and what follows from it. */
export function OrderState({ order }: { readonly order: Order }) {
  const { t, i18n } = useTranslation("seminarApply")
  if (order.state === "filled") return null
  const until = order.heldUntil === null ? "" : instantText(order.heldUntil, i18n.language)
  const amount = order.owedYen.toLocaleString(i18n.language)
  const isBilled = order.state === "confirmed" && order.totalYen > 0
  return (
    <Callout tone={tones[order.state]} title={t(`state-${order.state}`)}>
      <p>{t(`body-${order.state}`, { until })}</p>
      {isBilled ? (
        <p>
          {t("paidState")}: {order.owedYen === 0 ? t("paidDone") : t("paidOpen", { amount })}{" "}
          {order.owedYen > 0 && order.dueOn !== null ? `(${t("dueOn", { date: order.dueOn })})` : ""}
        </p>
      ) : null}
    </Callout>
  )
}

/** Who attends, each with ticket and link. */
export function OrderAttendees({ order, own }: { readonly order: Order; readonly own: string }) {
  const { t } = useTranslation("seminarApply")
  const isOnline = order.sessions.some(({ joinUrl }) => joinUrl !== "")
  return (
    <SectionCard
      title={t("attendees")}
      actions={
        <LinkButton to={`${own}/tickets.pdf`} reloadDocument icon="report">
          {t("ticket")}
        </LinkButton>
      }
    >
      <ul className="grid gap-near">
        {order.attendees
          .filter(({ state }) => state === "confirmed")
          .map((attendee) => (
            <li key={attendee.id} className="flex flex-wrap items-center justify-between gap-near">
              <span>
                {attendee.name} <span className="figures text-small text-muted">{attendee.number}</span>
              </span>
              {isOnline ? (
                <LinkButton to={`${own}/join/${attendee.joinToken}`} reloadDocument>
                  {t("joinLink")}
                </LinkButton>
              ) : null}
            </li>
          ))}
      </ul>
    </SectionCard>
  )
}

/** 請求書, 領収書 and 適格返還請求書 of the order. */
export function OrderPapers(props: {
  readonly papers: readonly {
    readonly id: string
    readonly kind: PaperKind
    readonly number: string
    readonly totalYen: number
  }[]
  readonly own: string
  /** Something was paid and has no 領収書 yet. */
  readonly lacksReceipt: boolean
}) {
  const { t } = useTranslation(["seminarApply", "papers"])
  if (props.papers.length === 0 && !props.lacksReceipt) return null
  return (
    <SectionCard
      title={t("seminarApply:papers")}
      actions={
        props.lacksReceipt ? (
          <Act act="receipt" tone="secondary">
            {t("seminarApply:makeReceipt")}
          </Act>
        ) : null
      }
    >
      <ul className="grid gap-near">
        {props.papers.map((paper) => (
          <li key={paper.id} className="flex flex-wrap items-center justify-between gap-near">
            <span>
              {t(`papers:${paper.kind}`)} <span className="figures text-small text-muted">{paper.number}</span>{" "}
              <Money amount={paper.totalYen} unit />
            </span>
            <LinkButton to={`${props.own}/papers/${paper.id}`} reloadDocument icon="report">
              PDF
            </LinkButton>
          </li>
        ))}
      </ul>
    </SectionCard>
  )
}

function Act(props: { readonly act: string; readonly children: string; readonly tone?: "primary" | "secondary" }) {
  return (
    <Form method="post" reloadDocument>
      <SubmitButton name="act" value={props.act} tone={props.tone ?? "primary"}>
        {props.children}
      </SubmitButton>
    </Form>
  )
}

/** What the applicant may do now. */
export function OrderActions(props: {
  readonly order: Order
  readonly quote: { readonly percent: number; readonly feeYen: number; readonly refundYen: number } | null
  readonly page: string
  readonly fixUrl: string
  readonly isFull: boolean
}) {
  const { t, i18n } = useTranslation("seminarApply")
  const { order, quote, isFull } = props
  const yen = (amount: number) => amount.toLocaleString(i18n.language)
  const mayPlace = order.state === "filled" || order.state === "offered"
  return (
    <div className="flex flex-wrap gap-near">
      {isFull ? <Act act="wait">{t("joinList")}</Act> : null}
      {mayPlace && !isFull ? <Act act="place">{t(order.way === "card" ? "placeCard" : "place")}</Act> : null}
      {order.state === "held" && order.way === "card" ? <Act act="place">{t("pay")}</Act> : null}
      {order.state === "filled" ? <LinkButton to={props.fixUrl}>{t("fix")}</LinkButton> : null}
      {order.state === "waiting" ? (
        <Act act="leave" tone="secondary">
          {t("leave")}
        </Act>
      ) : null}
      {order.state === "offered" ? (
        <Act act="leave" tone="secondary">
          {t("decline")}
        </Act>
      ) : null}
      {order.state === "expired" || order.state === "cancelled" ? (
        <LinkButton to={props.page}>{t("again")}</LinkButton>
      ) : null}
      {quote === null ? null : (
        <ConfirmDialog
          verb={t("cancel")}
          title={t("cancelTitle")}
          tone="danger"
          triggerTone="secondary"
          fields={{ act: "cancel" }}
        >
          {t("cancelFee", { fee: yen(quote.feeYen), percent: quote.percent, refund: yen(quote.refundYen) })}
        </ConfirmDialog>
      )}
      {mayPlace ? null : (
        <LinkButton to={`${props.page}/calendar.ics`} reloadDocument icon="calendar">
          {t("calendar")}
        </LinkButton>
      )}
    </div>
  )
}
