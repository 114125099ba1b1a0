import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, Link, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { formOf } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { MOST_PAYMENT_RULES, paymentChannels, paymentRulesForm } from "#app/subscriptions/renewal/payment-rule.ts"
import { paymentNoticesSent, paymentRules, savePaymentRules } from "#app/subscriptions/renewal/payment-rules.server.ts"
import { paymentsDue } from "#app/subscriptions/renewal/payments-due.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { Money } from "#app/ui/money.tsx"
import { NoticeStepRows } from "#app/ui/notice-step-rows.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

export const meta = consoleMeta
export const handle = {
  crumbs: [
    { word: "navOrders", to: "/console/orders" },
    { word: "navPapers", to: "/console/papers" },
  ],
}

/** A page of thousands helps nobody; `send-notices --dry-run` lists them all. */
const MOST_SHOWN = 100

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  return readScope(actor, async (scope) => {
    const due = await paymentsDue(scope, scope.today, MOST_SHOWN)
    return {
      title: i18nFor(actor.locale).t("readerSettings:paymentTitle"),
      rules: await paymentRules(scope),
      due,
      dueTotal: due[0]?.total ?? 0,
      sent: await paymentNoticesSent(scope),
    }
  })
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const given = await formOf(request)
  const text = (name: string) => {
    const value = given.get(name)
    return typeof value === "string" ? value : ""
  }
  const rows = Array.from({ length: MOST_PAYMENT_RULES }, (_, at) => ({
    days: text(`days-${at + 1}`),
    channel: text(`channel-${at + 1}`) || "mail",
  }))
  const form = paymentRulesForm(actor.locale).safeParse({ rows })
  if (!form.success) {
    const errors = form.error.issues.map(({ path, message }) => ({ row: Number(path[1] ?? 0) + 1, message }))
    return data({ rows, errors }, { status: 422 })
  }
  await inScope(actor, (scope) => savePaymentRules(scope, form.data))
  return redirect("/console/papers/payment-notices?done=1")
}

/** The contract, or all of a set (セット) that go together. */
function ContractLinks(props: {
  readonly contracts: readonly Readonly<{ contractId: string; contractNumber: string }>[]
}) {
  return (
    <span className="flex flex-wrap gap-x-near">
      {props.contracts.map(({ contractId, contractNumber }) => (
        <Link key={contractId} to={`/console/contracts/${contractId}`} className="text-link figures">
          {contractNumber}
        </Link>
      ))}
    </span>
  )
}

/** 次に案内する相手 */
function NextContracts() {
  const { t } = useTranslation(["readerSettings", "states"])
  const { due, dueTotal } = useLoaderData<typeof loader>()
  const first = t("readerSettings:paymentFirst", { shown: due.length, total: dueTotal })
  return (
    <SectionCard title={t("readerSettings:paymentNext")} actions={dueTotal > due.length ? first : null} flush>
      <DataTable
        caption={t("readerSettings:paymentNext")}
        rows={due}
        rowKey={({ contracts }) => contracts[0]?.contractId ?? ""}
        empty={<EmptyState icon="success" title={t("readerSettings:paymentNobody")} />}
        columns={[
          {
            key: "contract",
            header: t("readerSettings:contract"),
            render: ({ contracts }) => <ContractLinks contracts={contracts} />,
          },
          { key: "payer", header: t("readerSettings:payer"), render: ({ memberName }) => memberName },
          {
            key: "ordered",
            header: t("readerSettings:orderedOn"),
            render: ({ orderedOn }) => <DayText on={orderedOn} />,
          },
          { key: "step", header: t("readerSettings:steps"), render: ({ step }) => t("readerSettings:step", { step }) },
          {
            key: "way",
            header: t("readerSettings:way"),
            render: ({ channel }) =>
              channel === null ? t("readerSettings:noWay") : t(`readerSettings:way-${channel}`),
          },
          { key: "owed", header: t("readerSettings:owed"), unit: t("states:yen"), align: "end", render: ({ owedYen }) => <Money amount={owedYen} /> }, // prettier-ignore
        ]}
      />
    </SectionCard>
  )
}

function SentNotices() {
  const { t } = useTranslation(["readerSettings", "states"])
  const { sent } = useLoaderData<typeof loader>()
  return (
    <SectionCard title={t("readerSettings:paymentSent")} flush>
      <DataTable
        caption={t("readerSettings:paymentSent")}
        rows={sent}
        rowKey={({ key }) => key}
        empty={<EmptyState icon="mail" title={t("readerSettings:paymentNone")} />}
        columns={[
          { key: "on", header: t("readerSettings:sentOn"), render: ({ sentOn }) => <DayText on={sentOn} /> },
          {
            key: "contract",
            header: t("readerSettings:contract"),
            render: ({ contracts }) => <ContractLinks contracts={contracts} />,
          },
          { key: "payer", header: t("readerSettings:payer"), render: ({ payerName }) => payerName },
          { key: "step", header: t("readerSettings:steps"), render: ({ step }) => t("readerSettings:step", { step }) },
          {
            key: "way",
            header: t("readerSettings:way"),
            render: ({ channel, letterFileId }) =>
              letterFileId === null ? (
                t(`readerSettings:way-${channel}`)
              ) : (
                <Link to={`/console/files/${letterFileId}`} reloadDocument className="text-link">
                  {t("readerSettings:letter")}
                </Link>
              ),
          },
          { key: "owed", header: t("readerSettings:owed"), unit: t("states:yen"), align: "end", render: ({ owedYen }) => <Money amount={owedYen} /> }, // prettier-ignore
        ]}
      />
    </SectionCard>
  )
}

/** 入金案内: the steps, which unpaid terms they have come to, and what was sent. */
export default function PaymentNotices() {
  const { t } = useTranslation(["readerSettings", "actions"])
  const { title, rules } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  return (
    <>
      <PageHeader title={title} summary={t("readerSettings:paymentLead")} />
      <div role="status">
        {search.has("done") && !answer ? <Callout tone="success">{t("readerSettings:saved")}</Callout> : null}
      </div>
      <NextContracts />
      <SectionCard title={t("readerSettings:steps")}>
        <Form method="post" className="grid gap-apart">
          <p className="text-small text-muted">{t("readerSettings:paymentBlank")}</p>
          <NoticeStepRows
            most={MOST_PAYMENT_RULES}
            steps={rules.map(({ step, daysAfterOrder, channel }) => ({ row: step, days: daysAfterOrder, channel }))}
            typed={answer?.rows ?? null}
            errors={answer?.errors ?? []}
            channels={paymentChannels.map((value) => ({ value, label: t(`readerSettings:way-${value}`) }))}
            words={{
              ...{ days: t("readerSettings:daysAfterOrder"), channel: t("readerSettings:way") },
              step: (step) => t("readerSettings:step", { step }),
            }}
          />
          <div>
            <SubmitButton>{t("actions:save")}</SubmitButton>
          </div>
        </Form>
      </SectionCard>
      <SentNotices />
    </>
  )
}
