import { Form, Link } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { Money } from "#app/ui/money.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

type Props = {
  readonly lines: readonly {
    readonly id: string
    readonly receivedOn: string
    readonly remitterName: string
    readonly amountYen: number
    readonly feeYen: number
    readonly payerId: string | null
    readonly payerName: string | null
    readonly paymentNumber: string | null
    readonly aside: string
  }[]
  readonly title: string
}

/** Deposits that were settled, with whose they were. */
export function SettledDeposits({ lines, title }: Props) {
  const { t } = useTranslation(["bank", "states"])
  const yen = t("states:yen")
  return (
    <DataTable
      caption={title}
      rows={lines}
      rowKey={(line) => line.id}
      empty={<EmptyState icon="yen" title={t("bank:emptyDone")} />}
      columns={[
        { key: "on", header: t("bank:receivedOn"), render: (line) => <DayText on={line.receivedOn} /> },
        { key: "remitter", header: t("bank:remitter"), render: (line) => line.remitterName },
        { key: "amount", header: t("bank:amount"), unit: yen, align: "end", render: (line) => <Money amount={line.amountYen} /> }, // prettier-ignore
        {
          key: "fee",
          header: t("bank:fee"),
          unit: yen,
          align: "end",
          render: (line) => <Money amount={line.feeYen} />,
        },
        {
          key: "payer",
          header: t("bank:payer"),
          render: (line) => (
            <Link to={`/console/members/${line.payerId ?? ""}`} className="text-link">
              {line.payerName}
            </Link>
          ),
        },
        { key: "payment", header: t("bank:payment"), render: (line) => line.paymentNumber },
      ]}
    />
  )
}

/** Deposits that were set aside, and why; each can be taken back. */
export function DepositsAside({ lines, title, mayTakeBack }: Props & { readonly mayTakeBack: boolean }) {
  const { t } = useTranslation(["bank", "states"])
  return (
    <DataTable
      caption={title}
      rows={lines}
      rowKey={(line) => line.id}
      empty={<EmptyState icon="yen" title={t("bank:emptyIgnored")} />}
      columns={[
        { key: "on", header: t("bank:receivedOn"), render: (line) => <DayText on={line.receivedOn} /> },
        { key: "remitter", header: t("bank:remitter"), render: (line) => line.remitterName },
        { key: "amount", header: t("bank:amount"), unit: t("states:yen"), align: "end", render: (line) => <Money amount={line.amountYen} /> }, // prettier-ignore
        { key: "because", header: t("bank:because"), render: (line) => line.aside },
        {
          key: "back",
          header: t("bank:act"),
          render: (line) =>
            mayTakeBack ? (
              <Form method="post" preventScrollReset>
                <input type="hidden" name="intent" value="takeBack" />
                <input type="hidden" name="lineId" value={line.id} />
                <SubmitButton tone="quiet">{t("bank:takeBack")}</SubmitButton>
              </Form>
            ) : null,
        },
      ]}
    />
  )
}
