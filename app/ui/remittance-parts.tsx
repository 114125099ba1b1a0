import { getFormProps, type SubmissionResult, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { Form, Link } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { remittanceForm } from "#app/subscriptions/remittances/remittance-form.ts"
import { Badge } from "#app/ui/badge.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { DataTable } from "#app/ui/data-table.tsx"
import { DateField } from "#app/ui/date-field.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { mustFill } from "#app/ui/field.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { Money } from "#app/ui/money.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { formatYen } from "#app/values/yen.ts"

const tones = { made: "info", paid: "success", cancelled: "neutral" } as const

/** Where a file stands. */
export function RemittanceState({ state }: { readonly state: keyof typeof tones }) {
  const { t } = useTranslation("remittances")
  return <Badge tone={tones[state]}>{t(`state-${state}`)}</Badge>
}

/** Asks for the file of a 取組日, over the list that the page shows. */
export function MakeRemittance(props: {
  readonly ready: number
  readonly readyYen: number
  readonly bankDay: string
  readonly newest: string
  readonly locale: "ja" | "en"
  readonly lastResult: SubmissionResult | null | undefined
}) {
  const { t } = useTranslation("remittances")
  const [form, fields] = useForm({
    id: "make-remittance",
    lastResult: props.lastResult,
    defaultValue: { on: props.bankDay },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: remittanceForm(props.locale) }),
  })
  return (
    <SectionCard title={t("make")}>
      <Form method="post" {...getFormProps(form)} noValidate className="grid justify-items-start gap-near">
        <ErrorSummary fields={[{ field: fields.on, label: t("onDay") }]} formErrors={form.errors ?? []} />
        <p>{t("makeLead", { ready: props.ready.toLocaleString("ja-JP"), yen: formatYen(props.readyYen) })}</p>
        <input type="hidden" name="after" value={props.newest} />
        <DateField field={mustFill(fields.on)} label={t("onDay")} hint={t("onHint")} />
        <SubmitButton icon="plus">{t("make")}</SubmitButton>
      </Form>
    </SectionCard>
  )
}

type Waiting = {
  readonly number: string
  readonly contractId: string
  readonly publicationCode: string
  readonly payerId: string
  readonly payerName: string
  readonly owedOn: string
  readonly amountYen: number
  readonly state: "ready" | "returned" | "without-codes"
  /** Empty for who may not see accounts. */
  readonly account: string
}

const payerOf = (one: Waiting) => (
  <Link to={`/console/members/${one.payerId}`} className="text-link">
    {one.payerName}
  </Link>
)

/** Why a refund waits: nothing for one that is ready. */
function Why({ state }: Pick<Waiting, "state">) {
  const { t } = useTranslation("remittances")
  return state === "ready" ? null : <Badge tone="warning">{t(`why-${state}`)}</Badge>
}

/** The page on which its account is told anew. */
function Correct({ refund }: { readonly refund: Waiting }) {
  const { t } = useTranslation("remittances")
  return (
    <LinkButton to={`/console/discontinued/${refund.publicationCode}/${refund.contractId}`}>
      {t("correct")}
      <span className="sr-only">: {refund.number}</span>
    </LinkButton>
  )
}

/** 振り込む返金: those ready for a file, or those whose account must be looked at. */
export function RefundsToRemit(props: {
  readonly refunds: readonly Waiting[]
  readonly isReady: boolean
  readonly readyYen: number
  readonly mayAct: boolean
}) {
  const { t } = useTranslation(["remittances", "states"])
  const { isReady, mayAct } = props
  const none = <EmptyState icon="yen" title={t("remittances:none")}>{t("remittances:noneBody")}</EmptyState> // prettier-ignore
  const where = { key: "account", header: t("remittances:account"), render: (one: Waiting) => one.account }
  const why = { key: "why", header: t("remittances:why"), render: (one: Waiting) => <Why state={one.state} /> }
  const act = { key: "act", header: t("remittances:act"), render: (one: Waiting) => <Correct refund={one} /> }
  return (
    <DataTable
      caption={t("remittances:waiting")}
      rows={props.refunds}
      rowKey={(one) => one.number}
      empty={isReady ? none : <EmptyState icon="success" title={t("remittances:noneUnclear")} />}
      totals={isReady ? { amount: <Money amount={props.readyYen} /> } : undefined}
      columns={[
        { key: "number", header: t("remittances:refund"), render: (one) => one.number },
        { key: "owed", header: t("remittances:owedOn"), render: (one) => <DayText on={one.owedOn} /> },
        { key: "payer", header: t("remittances:payer"), render: payerOf },
        ...(mayAct ? [where] : []),
        { key: "amount", header: t("remittances:amount"), unit: t("states:yen"), align: "end", render: (one) => <Money amount={one.amountYen} /> }, // prettier-ignore
        ...(isReady ? [] : [why]),
        ...(mayAct ? [act] : []),
      ]}
    />
  )
}

type File = {
  readonly id: string
  readonly number: string
  readonly paysOn: string
  readonly state: keyof typeof tones
  readonly lines: number
  readonly totalYen: number
  readonly returned: number
}

/** The files that were made, the newest first. */
export function RemittanceFiles({ files }: { readonly files: readonly File[] }) {
  const { t } = useTranslation(["remittances", "states"])
  return (
    <SectionCard title={t("remittances:files")} flush>
      <DataTable
        caption={t("remittances:files")}
        rows={files}
        rowKey={(one) => one.id}
        rowHref={(one) => `/console/remittances/${one.id}`}
        empty={<p className="p-apart text-muted">{t("remittances:noFiles")}</p>}
        columns={[
          { key: "number", header: t("remittances:number"), render: (one) => one.number },
          { key: "on", header: t("remittances:onDay"), render: (one) => <DayText on={one.paysOn} /> },
          { key: "state", header: t("remittances:state"), render: (one) => <RemittanceState state={one.state} /> },
          { key: "count", header: t("remittances:count"), align: "end", render: (one) => one.lines },
          { key: "yen", header: t("remittances:amount"), unit: t("states:yen"), align: "end", render: (one) => <Money amount={one.totalYen} /> }, // prettier-ignore
          { key: "returned", header: t("remittances:returned"), align: "end", render: (one) => one.returned },
        ]}
      />
    </SectionCard>
  )
}

const dayField = (name: string, key: string, initialValue: string) => ({
  ...{ id: `${name}-${key}`, name, errorId: `${name}-${key}-error`, descriptionId: `${name}-${key}-hint` },
  ...{ required: true, initialValue },
})

/** What may be said of a file that the bank has not decided about: paid on a day, or taken back. */
export function DecideRemittance(props: {
  readonly number: string
  readonly paysOn: string
  readonly liveYen: number
  readonly people: number
}) {
  const { t } = useTranslation("remittances")
  const { number, liveYen: amount, people } = props
  return (
    <>
      <ConfirmDialog
        verb={t("pay")}
        title={t("payTitle", { number })}
        amount={amount}
        people={people}
        fields={{ intent: "pay" }}
        triggerTone="secondary"
      >
        <p>{t("payBody")}</p>
        <DateField field={dayField("day", "pay", props.paysOn)} label={t("paidOn")} />
      </ConfirmDialog>
      <ConfirmDialog
        verb={t("cancel")}
        title={t("cancelTitle", { number })}
        tone="danger"
        triggerTone="quiet"
        amount={amount}
        people={people}
        fields={{ intent: "cancel" }}
      >
        <p>{t("cancelBody")}</p>
      </ConfirmDialog>
    </>
  )
}

/** 組戻し of one refund. */
export function GiveBack(props: { readonly refund: string; readonly amountYen: number; readonly today: string }) {
  const { t } = useTranslation("remittances")
  return (
    <ConfirmDialog
      verb={t("giveBack")}
      title={t("giveBackTitle", { number: props.refund })}
      triggerTone="secondary"
      amount={props.amountYen}
      fields={{ intent: "give-back", refund: props.refund }}
    >
      <p>{t("giveBackBody")}</p>
      <DateField field={dayField("day", props.refund, props.today)} label={t("giveBackDay")} />
    </ConfirmDialog>
  )
}
