import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import type { z } from "zod"
import { localeOfReader } from "#app/identity/appearance.server.ts"
import { found, parseForm } from "#app/platform/form.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { hashOf } from "#app/platform/random-code.server.ts"
import { inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import {
  answerByRefund,
  answerByTransfer,
  tellAccount,
} from "#app/subscriptions/discontinued/answer-discontinued.server.ts"
import { choiceOfToken } from "#app/subscriptions/discontinued/discontinued-for-page.server.ts"
import { accountOf, discontinuedAnswerForm } from "#app/subscriptions/discontinued/discontinued-form.ts"
import { listedAccount } from "#app/subscriptions/discontinued/listed-account.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { dayText } from "#app/ui/date-text.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { PayoutAccountFields, payoutAccountNames } from "#app/ui/discontinued-parts.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { FormSection } from "#app/ui/form-section.tsx"
import { Money } from "#app/ui/money.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { RadioCards } from "#app/ui/radio-cards.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

const actorOf = async (request: Request, organization: string | undefined) =>
  found(actorFor(organization ?? "", "reader", { locale: localeOfReader(request) }))

async function choiceOf(scope: Scope, token: string | undefined) {
  const choice = await choiceOfToken(scope, hashOf(token ?? ""))
  if (choice === null) throw new Response("not found", { status: 404 })
  return choice
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await actorOf(request, params.organization)
  const choice = await readScope(actor, (scope) => choiceOf(scope, params.token))
  return { choice, locale: actor.locale }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await actorOf(request, params.organization)
  const form = await parseForm(request, discontinuedAnswerForm(actor.locale))
  if (!form.ok) return form.reply
  const { value } = form
  try {
    await inScope(actor, async (scope) => {
      const { contractId } = await choiceOf(scope, params.token)
      if (value.answer === "transfer") return answerByTransfer(scope, contractId, "reader")
      const account = await listedAccount(accountOf(value))
      return value.answer === "refund"
        ? answerByRefund(scope, contractId, "reader", account)
        : tellAccount(scope, contractId, account, "reader")
    })
    return redirect(new URL(request.url).pathname)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

type Blank = Partial<z.infer<ReturnType<typeof discontinuedAnswerForm>>>

/** The choice with the account for a refund; or only the account, where the money is owed already. */
function AnswerForm({ asksAccountOnly }: { readonly asksAccountOnly: boolean }) {
  const { t } = useTranslation("discontinued")
  const { choice, locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const first: Blank = choice.otherTitle === null ? { answer: "refund" } : {}
  const blank: Blank = asksAccountOnly ? { answer: "account" } : first
  const [form, fields] = useForm({
    lastResult: answer?.submission,
    defaultValue: { ...blank, accountKind: "ordinary" },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: discontinuedAnswerForm(locale) }),
    constraint: { answer: { required: true } },
    shouldValidate: "onSubmit",
    shouldRevalidate: "onInput",
  })
  const labels = [
    { field: fields.answer, label: t("choose") },
    ...payoutAccountNames.map((name) => ({ field: fields[name], label: t(name) })),
  ]
  const other = { title: choice.otherTitle ?? "", units: choice.otherUnits ?? 0 }
  const transfer = { value: "transfer", label: t("chooseTransfer", other), description: t("chooseTransferHint") }
  const refund = { value: "refund", label: t("chooseRefund"), description: t("chooseRefundHint") }
  return (
    <Form method="post" {...getFormProps(form)} noValidate>
      <div className="flex flex-col gap-apart">
        <ErrorSummary fields={labels} formErrors={form.errors ?? []} />
        {asksAccountOnly ? (
          <input type="hidden" name="answer" value="account" />
        ) : (
          <FormSection title={t("choose")}>
            <RadioCards
              field={fields.answer}
              label={t("choose")}
              cards={choice.otherTitle === null ? [refund] : [transfer, refund]}
            />
          </FormSection>
        )}
        {asksAccountOnly || fields.answer.value === "refund" ? (
          <FormSection title={t("payoutAccount")}>
            <PayoutAccountFields fields={fields} />
          </FormSection>
        ) : null}
        <div>
          <SubmitButton>{t(asksAccountOnly ? "sendAccount" : "send")}</SubmitButton>
        </div>
      </div>
    </Form>
  )
}

/** What has become of it, where nothing is to be chosen any more. */
function Outcome() {
  const { t, i18n } = useTranslation("discontinued")
  const { choice } = useLoaderData<typeof loader>()
  if (choice.state === "open") {
    return choice.isLate ? (
      <Callout tone="warning" title={t("lateTitle")}>
        {t("lateBody")}
      </Callout>
    ) : null
  }
  if (choice.wasReturned) {
    return (
      <Callout tone="warning" title={t("returnedTitle")}>
        {t("returnedBody")}
      </Callout>
    )
  }
  const date = choice.paidOn === null ? "" : dayText(choice.paidOn, i18n.language)
  return (
    <div role="status">
      <Callout tone={choice.state === "unanswered" ? "info" : "success"} title={t(`done-${choice.state}`)}>
        {choice.isWithBank
          ? t("withBank")
          : choice.hasAccount && choice.state !== "paid"
            ? t("toldAccount")
            : t(`doneBody-${choice.state}`, { date })}
      </Callout>
    </div>
  )
}

/** 廃刊に伴うお手続き: no sign-in; the other title or the money, and the account that it goes to. */
export default function DiscontinuedChoice() {
  const { t, i18n } = useTranslation("discontinued")
  const { choice } = useLoaderData<typeof loader>()
  const isOwed = (choice.state === "refunded" || choice.state === "unanswered") && !choice.isWithBank
  const facts = [
    { key: "contract", term: t("contract"), detail: choice.contractNumber },
    { key: "yen", term: t("yourAmount"), detail: <Money amount={choice.yen} unit /> },
    { key: "until", term: t("until"), detail: dayText(choice.answerUntil, i18n.language) },
  ]
  return (
    <>
      <PageHeader
        title={t("readerTitle", { title: choice.publication })}
        summary={t("readerLead", { units: choice.unitsLeft })}
      />
      <Outcome />
      <SectionCard>
        <DescriptionList items={facts} />
      </SectionCard>
      {choice.state === "open" && !choice.isLate ? <AnswerForm key="choice" asksAccountOnly={false} /> : null}
      {isOwed ? <AnswerForm key="account" asksAccountOnly /> : null}
    </>
  )
}
