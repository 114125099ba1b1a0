import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { formOf, found, idOfPage } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { seminarHead } from "#app/seminars/office/seminar-papers.server.ts"
import { askSurvey, isSurveyAsked } from "#app/seminars/surveys/ask-survey.server.ts"
import { surveyResults } from "#app/seminars/surveys/survey-results.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { i18nFor } from "#app/ui/i18n.ts"
import { KeyFigures } from "#app/ui/key-figures.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { SurveyResults } from "#app/ui/survey-results.tsx"

export const meta = consoleMeta
export const handle = {
  crumbs: [
    { word: "navSeminars", to: "/console/seminars" },
    { word: "navSurveys", to: "/console/seminar-surveys" },
  ],
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.read")
  const id = idOfPage(params.id)
  return found(
    readScope(actor, async (scope) => {
      const head = await seminarHead(scope, id)
      return {
        title: i18nFor(actor.locale).t("seminarSurvey:resultsOf", { title: head.title }),
        ...{ id, results: await surveyResults(scope, id), isAsked: await isSurveyAsked(scope, id) },
        ...{ mayWrite: may(actor, "seminars.write"), locale: actor.locale },
      }
    }),
  )
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  const id = idOfPage(params.id)
  const asks = (await formOf(request)).get("ask") === "yes"
  await found(inScope(actor, (scope) => askSurvey(scope, id, asks)))
  return redirect(`/console/seminars/${id}/survey`)
}

/** アンケートの結果 of one seminar. */
export default function SeminarSurvey() {
  const { t } = useTranslation("seminarSurvey")
  const { t: word } = useTranslation("seminars")
  const { id, title, results, isAsked, mayWrite, locale } = useLoaderData<typeof loader>()
  const { attended, answered, questions } = results
  const rate = attended === 0 ? "—" : `${((answered / attended) * 100).toFixed(1)}%`
  return (
    <>
      <PageHeader
        title={title}
        secondary={
          <>
            <LinkButton to={`/console/seminars/${id}`}>{t("back")}</LinkButton>
            {mayWrite ? <LinkButton to={`/console/seminars/${id}/survey/settings`}>{t("own")}</LinkButton> : null}
            {mayWrite ? (
              <Form method="post">
                <SubmitButton name="ask" value={isAsked ? "no" : "yes"} tone="secondary">
                  {t(isAsked ? "askNot" : "ask")}
                </SubmitButton>
              </Form>
            ) : null}
            {(["pdf", "xlsx", "csv"] as const).map((format) => (
              <LinkButton key={format} to={`/console/seminars/${id}/survey/${format}`} reloadDocument icon="import">
                {format.toUpperCase()}
              </LinkButton>
            ))}
          </>
        }
      />
      <KeyFigures
        figures={[
          { key: "attended", label: t("attended"), value: attended, unit: word("people") },
          { key: "answered", label: t("answered"), value: answered, unit: word("people"), note: rate },
        ]}
      />
      <SurveyResults results={questions} locale={locale} />
    </>
  )
}
