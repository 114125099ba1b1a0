import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Link, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { lowerServiceBill, writeOffServiceBill } from "#app/billing/services/lower-service-bill.server.ts"
import { serviceBillForPage } from "#app/billing/services/service-bill-for-page.server.ts"
import { serviceBillForm } from "#app/billing/services/service-bill-form.ts"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { found, idOfPage, parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { movementsOfSubject } from "#app/reports/movements.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DayText } from "#app/ui/date-text.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { monthLabel } from "#app/ui/month-label.ts"
import { Money } from "#app/ui/money.tsx"
import { SubjectMovements } from "#app/ui/movement-table.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { ServiceBillAct, ServiceBillLines } from "#app/ui/service-bill-parts.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navServices", to: "/console/services" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  const [contractId, billId] = [idOfPage(params.id), idOfPage(params.bill)]
  return found(
    readScope(actor, async (scope) => {
      const bill = await serviceBillForPage(scope, contractId, billId)
      const month = monthLabel(bill.month, actor.locale)
      return {
        ...{ bill, contractId, locale: actor.locale, mayWrite: may(actor, "billing.write") },
        title: i18nFor(actor.locale).t("service-bills:billTitle", { month, contract: bill.contractNumber }),
        movements: await movementsOfSubject(scope, billId),
      }
    }),
  )
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const [contractId, billId] = [idOfPage(params.id), idOfPage(params.bill)]
  await found(readScope(actor, (scope) => serviceBillForPage(scope, contractId, billId)))
  const form = await parseForm(request, serviceBillForm(actor.locale))
  if (!form.ok) return form.reply
  const { value } = form
  try {
    await inScope(actor, async (scope) => {
      if (value.act === "lower") await lowerServiceBill(scope, { ...value, billId })
      else await writeOffServiceBill(scope, { ...value, billId })
    })
    return redirect(`/console/services/${contractId}/bills/${billId}?done=${value.act}`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

function Facts() {
  const { t } = useTranslation(["service-bills", "services"])
  const { bill, contractId } = useLoaderData<typeof loader>()
  const loweredYen = bill.allowances.reduce((sum, { amountYen }) => sum + amountYen, 0)
  const yen = (key: string, term: string, amount: number) => ({ key, term, detail: <Money amount={amount} unit /> })
  const contract = (
    <Link to={`/console/services/${contractId}`} className="text-link">
      {bill.contractNumber}
    </Link>
  )
  const client = (
    <Link to={`/console/members/${bill.payerId}`} className="text-link">
      {bill.payerName}
    </Link>
  )
  const invoice = bill.invoice ? (
    <Link to={`/console/papers/${bill.invoice.id}`} className="text-link figures">
      {bill.invoice.number}
    </Link>
  ) : (
    t("services:notInvoiced")
  )
  return (
    <SectionCard>
      <DescriptionList
        items={[
          { key: "contract", term: t("service-bills:contract"), detail: contract },
          { key: "client", term: t("services:client"), detail: client },
          ...(bill.invoice || bill.leftYen + bill.paidYen > 0
            ? [{ key: "invoice", term: t("services:invoice"), detail: invoice }]
            : []),
          ...(bill.invoice?.dueOn
            ? [{ key: "due", term: t("services:dueOn"), detail: <DayText on={bill.invoice.dueOn} /> }]
            : []),
          yen("total", t("service-bills:billedTotal"), bill.totalYen),
          ...(loweredYen > 0 ? [yen("lowered", t("service-bills:lowered"), -loweredYen)] : []),
          ...(bill.lostYen > 0 ? [yen("lost", t("service-bills:lost"), bill.lostYen)] : []),
          yen("left", t("services:left"), bill.leftYen),
        ]}
      />
    </SectionCard>
  )
}

function Acts() {
  const { t } = useTranslation("service-bills")
  const { bill, locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const act = { locale, leftYen: bill.leftYen, lastResult: answer?.submission ?? null }
  return (
    <div className="grid content-start gap-apart">
      <ServiceBillAct {...act} key={`lower ${bill.leftYen}`} act="lower" />
      {bill.invoice ? (
        <ServiceBillAct {...act} key={`write-off ${bill.leftYen}`} act="write-off" />
      ) : (
        <SectionCard title={t("writeOff")}>{t("waitsForInvoice")}</SectionCard>
      )}
    </div>
  )
}

const doneWords = { lower: "doneLower", "write-off": "doneWriteOff" } as const
const isDone = (text: string | null): text is keyof typeof doneWords => text !== null && text in doneWords

/** One month's bill of a 業務委託契約: what it is made of, what became of it, and how a wrong one is mended or a bad debt written off. */
export default function ServiceBillPage() {
  const { t } = useTranslation("service-bills")
  const { title, bill, movements, mayWrite } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const answer = useActionData<typeof action>()
  const done = answer ? null : search.get("done")
  // Who pressed a moment too late reads why beside the form, though nothing is open any more.
  const mayAct = mayWrite && (bill.leftYen > 0 || answer !== undefined)
  return (
    <>
      <PageHeader title={title} />
      <div role="status">{isDone(done) ? <Callout tone="success">{t(doneWords[done])}</Callout> : null}</div>
      <div className={`grid items-start gap-apart ${mayAct ? "desk:grid-cols-[2fr_1fr]" : ""}`}>
        <div className="grid min-w-0 gap-apart">
          <Facts />
          <ServiceBillLines bill={bill} />
        </div>
        {mayAct ? <Acts /> : null}
      </div>
      <SubjectMovements movements={movements} />
    </>
  )
}
