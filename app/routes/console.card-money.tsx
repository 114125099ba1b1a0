import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { saveOnlineWays } from "#app/billing/stripe/online-ways.server.ts"
import { connectTried, tryConnection } from "#app/billing/stripe/try-connection.server.ts"
import { stripeKeysForm } from "#app/billing/stripe-keys-form.ts"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { formOf, parseForm, refusalReply } from "#app/platform/form.server.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { cardMoneyForPage } from "#app/subscriptions/card-money/card-money-for-page.server.ts"
import { returnSuspense } from "#app/subscriptions/card-money/want-card-refund.server.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Button } from "#app/ui/button.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { DifferenceTable, DisputeTable, PayoutTable, SuspenseTable } from "#app/ui/card-money-tables.tsx"
import { CheckboxField } from "#app/ui/checkbox-field.tsx"
import { CodeBlock } from "#app/ui/code-block.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { instantText } from "#app/ui/date-text.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  return {
    title: i18nFor(actor.locale).t("cardMoney:title"),
    ...(await readScope(actor, cardMoneyForPage)),
    ...{ mayPay: may(actor, "billing.write"), mayConnect: may(actor, "staff.write"), locale: actor.locale },
    webhookUrl: `${publicUrl()}/hooks/stripe/${actor.organization.code}`,
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const intent = new URL(request.url).searchParams.get("intent")
  const actor = await requireStaff(request, intent === null ? "billing.write" : "staff.write")
  const { t } = i18nFor(actor.locale)
  const done = (message: string) => data({ message, ok: true, submission: null })
  if (intent === "connect") {
    const form = await parseForm(request, stripeKeysForm(actor.locale))
    if (!form.ok) return form.reply
    try {
      await connectTried(actor, form.value)
      return done(t("cardMoney:saved"))
    } catch (error) {
      return form.refuse(error, actor.locale)
    }
  }
  try {
    if (intent === "try") {
      await tryConnection(actor)
      return done(t("cardMoney:tried"))
    }
    if (intent === "ways") {
      const given = await formOf(request)
      const ways = { konbini: given.has("konbini"), transfer: given.has("transfer") }
      await inScope(actor, (scope) => saveOnlineWays(scope, ways))
      return done(t("cardMoney:waysSaved"))
    }
    const number = (await formOf(request)).get("number")
    await inScope(actor, (scope) => returnSuspense(scope, typeof number === "string" ? number : ""))
    return done(t("cardMoney:asked"))
  } catch (error) {
    const { message, status } = refusalReply(error, actor.locale)
    return data({ message, ok: false, submission: null }, { status })
  }
}

function Connection() {
  const { t, i18n } = useTranslation("cardMoney")
  const { connection, mayConnect, webhookUrl } = useLoaderData<typeof loader>()
  return (
    <SectionCard title={t("connection")}>
      <div className="grid gap-apart">
        <p className="flex flex-wrap items-center gap-near">
          <Badge tone={connection ? "success" : "warning"}>{t(connection ? "connected" : "notConnected")}</Badge>
          {connection ? <Badge tone="neutral">{t(connection.livemode ? "liveMode" : "testMode")}</Badge> : null}
          {connection?.checkedAt ? (
            <span className="text-small text-muted">{`${t("checkedAt")} ${instantText(connection.checkedAt, i18n.language)}`}</span>
          ) : null}
        </p>
        <CodeBlock label={t("webhookUrl")} code={webhookUrl} />
        {mayConnect && connection ? (
          <Form method="post" action="?intent=try">
            <Button type="submit">{t("tryNow")}</Button>
          </Form>
        ) : null}
        {mayConnect && connection ? <Ways konbini={connection.konbini} transfer={connection.transfer} /> : null}
        {mayConnect ? <Keys /> : null}
      </div>
    </SectionCard>
  )
}

/** Ways to pay besides the card, where the Stripe account has been opened for them. */
function Ways(offered: { readonly konbini: boolean; readonly transfer: boolean }) {
  const { t } = useTranslation("cardMoney")
  const field = (name: "konbini" | "transfer") => ({
    ...{
      id: name,
      name,
      errorId: `${name}-error`,
      descriptionId: `${name}-hint`,
      initialValue: offered[name] ? "on" : "",
    },
  })
  return (
    <Form method="post" action="?intent=ways" className="grid gap-near">
      <p className="text-small text-muted">{t("waysLead")}</p>
      <CheckboxField field={field("konbini")} label={t("offersKonbini")} />
      <CheckboxField field={field("transfer")} label={t("offersTransfer")} />
      <div>
        <Button type="submit">{t("saveWays")}</Button>
      </div>
    </Form>
  )
}

function Keys() {
  const { t } = useTranslation("cardMoney")
  const { locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    lastResult: answer?.submission ?? null,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: stripeKeysForm(locale) }),
    constraint: { secretKey: { required: true }, webhookSecret: { required: true } },
  })
  const labels = [
    { field: fields.secretKey, label: t("secretKey") },
    { field: fields.webhookSecret, label: t("webhookSecret") },
  ]
  return (
    <Form method="post" action="?intent=connect" {...getFormProps(form)} noValidate className="grid gap-apart">
      <ErrorSummary fields={labels} formErrors={form.errors ?? []} />
      <TextField
        field={fields.secretKey}
        label={t("secretKey")}
        hint={t("keysHint")}
        type="password"
        autoComplete="off"
      />
      <TextField field={fields.webhookSecret} label={t("webhookSecret")} type="password" autoComplete="off" />
      <div>
        <Button type="submit">{t("connect")}</Button>
      </div>
    </Form>
  )
}

/** カード決済の照合: what Stripe and the books say of each other. */
export default function CardMoney() {
  const { t } = useTranslation("cardMoney")
  const { title, differences, suspense, disputes, payouts, mayPay } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeader title={title} summary={t("lead")} />
      <div role="status">
        {answer && "message" in answer ? (
          <Callout tone={answer.ok ? "success" : "warning"}>{answer.message}</Callout>
        ) : null}
      </div>
      <DifferenceTable differences={differences} />
      <SuspenseTable suspense={suspense} mayPay={mayPay} />
      <DisputeTable disputes={disputes} />
      <PayoutTable payouts={payouts} />
      <Connection />
    </>
  )
}
