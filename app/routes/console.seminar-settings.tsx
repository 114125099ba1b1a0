import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { saveSeminarSettings, seminarSettings } from "#app/seminars/surveys/seminar-settings.server.ts"
import { settingsForm } from "#app/seminars/surveys/settings-form.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { i18nFor } from "#app/ui/i18n.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SeminarTabs } from "#app/ui/seminar-tabs.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { fieldOf, OfferChoice, QuestionRows } from "#app/ui/survey-question-rows.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navSeminars", to: "/console/seminars" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  const settings = await readScope(actor, seminarSettings)
  return { title: i18nFor(actor.locale).t("seminarSurvey:settings"), settings }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  const form = await parseForm(request, settingsForm(actor.locale))
  if (!form.ok) return form.reply
  await inScope(actor, (scope) => saveSeminarSettings(scope, form.value))
  return redirect("/console/seminar-settings?done=1")
}

/** セミナーの設定: the survey's questions, the mail after the event, what is offered, who is invited to the briefing. */
export default function SeminarSettingsPage() {
  const { t } = useTranslation("seminarSurvey")
  const { title, settings } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  const number = (name: string, value: number) => ({
    ...fieldOf(name, String(value), answer?.submission),
    required: true,
  })
  return (
    <>
      <PageHeader title={title} summary={t("settingsLead")} />
      <SeminarTabs current="/console/seminar-settings" />
      <div role="status">{search.has("done") && !answer ? <Callout tone="success">{t("saved")}</Callout> : null}</div>
      <Form method="post" noValidate className="grid gap-apart">
        <SectionCard title={t("questions")}>
          <QuestionRows hint={t("questionsHint")} questions={settings.questions} />
        </SectionCard>
        <SectionCard>
          <div className="grid gap-apart tablet:grid-cols-2">
            <TextField field={number("surveyDays", settings.surveyDays)} label={t("surveyDays")} inputMode="numeric" />
            <TextField
              field={number("completionDays", settings.completionDays)}
              label={t("completionDays")}
              inputMode="numeric"
            />
            <OfferChoice
              {...{ offers: settings.offers, offerId: settings.offerId, submission: answer?.submission }}
              none={t("noOffer")}
            />
            <TextField
              field={number("briefingDays", settings.briefingDays)}
              label={t("briefingDays")}
              inputMode="numeric"
            />
          </div>
        </SectionCard>
        <div>
          <SubmitButton>{t("save")}</SubmitButton>
        </div>
      </Form>
    </>
  )
}
