import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import type { FieldLike } from "#app/ui/field.tsx"
import { KanaField } from "#app/ui/kana-field.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export type DeskOrder = {
  readonly id: string
  readonly state: string
  readonly byPost: boolean
  readonly totalYen: number
  readonly paidYen: number
  readonly owedYen: number
  readonly quote: { readonly percent: number; readonly feeYen: number; readonly refundYen: number } | null
  readonly refunds: readonly {
    readonly number: string
    readonly amountYen: number
    readonly owedOn: string
    readonly paidOn: string | null
    readonly isByCard: boolean
    readonly cardState: "waiting" | "failed" | null
    readonly cardError: string
  }[]
  readonly attendees: readonly {
    readonly id: string
    readonly number: string
    readonly name: string
    readonly state: string
  }[]
}

/** A field of the desk's forms, several of which stand on one page: its name is the id before the dash. */
export const plain = (id: string, initialValue = "", required = true): FieldLike => ({
  ...{ id, name: id.replace(/-.*$/, ""), errorId: `${id}-error`, descriptionId: `${id}-hint`, initialValue, required },
})

function SwapForm({ registration }: { readonly registration: string }) {
  const { t } = useTranslation(["seminars", "apply"])
  const field = (name: string, required = true) => plain(`${name}-${registration}`, "", required)
  return (
    <details>
      <summary className="text-link touch inline-flex min-h-[2.25rem] items-center">{t("seminars:swap")}</summary>
      <Form method="post" className="grid gap-near pt-near tablet:grid-cols-2">
        <input type="hidden" name="act" value="swap" />
        <input type="hidden" name="registration" value={registration} />
        <p className="text-small text-muted tablet:col-span-2">{t("seminars:swapLead")}</p>
        <TextField field={field("familyName")} label={t("apply:familyName")} />
        <TextField field={field("givenName")} label={t("apply:givenName")} />
        <KanaField
          field={field("familyNameKana")}
          label={t("apply:familyNameKana")}
          sourceId={`familyName-${registration}`}
        />
        <KanaField
          field={field("givenNameKana")}
          label={t("apply:givenNameKana")}
          sourceId={`givenName-${registration}`}
        />
        <TextField field={field("email", false)} label={t("apply:email")} type="email" />
        <div className="self-end">
          <SubmitButton tone="secondary">{t("seminars:swap")}</SubmitButton>
        </div>
      </Form>
    </details>
  )
}

/** お届け: the tickets to print, and whether papers go out by post. */
function Delivery({ order }: { readonly order: DeskOrder }) {
  const { t } = useTranslation("seminarOffice")
  return (
    <>
      <LinkButton to={`/console/seminar-orders/${order.id}/tickets.pdf`} reloadDocument icon="report">
        {t("ticketPdf")}
      </LinkButton>
      <Form method="post">
        <input type="hidden" name="act" value="delivery" />
        <SubmitButton name="byPost" value={order.byPost ? "no" : "yes"} tone="secondary">
          {t(order.byPost ? "byMail" : "byPost")}
        </SubmitButton>
      </Form>
    </>
  )
}

/** 受講者: who attends; each may be cancelled or replaced. */
export function DeskAttendees({ order, mayWrite }: { readonly order: DeskOrder; readonly mayWrite: boolean }) {
  const { t } = useTranslation(["seminars", "seminarOffice"])
  return (
    <SectionCard
      title={t("seminars:attendees")}
      actions={mayWrite && order.state === "confirmed" ? <Delivery order={order} /> : null}
    >
      <ul className="grid gap-apart">
        {order.attendees.map((attendee) => (
          <li key={attendee.id} className="grid gap-tight border-b border-line pb-near">
            <span className="flex flex-wrap items-center justify-between gap-near">
              <span className={attendee.state === "cancelled" ? "text-muted line-through" : "font-medium"}>
                {attendee.name} <span className="figures text-small text-muted">{attendee.number}</span>
              </span>
              {mayWrite && order.quote !== null && attendee.state !== "cancelled" ? (
                <ConfirmDialog
                  verb={t("seminars:cancelOne")}
                  title={`${t("seminars:cancelTitle")}: ${attendee.name}`}
                  tone="danger"
                  triggerTone="quiet"
                  people={1}
                  fields={{ act: "cancel", registration: attendee.id }}
                />
              ) : null}
            </span>
            {mayWrite && attendee.state === "confirmed" ? (
              <div className="grid gap-tight">
                <SwapForm registration={attendee.id} />
                <div>
                  <ConfirmDialog
                    verb={t("seminarOffice:ticketReissue")}
                    title={`${t("seminarOffice:ticketReissue")}: ${attendee.name}`}
                    triggerTone="quiet"
                    fields={{ act: "reissue-ticket", registration: attendee.id }}
                  >
                    <p>{t("seminarOffice:ticketReissueBody")}</p>
                  </ConfirmDialog>
                </div>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </SectionCard>
  )
}

/** 承認・確定・取消. */
export function DeskActs({ order }: { readonly order: DeskOrder }) {
  const { t, i18n } = useTranslation("seminars")
  const yen = (amount: number) => amount.toLocaleString(i18n.language)
  return (
    <div className="flex flex-wrap gap-near">
      {order.state === "approval" ? (
        <Form method="post" className="flex gap-near">
          <SubmitButton name="act" value="accept">
            {t("approve")}
          </SubmitButton>
          <SubmitButton name="act" value="reject" tone="secondary">
            {t("reject")}
          </SubmitButton>
        </Form>
      ) : null}
      {order.state === "held" || order.state === "offered" ? (
        <Form method="post">
          <SubmitButton name="act" value="confirm">
            {t("confirmNow")}
          </SubmitButton>
        </Form>
      ) : null}
      {order.quote === null ? null : (
        <ConfirmDialog
          verb={t("cancelAll")}
          title={t("cancelTitle")}
          tone="danger"
          triggerTone="secondary"
          amount={order.quote.refundYen}
          fields={{ act: "cancel" }}
        >
          <div className="grid gap-near">
            <p>
              {t("cancelStakes", {
                ...{ fee: yen(order.quote.feeYen), percent: order.quote.percent, refund: yen(order.quote.refundYen) },
              })}
            </p>
            <TextField
              field={plain("feePercent", "", false)}
              label={t("feePercent")}
              hint={t("feePercentHint")}
              inputMode="numeric"
            />
          </div>
        </ConfirmDialog>
      )}
    </div>
  )
}
