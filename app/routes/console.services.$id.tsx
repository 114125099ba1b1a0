import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Link, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { receiveServicePayment } from "#app/billing/services/receive-service-payment.server.ts"
import {
  cancelServiceContract,
  changeServiceOptions,
  changeServicePlan,
} from "#app/desk/services/change-service-contract.server.ts"
import { offsetServiceFee } from "#app/desk/services/offset-service-fee.server.ts"
import { serviceContractForPage } from "#app/desk/services/service-contracts.server.ts"
import { serviceActForm } from "#app/desk/services/service-form.ts"
import { serviceItemsForList } from "#app/desk/services/service-items-for-list.server.ts"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { found, idOfPage, parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DayText, dayText } from "#app/ui/date-text.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { monthLabel } from "#app/ui/month-label.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { OptionChange, PlanChange, ServiceCancel, ServicePayment } from "#app/ui/service-forms.tsx"
import { ServiceOffsetForm, ServiceOffsets } from "#app/ui/service-offsets.tsx"
import {
  BilledMonths,
  BillsToCome,
  ServiceState,
  ServiceTermsByDate,
  useServiceOptions,
} from "#app/ui/service-parts.tsx"
import { addMonths, lastDayOf, monthOf } from "#app/values/calendar.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navServices", to: "/console/services" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  const id = idOfPage(params.id)
  return found(
    readScope(actor, async (scope) => {
      const contract = await serviceContractForPage(scope, id)
      const had = contract.options.filter(({ untilOn }) => untilOn === null).map(({ code }) => code)
      const items = await serviceItemsForList(scope)
      // The oldest first, as money pays them; what was written off last, as the bank's file has it.
      const oldest = contract.billed.toReversed()
      const open = [
        ...oldest.filter(({ leftYen }) => leftYen > 0),
        ...oldest.filter(({ leftYen, lostYen }) => leftYen === 0 && lostYen > 0),
      ]
      const later = contract.startsOn > scope.today ? contract.startsOn : scope.today
      return {
        ...{ title: `${contract.number} ${contract.payerName}`, contract, had, locale: actor.locale },
        ...{
          today: scope.today,
          nextMonth: addMonths(monthOf(later), 1),
          lastMonth: addMonths(monthOf(scope.today), -1),
        },
        plans: items.filter(({ kind, isInUse }) => kind === "plan" && isInUse),
        options: items.filter(({ kind, isInUse, code }) => kind === "option" && (isInUse || had.includes(code))),
        open,
        mayWrite: may(actor, "billing.write") && (contract.endsOn === null || open.length > 0),
      }
    }),
  )
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const id = idOfPage(params.id)
  const form = await parseForm(request, serviceActForm(actor.locale))
  if (!form.ok) return form.reply
  const { value } = form
  try {
    await inScope(actor, async (scope) => {
      if (value.act === "plan") await changeServicePlan(scope, { ...value, id })
      else if (value.act === "options") await changeServiceOptions(scope, { ...value, id })
      else if (value.act === "cancel") await cancelServiceContract(scope, { ...value, id })
      else if (value.act === "offset") await offsetServiceFee(scope, { ...value, id })
      else await receiveServicePayment(scope, value)
    })
    return redirect(`/console/services/${id}?done=${value.act}`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

function Facts() {
  const { t } = useTranslation("services")
  const { contract, today, locale: language } = useLoaderData<typeof loader>()
  const client = (
    <Link to={`/console/members/${contract.payerId}`} className="text-link">
      {contract.payerName} ({contract.payerNumber})
    </Link>
  )
  return (
    <SectionCard>
      <DescriptionList
        items={[
          { key: "state", term: t("state"), detail: <ServiceState of={contract} today={today} /> },
          { key: "client", term: t("client"), detail: client },
          { key: "start", term: t("startsOn"), detail: <DayText on={contract.startsOn} /> },
          { key: "earliest", term: t("earliestEnd"), detail: <DayText on={contract.earliestEndOn} /> },
          {
            ...{ key: "end", term: t("endsOn") },
            detail: contract.endsOn === null ? t("noEnd") : <DayText on={contract.endsOn} />,
          },
          ...(contract.billsFrom === null
            ? []
            : [{ key: "bills", term: t("billsFrom"), detail: monthLabel(monthOf(contract.billsFrom), language) }]),
        ]}
      />
    </SectionCard>
  )
}

function Acts() {
  const { i18n } = useTranslation("services")
  const { contract, open, today, locale, plans, options, had, nextMonth, lastMonth } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const optionsOf = useServiceOptions()
  const act = { locale, today, lastResult: answer?.submission ?? null }
  const now = contract.plans.at(-1)?.code
  const fees = [...contract.plans, ...contract.options].map(({ code, name }) => ({ value: code, label: name }))
  const [last] = contract.billed
  const earliest =
    last && lastDayOf(last.month) > contract.earliestEndOn ? lastDayOf(last.month) : contract.earliestEndOn
  const paymentKey = `${open[0]?.id ?? ""} ${open[0]?.leftYen ?? 0} ${open[0]?.lostYen ?? 0}`
  const payment = open.length > 0 ? <ServicePayment {...act} key={paymentKey} open={open} /> : null
  if (contract.endsOn !== null) return payment
  return (
    <div className="grid content-start gap-apart">
      {payment}
      <PlanChange {...act} plans={optionsOf(plans.filter(({ code }) => code !== now))} />
      {options.length > 0 ? (
        <OptionChange {...act} key={had.join(" ")} options={optionsOf(options)} had={had} month={nextMonth} />
      ) : null}
      <ServiceOffsetForm {...act} key={contract.offsets.length} fees={fees} month={lastMonth} />
      <ServiceCancel {...act} earliest={dayText(earliest, i18n.language)} />
    </div>
  )
}

const doneWords = {
  open: "doneOpen",
  plan: "donePlan",
  options: "doneOptions",
  cancel: "doneCancel",
  payment: "donePayment",
  offset: "doneOffset",
} as const
const isDone = (text: string | null): text is keyof typeof doneWords => text !== null && text in doneWords

/** One 業務委託契約: its term, plans and options by date, the months billed and the bills to come, and what can be done. */
export default function ServiceContractPage() {
  const { t } = useTranslation("services")
  const { title, contract, today, mayWrite } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const answer = useActionData<typeof action>()
  const done = answer ? null : search.get("done")
  return (
    <>
      <PageHeader title={title} />
      <div role="status">{isDone(done) ? <Callout tone="success">{t(doneWords[done])}</Callout> : null}</div>
      <div className={`grid items-start gap-apart ${mayWrite ? "desk:grid-cols-[2fr_1fr]" : ""}`}>
        <div className="grid min-w-0 gap-apart">
          <Facts />
          <ServiceTermsByDate contract={contract} />
          <ServiceOffsets offsets={contract.offsets} />
          <BilledMonths billed={contract.billed} today={today} />
          <BillsToCome bills={contract.bills} />
        </div>
        {mayWrite ? <Acts /> : null}
      </div>
    </>
  )
}
