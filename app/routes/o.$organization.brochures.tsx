import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { localeOfReader } from "#app/identity/appearance.server.ts"
import { countAttempt } from "#app/identity/count-attempt.server.ts"
import { wordingsNow } from "#app/members/wordings-now.server.ts"
import { found, parseForm } from "#app/platform/form.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { verified, signed } from "#app/platform/seal.server.ts"
import { type BlankBrochureRequest, brochureRequestForm } from "#app/subscriptions/brochures/brochure-form.ts"
import { brochuresToChoose } from "#app/subscriptions/brochures/brochures-for-list.server.ts"
import { requestByReader } from "#app/subscriptions/brochures/request-brochures.server.ts"
import { newOrderId } from "#app/subscriptions/enter-order.server.ts"
import { ChecksField } from "#app/ui/checks-field.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { CheckboxField } from "#app/ui/checkbox-field.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { FormSection } from "#app/ui/form-section.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { PersonFields, personNames } from "#app/ui/person-fields.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

const REQUESTS_BY_ADDRESS = 5

const actorOf = async (request: Request, organization: string | undefined) =>
  found(actorFor(organization ?? "", "reader", { locale: localeOfReader(request) }))

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await actorOf(request, params.organization)
  const url = new URL(request.url)
  const done = url.searchParams.get("done")
  return readScope(actor, async (scope) => {
    const chosen = url.searchParams.getAll("brochure")
    const initial: BlankBrochureRequest = { requestId: await newOrderId(scope), brochures: chosen }
    return {
      ...{ initial, brochures: await brochuresToChoose(scope), mailWording: (await wordingsNow(scope)).mail },
      ...{ locale: actor.locale, search: url.search, done: done === null ? null : verified("brochures", done) },
    }
  })
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await actorOf(request, params.organization)
  const form = await parseForm(request, brochureRequestForm(actor.locale))
  if (!form.ok) return form.reply
  const search = new URL(request.url).searchParams
  try {
    await countAttempt({ [`brochures:${actor.organizationId}:${form.value.email.toLowerCase()}`]: REQUESTS_BY_ADDRESS })
    const { number } = await inScope(actor, (scope) =>
      requestByReader(scope, {
        form: form.value,
        sourceCode: search.get("source") ?? search.get("utm_campaign") ?? "",
        sourcePage: search.get("page") ?? "",
      }),
    )
    return redirect(`/o/${params.organization ?? ""}/brochures?done=${signed("brochures", number)}`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

/** 資料請求フォーム: which brochures, who, and where to. */
function RequestForm() {
  const { t } = useTranslation(["brochures", "apply"])
  const { brochures, initial, locale, mailWording, search } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const must = ["familyName", "givenName", "familyNameKana", "givenNameKana", "email", "phone", "postalCode", "prefecture", "city", "street", "brochures", "agrees"] // prettier-ignore
  const [form, fields] = useForm({
    lastResult: answer?.submission,
    defaultValue: initial,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: brochureRequestForm(locale) }),
    constraint: Object.fromEntries(must.map((name) => [name, { required: true }])),
    shouldValidate: "onBlur",
    shouldRevalidate: "onInput",
  })
  const labels = [
    { field: fields.brochures, label: t("brochures:choose") },
    ...personNames.map((name) => ({ field: fields[name], label: t(`apply:${name}`) })),
    { field: fields.agrees, label: t("brochures:agree") },
  ]
  return (
    <Form method="post" action={search} {...getFormProps(form)} noValidate>
      <div className="flex flex-col gap-apart">
        <ErrorSummary fields={labels} formErrors={form.errors ?? []} />
        <input type="hidden" name="requestId" value={initial.requestId} />
        <FormSection title={t("brochures:brochures")}>
          <ChecksField
            field={fields.brochures}
            label={t("brochures:choose")}
            options={brochures.map(({ code, name }) => ({ value: code, label: name }))}
          />
        </FormSection>
        <PersonFields fields={fields} who={t("brochures:who")} where={t("apply:deliverTo")} />
        <CheckboxField field={fields.wantsMail} label={t("apply:wantsMail")} hint={mailWording} value="yes" />
        <CheckboxField field={fields.agrees} label={t("brochures:agree")} value="yes" />
        <div>
          <SubmitButton>{t("brochures:request")}</SubmitButton>
        </div>
      </div>
    </Form>
  )
}

/** 資料請求: the public form, and what is said when it has been sent. */
export default function RequestBrochures() {
  const { t } = useTranslation("brochures")
  const { brochures, done } = useLoaderData<typeof loader>()
  const form = brochures.length === 0 ? <EmptyState icon="mail" title={t("nothing")} /> : <RequestForm />
  return (
    <>
      <PageHeader title={t("publicTitle")} summary={t("publicLead")} />
      {done === null ? (
        form
      ) : (
        <div role="status">
          <Callout tone="success" title={t("doneTitle")} actions={<LinkButton to="?">{t("again")}</LinkButton>}>
            {t("doneBody", { number: done })}
          </Callout>
        </div>
      )}
    </>
  )
}
