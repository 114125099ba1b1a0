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
import { Callout } from "#app/ui/callout.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
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
  const myPage = `/my/${params.organization ?? ""}/offers/${offer.code}`
  return { offer, initial, mailWording: mail, locale: actor.locale, search: url.search, myPage }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await actorOf(request, params.organization)
  const { condition } = await found(readScope(actor, (scope) => offerForApplication(scope, params.offer ?? "")))
  const form = await parseForm(request, applicationForm(actor.locale, condition?.kind))
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

/** 会員価格: who reads the title is known on his own page alone, so that nothing typed here tells whether somebody does. */
function ForHolders({ title }: { readonly title: string }) {
  const { t } = useTranslation("conditions")
  const { myPage } = useLoaderData<typeof loader>()
  const toMyPage = <LinkButton to={myPage} tone="primary">{t("toMyPage")}</LinkButton> // prettier-ignore
  return (
    <Callout title={t("holdersTitle", { title })} actions={toMyPage}>
      {t("holdersBody")}
    </Callout>
  )
}

/** 申込フォーム of an offer, or where else it is applied for. */
export default function Apply() {
  const { offer, locale } = useLoaderData<typeof loader>()
  const title = locale === "ja" ? offer.publication : offer.publicationEnglish || offer.publication
  const heading = offer.components.length > 0 ? offer.name : `${title} ${offer.name}`
  if (offer.condition?.kind !== "holders") return <ApplyForm heading={heading} />
  return (
    <>
      <PageHeader title={heading} />
      <ForHolders title={offer.condition.title} />
    </>
  )
}

/** Who, where to, from which issue, how many. */
function ApplyForm({ heading }: { readonly heading: string }) {
  const { t } = useTranslation(["apply", "states", "promotions", "conditions"])
  const { offer, initial, mailWording, locale, search } = useLoaderData<typeof loader>()
  const isForStudents = offer.condition?.kind === "students"
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    lastResult: answer?.submission,
    defaultValue: initial,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: applicationForm(locale, offer.condition?.kind) }),
    constraint: Object.fromEntries(
      [...requiredFields, ...(isForStudents ? studentFields : [])].map((name) => [name, { required: true }]),
    ),
    shouldValidate: "onBlur",
    shouldRevalidate: "onInput",
  })
  const labels = [
    ...labelled.map((name) => ({ field: fields[name], label: t(`apply:${name}`) })),
    ...studentFields.map((name) => ({ field: fields[name], label: t(`conditions:${name}`) })),
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
      <PageHeader title={heading} summary={t("apply:lead")} />
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

const studentFields = ["school", "graduatesIn"] as const

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
