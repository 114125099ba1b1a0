import { Link } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { Badge } from "#app/ui/badge.tsx"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText, InstantText } from "#app/ui/date-text.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { Money } from "#app/ui/money.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

type Line = {
  readonly description: string
  readonly supplied: string
  readonly quantity: number
  readonly unitYen: number
  readonly amountYen: number
  readonly ratePercent: number
}

/** 明細 as they stand on the paper. */
export function PaperLines({ lines, totalYen }: { readonly lines: readonly Line[]; readonly totalYen: number }) {
  const { t } = useTranslation(["papers", "states"])
  const rows = lines.map((line, at) => ({ ...line, key: String(at) }))
  const yen = t("states:yen")
  return (
    <SectionCard title={t("papers:contents")} flush>
      <DataTable
        caption={t("papers:contents")}
        rows={rows}
        rowKey={(line) => line.key}
        empty={null}
        totals={{ amount: <Money amount={totalYen} /> }}
        columns={[
          { key: "description", header: t("papers:description"), render: (line) => line.description },
          { key: "supplied", header: t("papers:supplied"), render: (line) => line.supplied },
          { key: "quantity", header: t("papers:quantity"), align: "end", render: (line) => line.quantity },
          { key: "unit", header: t("papers:unit"), unit: yen, align: "end", render: (line) => <Money amount={line.unitYen} /> }, // prettier-ignore
          {
            key: "rate",
            header: t("papers:rate"),
            align: "end",
            render: (line) => (line.ratePercent === 0 ? t("papers:outside") : `${line.ratePercent}%`),
          },
          { key: "amount", header: t("papers:amount"), unit: yen, align: "end", render: (line) => <Money amount={line.amountYen} /> }, // prettier-ignore
        ]}
      />
    </SectionCard>
  )
}

type Rate = { readonly ratePercent: number; readonly grossYen: number; readonly taxYen: number }

/** 税率ごとの合計と消費税額. */
export function PaperRates({ rates }: { readonly rates: readonly Rate[] }) {
  const { t } = useTranslation(["papers", "states"])
  const yen = t("states:yen")
  return (
    <SectionCard title={t("papers:rates")} flush>
      <DataTable
        caption={t("papers:rates")}
        rows={rates}
        rowKey={(rate) => String(rate.ratePercent)}
        empty={null}
        columns={[
          {
            key: "rate",
            header: t("papers:rate"),
            render: (rate) => (rate.ratePercent === 0 ? t("papers:outside") : `${rate.ratePercent}%`),
          },
          { key: "gross", header: t("papers:gross"), unit: yen, align: "end", render: (rate) => <Money amount={rate.grossYen} /> }, // prettier-ignore
          { key: "tax", header: t("papers:tax"), unit: yen, align: "end", render: (rate) => <Money amount={rate.taxYen} /> }, // prettier-ignore
        ]}
      />
    </SectionCard>
  )
}

type Settlement = {
  readonly key: string
  readonly cause: string
  readonly settledOn: string
  readonly amountYen: number
  readonly number: string | null
}

const isCause = (cause: string): cause is "payment" | "credit-note" | "write-off" =>
  ["payment", "credit-note", "write-off"].includes(cause)

/** 消込: what lowered the open amount, and when. */
export function PaperSettlements({ settlements }: { readonly settlements: readonly Settlement[] }) {
  const { t } = useTranslation(["papers", "states"])
  return (
    <SectionCard title={t("papers:settlements")} flush>
      <DataTable
        caption={t("papers:settlements")}
        rows={settlements}
        rowKey={(one) => one.key}
        empty={<p className="p-apart text-muted">{t("papers:noSettlement")}</p>}
        columns={[
          { key: "on", header: t("papers:settledOn"), render: (one) => <DayText on={one.settledOn} /> },
          {
            key: "cause",
            header: t("papers:kind"),
            render: (one) => `${isCause(one.cause) ? t(`papers:cause-${one.cause}`) : one.cause} ${one.number ?? ""}`,
          },
          {
            key: "amount",
            header: t("papers:amount"),
            unit: t("states:yen"),
            align: "end",
            render: (one) => <Money amount={one.amountYen} />,
          },
        ]}
      />
    </SectionCard>
  )
}

type Named = { readonly id: string; readonly number: string }

function Links({ to, things }: { readonly to: string; readonly things: readonly Named[] }) {
  return (
    <span className="flex flex-wrap gap-near">
      {things.map((thing) => (
        <Link key={thing.id} to={`${to}/${thing.id}`} className="text-link figures">
          {thing.number}
        </Link>
      ))}
    </span>
  )
}

/** Dates, who issued it, what it belongs to and the hash of its file. */
export function PaperFacts({
  paper,
}: {
  readonly paper: {
    readonly snapshot: { readonly issuedOn: string; readonly dueOn: string | null }
    readonly issuedAt: string | Date
    readonly issuedBy: string
    readonly sha256: string
    readonly contracts: readonly Named[]
    readonly services: readonly Named[]
    readonly corrects: Named | null
    readonly correctedBy: readonly Named[]
  }
}) {
  const { t } = useTranslation("papers")
  const { snapshot, contracts, services, corrects, correctedBy } = paper
  return (
    <DescriptionList
      items={[
        { key: "issued", term: t("issuedOn"), detail: snapshot.issuedOn },
        ...(snapshot.dueOn === null ? [] : [{ key: "due", term: t("dueOn"), detail: snapshot.dueOn }]),
        ...(contracts.length === 0
          ? []
          : [{ key: "contract", term: t("contract"), detail: <Links to="/console/contracts" things={contracts} /> }]),
        ...(services.length === 0
          ? []
          : [{ key: "service", term: t("service"), detail: <Links to="/console/services" things={services} /> }]),
        ...(corrects === null
          ? []
          : [{ key: "corrects", term: t("corrects"), detail: <Links to="/console/papers" things={[corrects]} /> }]),
        ...(correctedBy.length === 0
          ? []
          : [{ key: "by", term: t("correctedBy"), detail: <Links to="/console/papers" things={correctedBy} /> }]),
        { key: "at", term: t("issuedAt"), detail: <InstantText at={paper.issuedAt} /> },
        { key: "who", term: t("issuedBy"), detail: <span className="[overflow-wrap:anywhere]">{paper.issuedBy}</span> },
        {
          key: "hash",
          term: t("hash"),
          detail: <span className="font-mono text-small [overflow-wrap:anywhere]">{paper.sha256}</span>,
        },
      ]}
    />
  )
}

type Copy = {
  readonly id: string
  readonly copyNo: number
  readonly isRevision: boolean
  readonly addressee: string
  readonly issuedAt: string
}

/** 再発行 or 修正 beside a paper's number; nothing on the first one. */
export function PaperMark({ copyNo, isRevision }: { readonly copyNo: number; readonly isRevision: boolean }) {
  const { t } = useTranslation("papers")
  return copyNo === 0 ? null : <Badge>{t(isRevision ? "revision" : "copy", { no: copyNo })}</Badge>
}

/** 宛名の履歴: the original and each copy. */
export function PaperCopies({ copies, current }: { readonly copies: readonly Copy[]; readonly current: string }) {
  const { t } = useTranslation("papers")
  return (
    <SectionCard title={t("copies")} flush>
      <ul>
        {copies.map((copy) => (
          <li key={copy.id} className="grid border-t border-line px-apart py-near first:border-t-0">
            {copy.id === current ? (
              <span className="font-semibold">{copy.addressee}</span>
            ) : (
              <Link to={`/console/papers/${copy.id}`} className="text-link">
                {copy.addressee}
              </Link>
            )}
            <span className="text-small text-muted">
              {copy.copyNo === 0 ? t("first") : t(copy.isRevision ? "revision" : "copy", { no: copy.copyNo })} ·{" "}
              <InstantText at={copy.issuedAt} />
            </span>
          </li>
        ))}
      </ul>
    </SectionCard>
  )
}
