import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { wordingsNow } from "#app/members/wordings-now.server.ts"
import { localeOfReader } from "#app/identity/appearance.server.ts"
import { found, parseForm } from "#app/platform/form.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { signed } from "#app/platform/seal.server.ts"
import { applicationForm } from "#app/subscriptions/application.ts"
import { blankApplication } from "#app/subscriptions/blank-application.server.ts"
import { offerForApplication } from "#app/subscriptions/offer-for-application.server.ts"
import { saveApplication } from "#app/subscriptions/save-application.server.ts"
import { ApplicationFields } from "#app/ui/application-fields.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Steps } from "#app/ui/steps.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

const actorOf = async (request: Request, organization: string | undefined) =>
  found(actorFor(organization ?? "", "reader", { locale: localeOfReader(request) }))

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await actorOf(request, params.organization)
  const url = new URL(request.url)
  const offer = await found(readScope(actor, (scope) => offerForApplication(scope, params.offer ?? "")))
  const blank = await blankApplication(actor, offer, url.searchParams.get("from"))
  const initial = { promotionCode: url.searchParams.get("code") ?? "", ...blank }
  const { mail } = await readScope(actor, wordingsNow)
  return { offer, initial, mailWording: mail, locale: actor.locale, search: url.search }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await actorOf(request, params.organization)
  const form = await parseForm(request, applicationForm(actor.locale))
  if (!form.ok) return form.reply
  const search = new URL(request.url).searchParams
  try {
    const id = await inScope(actor, (scope) =>
      saveApplication(scope, {
        offerCode: params.offer ?? "",
        form: form.value,
        sourceCode: search.get("source") ?? search.get("utm_campaign") ?? "",
        sourcePage: search.get("page") ?? "",
      }),
    )
    return redirect(`/o/${params.organization ?? ""}/applications/${signed("application", id)}`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

/** 申込フォーム: who, where to, from which issue, how many. */
export default function Apply() {
  const { t } = useTranslation(["apply", "states", "promotions"])
  const { offer, initial, mailWording, locale, search } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    lastResult: answer?.submission,
    defaultValue: initial,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: applicationForm(locale) }),
    constraint: Object.fromEntries(requiredFields.map((name) => [name, { required: true }])),
    shouldValidate: "onBlur",
    shouldRevalidate: "onInput",
  })
  const title = locale === "ja" ? offer.publication : offer.publicationEnglish || offer.publication
  const labels = [
    ...labelled.map((name) => ({ field: fields[name], label: t(`apply:${name}`) })),
    { field: fields.payBy, label: t("apply:paymentHow") },
    { field: fields.promotionCode, label: t("promotions:field") },
    { field: fields.agrees, label: t("apply:agree") },
  ]
  return (
    <>
      <Steps
        label={t("apply:steps")}
        steps={[t("apply:stepApply"), t("apply:stepConfirm"), t("apply:stepPay"), t("apply:stepDone")]}
        current={0}
      />
      <PageHeader title={`${title} ${offer.name}`} summary={t("apply:lead")} />
      <Form method="post" action={search} {...getFormProps(form)} noValidate>
        <div className="flex flex-col gap-apart">
          <ErrorSummary fields={labels} formErrors={form.errors ?? []} />
          <input type="hidden" name="applicationId" value={initial.applicationId} />
          <ApplicationFields fields={fields} offer={offer} mailWording={mailWording} />
          <div>
            <SubmitButton>{t("apply:toConfirm")}</SubmitButton>
          </div>
        </div>
      </Form>
    </>
  )
}

const requiredFields = [
  "familyName",
  "givenName",
  "familyNameKana",
  "givenNameKana",
  "email",
  "phone",
  "postalCode",
  "prefecture",
  "city",
  "street",
  "startIssue",
  "copies",
  "payBy",
  "agrees",
] as const

const labelled = [
  "familyName",
  "givenName",
  "familyNameKana",
  "givenNameKana",
  "companyName",
  "department",
  "postalCode",
  "prefecture",
  "city",
  "street",
  "building",
  "phone",
  "email",
  "startIssue",
  "copies",
] as const
