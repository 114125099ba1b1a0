import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { found, idOfPage, parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { ownSurvey, saveOwnSurvey } from "#app/seminars/surveys/own-survey.server.ts"
import { ownSurveyForm } from "#app/seminars/surveys/settings-form.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { OfferChoice, QuestionRows } from "#app/ui/survey-question-rows.tsx"

export const meta = consoleMeta
export const handle = {
  crumbs: [
    { word: "navSeminars", to: "/console/seminars" },
    { word: "navSurveys", to: "/console/seminar-surveys" },
  ],
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  const id = idOfPage(params.id)
  const survey = await found(readScope(actor, (scope) => ownSurvey(scope, id)))
  return { title: i18nFor(actor.locale).t("seminarSurvey:ownOf", { title: survey.title }), id, survey }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  const id = idOfPage(params.id)
  const form = await parseForm(request, ownSurveyForm)
  if (!form.ok) return form.reply
  try {
    await inScope(actor, (scope) => saveOwnSurvey(scope, id, form.value))
    return redirect(`/console/seminars/${id}/survey/settings?done=1`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

/** このセミナーのアンケートとご案内: its own questions and the plan that its attendees are offered. */
export default function OwnSurveyPage() {
  const { t, i18n } = useTranslation("seminarSurvey")
  const { title, id, survey } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  const usual = survey.usual.map(({ ja, en }) => (i18n.language === "en" && en) || ja).join(t("comma"))
  return (
    <>
      <PageHeader
        title={title}
        secondary={<LinkButton to={`/console/seminars/${id}/survey`}>{t("toResults")}</LinkButton>}
      />
      <div role="status">{search.has("done") && !answer ? <Callout tone="success">{t("saved")}</Callout> : null}</div>
      <Form method="post" noValidate className="grid gap-apart">
        <SectionCard title={t("questions")}>
          <QuestionRows hint={t("ownHint", { usual })} questions={survey.questions} />
        </SectionCard>
        <SectionCard>
          <OfferChoice
            {...{ offers: survey.offers, offerId: survey.offerId, submission: answer?.submission }}
            none={t("usualOffer")}
          />
        </SectionCard>
        <div>
          <SubmitButton>{t("save")}</SubmitButton>
        </div>
      </Form>
    </>
  )
}
