import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { formOf, found, parseForm, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { answerByRefund, answerByTransfer } from "#app/subscriptions/discontinued/answer-discontinued.server.ts"
import {
  discontinuedContracts,
  discontinuedProgress,
} from "#app/subscriptions/discontinued/discontinued-for-page.server.ts"
import { offerChoiceForm } from "#app/subscriptions/discontinued/discontinued-form.ts"
import { discontinuedStates } from "#app/subscriptions/discontinued/discontinued-state.ts"
import { discontinuedTitle } from "#app/subscriptions/discontinued/discontinued-title.server.ts"
import { offerChoice } from "#app/subscriptions/discontinued/offer-choice.server.ts"
import { settleDiscontinued } from "#app/subscriptions/discontinued/settle-discontinued.server.ts"
import { offersForOrder } from "#app/subscriptions/offers-for-order.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DateField } from "#app/ui/date-field.tsx"
import {
  DiscontinuedContracts,
  DiscontinuedProgressTable,
  OfferedFacts,
  SettleButton,
} from "#app/ui/discontinued-parts.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { formatYen } from "#app/values/yen.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navIssues", to: "/console/issues" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  const url = listUrl(request)
  const state = discontinuedStates.find((one) => one === url.text("state")) ?? null
  return found(
    readScope(actor, async (scope) => {
      const title = await discontinuedTitle(scope, params.publication ?? "")
      const mayPay = may(actor, "billing.write")
      const contracts = await discontinuedContracts(scope, title.publicationId, {
        state,
        showsAccounts: mayPay,
        ...url,
      })
      const offers = title.isOffered ? [] : await offersForOrder(scope)
      return {
        title: i18nFor(actor.locale).t("discontinued:title", { name: title.name }),
        ...{ of: title, contracts, page: url.page, pageSize: url.limit, total: contracts[0]?.total ?? 0 },
        progress: await discontinuedProgress(scope, title.publicationId),
        offers: offers.filter(
          ({ kind, publication, issues, condition }) =>
            kind === "term" && publication !== title.name && issues.length > 0 && condition === null,
        ),
        isDue: title.answerUntil !== null && title.answerUntil < scope.today && title.settledOn === null,
        ...{ locale: actor.locale, mayOffer: may(actor, "issues.run"), mayAnswer: may(actor, "members.write") },
        mayPay,
      }
    }),
  )
}

export async function action({ request, params }: ActionFunctionArgs) {
  const typed = await formOf(request.clone())
  const text = (name: string) => {
    const value = typed.get(name)
    return typeof value === "string" ? value : ""
  }
  const intent = text("intent")
  const right = intent === "settle" ? "billing.write" : intent === "" ? "issues.run" : "members.write"
  const actor = await requireStaff(request, right)
  const { t } = i18nFor(actor.locale)
  const done = (message: string) => data({ ok: true, message, submission: null })
  if (intent === "") return offer(request, params.publication ?? "", actor)
  try {
    if (intent === "settle") {
      const [settled] = await inScope(actor, settleDiscontinued)
      return done(settled ? t("discontinued:settled", { contracts: settled.contracts, yen: formatYen(settled.yen) }) : t("discontinued:nothingToSettle")) // prettier-ignore
    }
    await inScope(actor, (scope) =>
      intent === "transfer"
        ? answerByTransfer(scope, text("contract"), "staff")
        : answerByRefund(scope, text("contract"), "staff", null),
    )
    return done(t("discontinued:answered", { number: text("number") }))
  } catch (error) {
    const { status, message } = refusalReply(error, actor.locale)
    return data({ ok: false, message, submission: null }, { status })
  }
}

async function offer(request: Request, code: string, actor: Awaited<ReturnType<typeof requireStaff>>) {
  const form = await parseForm(request, offerChoiceForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    const counts = await inScope(actor, (scope) => offerChoice(scope, code, form.value))
    const query = new URLSearchParams(Object.entries(counts).map(([key, count]) => [key, String(count)]))
    return redirect(`/console/discontinued/${code}?${query.toString()}`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

/** Before anybody has been told: to which plan, and until when. */
function OfferForm() {
  const { t } = useTranslation("discontinued")
  const { offers, locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    lastResult: answer?.submission ?? null,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: offerChoiceForm(locale) }),
    constraint: { answerUntil: { required: true } },
  })
  const labels = [
    { field: fields.transferOffer, label: t("transferTo") },
    { field: fields.answerUntil, label: t("until") },
  ]
  return (
    <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
      <ErrorSummary fields={labels} formErrors={form.errors ?? []} />
      <p className="text-small text-muted">{t("beginHint")}</p>
      <SelectField
        field={fields.transferOffer}
        label={t("transferTo")}
        options={[
          { value: "", label: t("noTransfer") },
          ...offers.map((one) => ({ value: one.id, label: `${one.publication} ${one.name}` })),
        ]}
      />
      <DateField field={fields.answerUntil} label={t("until")} />
      <div>
        <SubmitButton>{t("begin")}</SubmitButton>
      </div>
    </Form>
  )
}

/** 廃刊精算 of a title: who has what left, what they chose, and what is owed to the others. */
export default function Discontinued() {
  const { t } = useTranslation("discontinued")
  const { title, of, contracts, progress, isDue, mayOffer, mayAnswer, mayPay, page, pageSize, total } = useLoaderData<typeof loader>() // prettier-ignore
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  const open = progress.find(({ state }) => state === "open")
  const count = (name: string) => search.get(name) ?? "0"
  const begun = { mails: count("mails"), letters: count("letters"), others: count("others") }
  return (
    <>
      <PageHeader
        title={title}
        summary={t("lead")}
        primary={isDue && mayPay ? <SettleButton people={open?.contracts ?? 0} yen={open?.yen ?? 0} /> : undefined}
        secondary={<LinkButton to="/console/refunds">{t("refunds")}</LinkButton>}
      />
      <div role="status">
        {answer && "message" in answer ? (
          <Callout tone={answer.ok ? "success" : "warning"}>{answer.message}</Callout>
        ) : null}
        {!answer && search.has("mails") ? <Callout tone="success">{t("offered", begun)}</Callout> : null}
        {!answer && search.has("told") ? (
          <Callout tone="success">{t("told", { number: search.get("told") ?? "" })}</Callout>
        ) : null}
      </div>
      <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
        <DiscontinuedProgressTable progress={progress} />
        {of.isOffered || mayOffer ? (
          <SectionCard title={of.isOffered ? t("facts") : t("beginTitle")}>
            {of.isOffered ? <OfferedFacts of={of} /> : <OfferForm />}
          </SectionCard>
        ) : null}
      </div>
      <SectionCard title={t("contracts")} flush>
        <DiscontinuedContracts
          contracts={contracts}
          transferName={of.transferName}
          mayAnswer={mayAnswer && of.isOffered}
          takesAccounts={mayPay && of.isOffered ? `/console/discontinued/${of.code}` : null}
        />
        <Pagination page={page} pageSize={pageSize} total={total} />
      </SectionCard>
    </>
  )
}
