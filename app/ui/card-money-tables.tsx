import { Link } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { Badge } from "#app/ui/badge.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText, instantText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { Money } from "#app/ui/money.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

type Difference = {
  readonly kind: string
  readonly subject: string
  readonly oursYen: number
  readonly theirsYen: number
  readonly foundAt: Date
}

type Suspense = {
  readonly number: string
  readonly payerId: string
  readonly payerName: string
  readonly yen: number
  readonly receivedOn: string
  readonly isAsked: boolean
}

type Dispute = {
  readonly id: string
  readonly payment: string | null
  readonly yen: number
  readonly status: string
  readonly openedOn: string
  readonly answerBy: string | null
  readonly bookedOn: string | null
}

type Payout = {
  readonly id: string
  readonly arrivedOn: string
  readonly failedOn: string | null
  readonly grossYen: number
  readonly feeYen: number
  readonly netYen: number
  readonly voucherId: string
}

const statuses = ["needs_response", "under_review", "won", "lost"] as const

/** 差異: what differs, and how to mend it. */
export function DifferenceTable({ differences }: { readonly differences: readonly Difference[] }) {
  const { t, i18n } = useTranslation(["cardMoney", "states"])
  const word = (prefix: "kind" | "mend", kind: string) => t(`cardMoney:${prefix}-${kind}`, { defaultValue: kind })
  return (
    <SectionCard title={t("cardMoney:differences")} flush>
      <DataTable
        caption={t("cardMoney:differences")}
        rows={differences}
        rowKey={({ kind, subject }) => `${kind} ${subject}`}
        empty={<EmptyState icon="success" title={t("cardMoney:noDifferences")} />}
        columns={[
          {
            key: "kind",
            header: t("cardMoney:kind"),
            render: ({ kind }) => <Badge tone="warning">{word("kind", kind)}</Badge>,
          },
          { key: "subject", header: t("cardMoney:subject"), render: ({ subject }) => <code>{subject}</code> },
          {
            key: "ours",
            header: t("cardMoney:ours"),
            unit: t("states:yen"),
            align: "end",
            render: ({ oursYen }) => <Money amount={oursYen} />,
          },
          {
            key: "theirs",
            header: t("cardMoney:theirs"),
            unit: t("states:yen"),
            align: "end",
            render: ({ theirsYen }) => <Money amount={theirsYen} />,
          },
          { key: "mend", header: t("cardMoney:mend"), render: ({ kind }) => word("mend", kind) },
          {
            key: "found",
            header: t("cardMoney:foundAt"),
            render: ({ foundAt }) => instantText(foundAt, i18n.language),
          },
        ]}
      />
    </SectionCard>
  )
}

/** カードへ返す仮受金: money that is for nothing, and the button that sends it back. */
export function SuspenseTable({
  suspense,
  mayPay,
}: {
  readonly suspense: readonly Suspense[]
  readonly mayPay: boolean
}) {
  const { t } = useTranslation(["cardMoney", "states"])
  const giveBack = (row: Suspense) =>
    row.isAsked ? (
      <Badge tone="info">{t("cardMoney:onItsWay")}</Badge>
    ) : mayPay ? (
      <ConfirmDialog
        verb={t("cardMoney:giveBack")}
        title={t("cardMoney:giveBackTitle", { number: row.number })}
        triggerTone="secondary"
        amount={row.yen}
        fields={{ intent: "give-back", number: row.number }}
      >
        <p>{row.payerName}</p>
      </ConfirmDialog>
    ) : null
  return (
    <SectionCard title={t("cardMoney:suspense")} flush>
      <DataTable
        caption={t("cardMoney:suspense")}
        rows={suspense}
        rowKey={({ number }) => number}
        empty={<EmptyState icon="success" title={t("cardMoney:noSuspense")} />}
        columns={[
          { key: "number", header: t("cardMoney:payment"), render: ({ number }) => number },
          {
            key: "payer",
            header: t("cardMoney:payer"),
            render: ({ payerId, payerName }) => (
              <Link to={`/console/members/${payerId}`} className="text-link">
                {payerName}
              </Link>
            ),
          },
          {
            key: "received",
            header: t("cardMoney:receivedOn"),
            render: ({ receivedOn }) => <DayText on={receivedOn} />,
          },
          {
            key: "amount",
            header: t("cardMoney:amount"),
            unit: t("states:yen"),
            align: "end",
            render: ({ yen }) => <Money amount={yen} />,
          },
          { key: "back", header: t("cardMoney:giveBack"), render: giveBack },
        ]}
      />
    </SectionCard>
  )
}

/** 異議申立て, with the day by which evidence must be given. */
export function DisputeTable({ disputes }: { readonly disputes: readonly Dispute[] }) {
  const { t } = useTranslation(["cardMoney", "states"])
  const statusWord = (status: string) => {
    const known = statuses.find((one) => one === status)
    return known ? t(`cardMoney:status-${known}`) : t("cardMoney:status-other")
  }
  return (
    <SectionCard title={t("cardMoney:disputes")} flush>
      <DataTable
        caption={t("cardMoney:disputes")}
        rows={disputes}
        rowKey={({ id }) => id}
        empty={<EmptyState icon="success" title={t("cardMoney:noDisputes")} />}
        columns={[
          { key: "opened", header: t("cardMoney:openedOn"), render: ({ openedOn }) => <DayText on={openedOn} /> },
          { key: "payment", header: t("cardMoney:payment"), render: ({ payment }) => payment ?? "—" },
          {
            key: "amount",
            header: t("cardMoney:amount"),
            unit: t("states:yen"),
            align: "end",
            render: ({ yen }) => <Money amount={yen} />,
          },
          { key: "status", header: t("cardMoney:status"), render: ({ status }) => statusWord(status) },
          {
            key: "answer",
            header: t("cardMoney:answerBy"),
            render: ({ answerBy }) => (answerBy === null ? "—" : <DayText on={answerBy} />),
          },
          {
            key: "booked",
            header: t("cardMoney:bookedOn"),
            render: ({ bookedOn }) => (bookedOn === null ? "—" : <DayText on={bookedOn} />),
          },
        ]}
      />
    </SectionCard>
  )
}

/** 入金(振込): payouts with their fees, each leading to its voucher. */
export function PayoutTable({ payouts }: { readonly payouts: readonly Payout[] }) {
  const { t } = useTranslation(["cardMoney", "states"])
  const money = (key: "grossYen" | "feeYen" | "netYen", header: string) => ({
    ...{ key, header, unit: t("states:yen"), align: "end" as const },
    render: (payout: Payout) => <Money amount={payout[key]} />,
  })
  return (
    <SectionCard title={t("cardMoney:payouts")} flush>
      <DataTable
        caption={t("cardMoney:payouts")}
        rows={payouts}
        rowKey={({ id }) => id}
        empty={<EmptyState icon="yen" title={t("cardMoney:noPayouts")} />}
        columns={[
          {
            key: "arrived",
            header: t("cardMoney:arrivedOn"),
            render: ({ arrivedOn, failedOn }) => (
              <>
                <DayText on={arrivedOn} />{" "}
                {failedOn === null ? null : (
                  <Badge tone="danger">
                    {t("cardMoney:cameBack")} <DayText on={failedOn} />
                  </Badge>
                )}
              </>
            ),
          },
          money("grossYen", t("cardMoney:gross")),
          money("feeYen", t("cardMoney:fee")),
          money("netYen", t("cardMoney:net")),
          {
            key: "voucher",
            header: t("cardMoney:voucher"),
            render: ({ id, voucherId }) => (
              <Link to={`/console/vouchers/${voucherId}`} className="text-link">
                {id}
              </Link>
            ),
          },
        ]}
      />
    </SectionCard>
  )
}
