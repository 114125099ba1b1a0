import { Form, Link } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import type { BrochureChannel, WaitReason } from "#app/subscriptions/brochures/brochure-form.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Button } from "#app/ui/button.tsx"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText, InstantText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { Money } from "#app/ui/money.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

type Request = {
  readonly number: string
  readonly memberId: string
  readonly memberNumber: string
  readonly name: string
  readonly channel: BrochureChannel
  readonly sourceCode: string
  readonly requestedAt: Date
  readonly brochures: string
  readonly state: "waiting" | "left-out" | "picked" | "sent" | "cancelled"
  readonly reason: WaitReason | null
  readonly batchNumber: string | null
  readonly sentOn: string | null
}

const tones = {
  waiting: "info",
  "left-out": "warning",
  picked: "neutral",
  sent: "success",
  cancelled: "neutral",
} as const

function RequestState({ request }: { readonly request: Request }) {
  const { t } = useTranslation("brochures")
  return (
    <span>
      <Badge tone={tones[request.state]}>{t(`state-${request.state}`)}</Badge>
      <span className="block text-small text-muted">
        {request.reason === null ? request.batchNumber : t(`reason-${request.reason}`)}{" "}
        {request.sentOn === null ? null : <DayText on={request.sentOn} />}
      </span>
    </span>
  )
}

function CancelRequest({ number }: { readonly number: string }) {
  const { t } = useTranslation("brochures")
  return (
    <Form method="post">
      <input type="hidden" name="number" value={number} />
      <Button type="submit" name="intent" value="cancel" aria-label={t("cancelOf", { number })}>
        <span className="whitespace-nowrap">{t("cancel")}</span>
      </Button>
    </Form>
  )
}

/** 資料請求: who asked for what, how it came, and how far it is; what no batch has taken can be cancelled. */
export function BrochureRequests(props: {
  readonly title: string
  readonly requests: readonly Request[]
  readonly mayCancel: boolean
  /** A member's own page need not say who it is. */
  readonly isOfMember?: boolean
}) {
  const { t } = useTranslation("brochures")
  const member = {
    key: "member",
    header: t("member"),
    render: (one: Request) => (
      <Link to={`/console/members/${one.memberId}/brochures`} className="text-link">
        {one.name}
      </Link>
    ),
  }
  const isOpen = ({ state }: Request) => state === "waiting" || state === "left-out"
  return (
    <SectionCard title={props.title} flush>
      <DataTable
        caption={props.title}
        rows={props.requests}
        rowKey={({ number }) => number}
        empty={<EmptyState icon="mail" title={t("noRequests")} />}
        columns={[
          {
            key: "number",
            header: t("number"),
            render: (one) => <span className="whitespace-nowrap">{one.number}</span>,
          },
          ...(props.isOfMember ? [] : [member]),
          { key: "brochures", header: t("brochures"), render: (one) => <span className="block min-w-[8rem]">{one.brochures}</span> }, // prettier-ignore
          {
            key: "channel",
            header: t("channel"),
            render: (one) => (
              <span className="whitespace-nowrap">
                {t(`channel-${one.channel}`)}
                <span className="block text-small text-muted">{one.sourceCode}</span>
              </span>
            ),
          },
          { key: "at", header: t("requestedAt"), render: (one) => <InstantText at={one.requestedAt} /> },
          { key: "state", header: t("state"), render: (one) => <RequestState request={one} /> },
          {
            key: "cancel",
            header: t("act"),
            render: (one) => (props.mayCancel && isOpen(one) ? <CancelRequest number={one.number} /> : null),
          },
        ]}
      />
    </SectionCard>
  )
}

type Batch = {
  readonly id: string
  readonly number: string
  readonly pickedOn: string
  readonly requests: number
  readonly copies: number
  readonly weightGrams: number
  readonly sentOn: string | null
  readonly missing: readonly { readonly character: string; readonly record: number; readonly field: number }[]
}

function BatchFiles({ batch }: { readonly batch: Batch }) {
  const { t } = useTranslation("brochures")
  const link = (file: string, label: string) => (
    <a href={`/console/brochures/${batch.id}/${file}`} className="text-link" aria-label={t("fileOf", { file: label, number: batch.number })}>
      {label}
    </a>
  ) // prettier-ignore
  return (
    <span>
      <span className="flex flex-wrap gap-x-near">
        {link("utf8.csv", t("utf8"))}
        {link("cp932.csv", t("cp932"))}
        {link("sheet-12.pdf", t("labels"))}
      </span>
      {batch.missing.length === 0 ? null : (
        <span className="block text-small text-muted">
          {t("missing", { list: batch.missing.map((one) => t("missingOne", one)).join(" ") })}
        </span>
      )}
    </span>
  )
}

function SentOn({ batch, mayAct, today }: { readonly batch: Batch; readonly mayAct: boolean; readonly today: string }) {
  const { t } = useTranslation("brochures")
  if (batch.sentOn !== null) return <DayText on={batch.sentOn} />
  if (!mayAct) return <>—</>
  return (
    <Form method="post" className="flex flex-wrap items-center gap-near">
      <input type="hidden" name="number" value={batch.number} />
      <input
        type="date"
        name="sentOn"
        aria-label={t("sentOnOf", { number: batch.number })}
        defaultValue={today}
        min={batch.pickedOn}
        max={today}
        className="control figures w-[10rem]"
      />
      <Button type="submit" name="intent" value="sent" aria-label={`${t("markSent")}: ${batch.number}`}>
        {t("markSent")}
      </Button>
    </Form>
  )
}

/** 出荷指示: each batch with its files and the day it was sent. */
export function BrochureBatches(props: {
  readonly batches: readonly Batch[]
  readonly mayAct: boolean
  readonly today: string
}) {
  const { t, i18n } = useTranslation("brochures")
  const count = (value: number) => value.toLocaleString(i18n.language)
  return (
    <SectionCard title={t("batches")} flush>
      <DataTable
        caption={t("batches")}
        rows={props.batches}
        rowKey={({ id }) => id}
        empty={<EmptyState icon="issue" title={t("noBatches")} />}
        columns={[
          { key: "number", header: t("batch"), render: (one) => one.number },
          { key: "on", header: t("pickedOn"), render: (one) => <DayText on={one.pickedOn} /> },
          { key: "requests", header: t("requestCount"), align: "end", render: (one) => count(one.requests) },
          { key: "copies", header: t("copies"), align: "end", render: (one) => count(one.copies) },
          { key: "weight", header: t("weight"), unit: t("grams"), align: "end", render: (one) => count(one.weightGrams) }, // prettier-ignore
          { key: "files", header: t("files"), render: (one) => <BatchFiles batch={one} /> },
          { key: "sent", header: t("sentOn"), render: (one) => <SentOn batch={one} {...props} /> },
        ]}
      />
    </SectionCard>
  )
}

type Yield = {
  readonly sourceCode: string
  readonly sourceName: string
  readonly requests: number
  readonly people: number
  readonly sent: number
  readonly ordered: number
  readonly orderedYen: number
}

/** 募集別の請求と受注: how many asked, and how many of them ordered afterwards. */
export function BrochureYields({ yields }: { readonly yields: readonly Yield[] }) {
  const { t, i18n } = useTranslation(["brochures", "states"])
  const count = (value: number) => value.toLocaleString(i18n.language)
  if (yields.length === 0) return null
  return (
    <SectionCard title={t("brochures:yield")} flush>
      <p className="px-apart py-near text-small text-muted">{t("brochures:yieldLead")}</p>
      <DataTable
        caption={t("brochures:yield")}
        rows={yields}
        rowKey={({ sourceCode }) => sourceCode}
        empty={null}
        columns={[
          { key: "source", header: t("brochures:source"), render: (one) => one.sourceCode === "" ? t("brochures:noSource") : `${one.sourceCode} ${one.sourceName}` }, // prettier-ignore
          { key: "requests", header: t("brochures:requestCount"), align: "end", render: (one) => count(one.requests) },
          { key: "sent", header: t("brochures:sent"), align: "end", render: (one) => count(one.sent) },
          { key: "people", header: t("brochures:people"), unit: t("brochures:peopleUnit"), align: "end", render: (one) => count(one.people) }, // prettier-ignore
          { key: "ordered", header: t("brochures:ordered"), unit: t("brochures:peopleUnit"), align: "end", render: (one) => count(one.ordered) }, // prettier-ignore
          { key: "rate", header: t("brochures:rate"), unit: "%", align: "end", render: (one) => ((one.ordered * 100) / one.people).toFixed(1) }, // prettier-ignore
          { key: "yen", header: t("brochures:orderedYen"), unit: t("states:yen"), align: "end", render: (one) => <Money amount={one.orderedYen} /> }, // prettier-ignore
        ]}
      />
    </SectionCard>
  )
}
