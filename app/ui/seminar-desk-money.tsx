import { Form, Link } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import type { PaperKind } from "#app/billing/papers/paper.ts"
import { Badge } from "#app/ui/badge.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { DateField } from "#app/ui/date-field.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { Money } from "#app/ui/money.tsx"
import { MoneyField } from "#app/ui/money-field.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { type DeskOrder, plain } from "#app/ui/seminar-desk.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"

/** 請求書と返還請求書 of an order, with what is still open. */
export function DeskPapers(props: {
  readonly papers: readonly {
    readonly id: string
    readonly kind: PaperKind
    readonly number: string
    readonly totalYen: number
    readonly leftYen: number | null
  }[]
  readonly mayRead: boolean
}) {
  const { t } = useTranslation(["seminars", "papers"])
  if (props.papers.length === 0) return null
  return (
    <SectionCard title={t("seminars:invoices")}>
      <ul className="grid gap-near">
        {props.papers.map((paper) => (
          <li key={paper.id} className="flex flex-wrap gap-x-apart">
            {props.mayRead ? (
              <Link to={`/console/papers/${paper.id}`} className="text-link">
                {t(`papers:${paper.kind}`)} <span className="figures">{paper.number}</span>
              </Link>
            ) : (
              <span>
                {t(`papers:${paper.kind}`)} <span className="figures">{paper.number}</span>
              </span>
            )}
            <Money amount={paper.totalYen} unit />
            {paper.leftYen === null ? null : (
              <span>
                {t("seminars:owed")} <Money amount={paper.leftYen} unit />
              </span>
            )}
          </li>
        ))}
      </ul>
    </SectionCard>
  )
}

function PaymentForm({ owedYen, today }: { readonly owedYen: number; readonly today: string }) {
  const { t } = useTranslation("seminars")
  return (
    <Form method="post" className="grid gap-near">
      <input type="hidden" name="act" value="payment" />
      <SelectField
        field={plain("way", "bank-transfer")}
        label={t("way")}
        options={(["bank-transfer", "cash"] as const).map((value) => ({ value, label: t(`pay-${value}`) }))}
      />
      <MoneyField field={plain("amountYen", String(owedYen))} label={t("amount")} />
      <DateField field={plain("receivedOn", today)} label={t("receivedOn")} />
      <TextField field={plain("reference")} label={t("reference")} maxLength={100} />
      <div>
        <SubmitButton>{t("receive")}</SubmitButton>
      </div>
    </Form>
  )
}

/** カードへ返金, or 支払済 otherwise; what is on its way to the card needs nothing. */
function PayRefund({ refund, today }: { readonly refund: DeskOrder["refunds"][number]; readonly today: string }) {
  const { t } = useTranslation(["seminars", "cardMoney"])
  const field = (name: string, initial: string) => plain(`${name}-${refund.number}`, initial)
  if (refund.cardState === "waiting") return <Badge tone="info">{t("cardMoney:onItsWay")}</Badge>
  return (
    <span className="flex flex-wrap items-center gap-near">
      {refund.cardState === "failed" ? <Badge tone="danger">{refund.cardError}</Badge> : null}
      {refund.isByCard ? (
        <ConfirmDialog
          verb={t("cardMoney:giveBack")}
          title={t("seminars:refundToCard", { number: refund.number })}
          triggerTone="secondary"
          amount={refund.amountYen}
          fields={{ act: "refund", number: refund.number, way: "card" }}
        />
      ) : null}
      <ConfirmDialog
        verb={t("seminars:payRefund")}
        title={t("seminars:payRefund")}
        triggerTone="secondary"
        amount={refund.amountYen}
        fields={{ act: "refund", number: refund.number }}
      >
        <DateField field={field("paidOn", today)} label={t("seminars:refundPaidOn")} />
        <SelectField
          field={field("way", "bank-transfer")}
          label={t("seminars:way")}
          options={(["bank-transfer", "cash"] as const).map((value) => ({ value, label: t(`seminars:pay-${value}`) }))}
        />
      </ConfirmDialog>
    </span>
  )
}

/** 入金と返金 of an order. */
export function DeskPayment({
  order,
  today,
  mayWrite,
}: {
  readonly order: DeskOrder
  readonly today: string
  readonly mayWrite: boolean
}) {
  const { t } = useTranslation("seminars")
  return (
    <SectionCard title={t("paid")}>
      <div className="grid gap-apart">
        <p className="flex flex-wrap gap-x-apart">
          <span>
            {t("total")} <Money amount={order.totalYen} unit />
          </span>
          <span>
            {t("paid")} <Money amount={order.paidYen} unit />
          </span>
          <span>
            {t("owed")} <Money amount={order.owedYen} unit />
          </span>
        </p>
        {order.refunds.map((refund) => (
          <div key={refund.number} className="flex flex-wrap items-center justify-between gap-near">
            <span>
              {t("refunds")} {refund.number} <Money amount={refund.amountYen} unit />{" "}
              {refund.paidOn === null ? t("refundOpen") : <DayText on={refund.paidOn} />}
            </span>
            {mayWrite && refund.paidOn === null ? <PayRefund refund={refund} today={today} /> : null}
          </div>
        ))}
        {mayWrite && order.owedYen > 0 ? <PaymentForm owedYen={order.owedYen} today={today} /> : null}
      </div>
    </SectionCard>
  )
}
