import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { found, formOf, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { answerSurvey } from "#app/seminars/surveys/answer-survey.server.ts"
import { attendeeOfToken } from "#app/seminars/surveys/attendee-of-token.server.ts"
import { attendeePage } from "#app/seminars/surveys/attendee-page.server.ts"
import { offerPath } from "#app/seminars/surveys/offer-for-attendees.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { SurveyFields } from "#app/ui/survey-fields.tsx"

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, id } = await attendeeOfToken(request, params)
  const page = await found(readScope(actor, (scope) => attendeePage(scope, id)))
  const own = `/o/${params.organization ?? ""}/attendees/${params.token ?? ""}`
  const { certificate, offer, ...rest } = page
  return {
    ...rest,
    serial: certificate?.serial ?? null,
    offer: offer === null ? null : { title: offer.title, url: offerPath(params.organization ?? "", offer) },
    ...{ own, locale: actor.locale },
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, id } = await attendeeOfToken(request, params)
  const form = await formOf(request)
  const text = (key: string) => {
    const value = form.get(`answer-${key}`)
    return typeof value === "string" ? value : ""
  }
  try {
    await inScope(actor, (scope) => answerSurvey(scope, id, text))
    return redirect(`/o/${params.organization ?? ""}/attendees/${params.token ?? ""}?thanks=1`, 303)
  } catch (error) {
    const { message, status } = refusalReply(error, actor.locale)
    return data({ message }, { status })
  }
}

/** After the seminar: the certificate, a short survey, and what may interest. */
export default function Attendee() {
  const { t } = useTranslation("seminarSurvey")
  const { title, name, survey, serial, offer, own, locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  return (
    <>
      <PageHeader title={title} summary={t("dear", { name })} />
      <div role="status" className="grid gap-near">
        {answer ? <Callout tone="warning">{answer.message}</Callout> : null}
        {search.has("thanks") && !answer ? <Callout tone="success" title={t("thanks")} /> : null}
      </div>
      {serial === null ? null : (
        <SectionCard
          title={t("certificate")}
          actions={
            <LinkButton to={`${own}/certificate.pdf`} reloadDocument icon="report" tone="primary">
              {t("getCertificate")}
            </LinkButton>
          }
        >
          <p>
            {t("certificateBody")} <span className="figures">{serial}</span>
          </p>
        </SectionCard>
      )}
      {survey === null && serial === null ? <Callout>{t("nothing")}</Callout> : null}
      {survey === null ? null : (
        <SectionCard title={t("survey")}>
          {survey.isOpen ? (
            <Form method="post" className="grid gap-far">
              <p className="text-muted">{t("surveyLead", { date: survey.closesOn })}</p>
              <SurveyFields questions={survey.questions} answers={survey.answers} locale={locale} />
              <div>
                <SubmitButton>{t(survey.isAnswered ? "change" : "send")}</SubmitButton>
              </div>
            </Form>
          ) : (
            <p>{t("closed", { date: survey.closesOn })}</p>
          )}
        </SectionCard>
      )}
      {offer === null ? null : (
        <SectionCard title={t("offer")} actions={<LinkButton to={offer.url}>{t("toOffer")}</LinkButton>}>
          <p>{t("offerBody", { title: offer.title })}</p>
        </SectionCard>
      )}
    </>
  )
}
