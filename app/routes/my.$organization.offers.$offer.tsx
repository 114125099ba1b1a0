import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireReader } from "#app/members/reader/reader-session.server.ts"
import { found, parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { signed } from "#app/platform/seal.server.ts"
import { blankApplication } from "#app/subscriptions/blank-application.server.ts"
import { applyAsMember, offersOfReader } from "#app/subscriptions/conditions/apply-as-member.server.ts"
import { memberApplicationForm } from "#app/subscriptions/conditions/member-application-form.ts"
import { offerForApplication } from "#app/subscriptions/offer-for-application.server.ts"
import { OrderedIssues } from "#app/ui/application-fields.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { Steps } from "#app/ui/steps.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

export async function loader({ request, params }: LoaderFunctionArgs) {
  const reader = await requireReader(request, params.organization)
  const offer = await found(readScope(reader, (scope) => offerForApplication(scope, params.offer ?? "")))
  const own = await readScope(reader, (scope) => offersOfReader(scope, reader.memberId))
  const { applicationId, startIssue, copies } = await blankApplication(reader, offer, null)
  const isEnglish = reader.locale === "en"
  const title = (isEnglish && offer.publicationEnglish) || offer.publication
  return {
    heading: `${title} ${(isEnglish && offer.nameEnglish) || offer.name}`,
    ...{ offer, isOffered: own.some(({ code }) => code === offer.code), base: `/my/${reader.organization}` },
    ...{ initial: { applicationId, startIssue, copies, payBy: "card" }, locale: reader.locale },
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const reader = await requireReader(request, params.organization)
  const form = await parseForm(request, memberApplicationForm(reader.locale))
  if (!form.ok) return form.reply
  try {
    const id = await inScope(reader, (scope) =>
      applyAsMember(scope, reader.memberId, { ...form.value, offerCode: params.offer ?? "" }),
    )
    return redirect(`/o/${reader.organization}/applications/${signed("application", id)}`)
  } catch (error) {
    return form.refuse(error, reader.locale)
  }
}

function ApplyHere() {
  const { t } = useTranslation(["conditions", "apply"])
  const { offer, initial, locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    id: `offer-${offer.code}`,
    lastResult: answer?.submission ?? null,
    defaultValue: initial,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: memberApplicationForm(locale) }),
    constraint: { startIssue: { required: true }, copies: { required: true }, payBy: { required: true } },
  })
  const labels = [
    { field: fields.startIssue, label: t("apply:startIssue") },
    { field: fields.copies, label: t("apply:copies") },
    { field: fields.payBy, label: t("apply:paymentHow") },
  ]
  return (
    <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
      <ErrorSummary fields={labels} formErrors={form.errors ?? []} />
      <input type="hidden" name="applicationId" value={initial.applicationId} />
      <SectionCard>
        <div className="grid gap-apart">
          <OrderedIssues fields={fields} offer={offer} />
        </div>
      </SectionCard>
      <div>
        <SubmitButton>{t("apply:toConfirm")}</SubmitButton>
      </div>
    </Form>
  )
}

/** 会員価格・学割のお申し込み from a reader's own page: the first issue and the copies; who he is we know. */
export default function MyOffer() {
  const { t } = useTranslation(["conditions", "apply", "my"])
  const { heading, isOffered, base } = useLoaderData<typeof loader>()
  return (
    <>
      <Steps
        label={t("apply:steps")}
        steps={[t("apply:stepApply"), t("apply:stepConfirm"), t("apply:stepPay"), t("apply:stepDone")]}
        current={0}
      />
      <PageHeader title={heading} summary={isOffered ? t("conditions:applyLead") : ""} />
      {isOffered ? (
        <ApplyHere />
      ) : (
        <Callout tone="warning" title={t("conditions:notForYou")}>
          {t("conditions:notForYouBody")}
        </Callout>
      )}
      <div>
        <LinkButton to={base}>{t("my:back")}</LinkButton>
      </div>
    </>
  )
}
