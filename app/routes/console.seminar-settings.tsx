import type { SubmissionResult } from "@conform-to/react"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { saveSeminarSettings, seminarSettings } from "#app/seminars/surveys/seminar-settings.server.ts"
import { questionRows, settingsForm } from "#app/seminars/surveys/settings-form.ts"
import type { SurveyQuestion } from "#app/seminars/surveys/survey.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import type { FieldLike } from "#app/ui/field.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { SeminarTabs } from "#app/ui/seminar-tabs.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
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

/** What was typed comes back after an error; before that, what is saved. */
function fieldOf(name: string, initialValue: string, submission: SubmissionResult | undefined): FieldLike {
  const typed = submission?.initialValue?.[name]
  const errors = submission?.error?.[name] ?? undefined
  const id = name.replaceAll(/[^A-Za-z0-9]/g, "-")
  return {
    ...{ id, name, errorId: `${id}-error`, descriptionId: `${id}-hint` },
    initialValue: typeof typed === "string" ? typed : initialValue,
    ...(errors === undefined ? {} : { errors: [...errors] }),
  }
}

function QuestionRow({ at, question }: { readonly at: number; readonly question: SurveyQuestion | undefined }) {
  const { t } = useTranslation("seminarSurvey")
  const field = (name: string, value: string) => fieldOf(`questions[${at}].${name}`, value, undefined)
  return (
    <div className="grid gap-near border-b border-line pb-near tablet:grid-cols-[2fr_2fr_1fr]">
      <input type="hidden" name={`questions[${at}].key`} value={question?.key ?? ""} />
      <TextField field={field("ja", question?.ja ?? "")} label={t("questionNo", { no: at + 1 })} maxLength={100} />
      <TextField field={field("en", question?.en ?? "")} label={t("questionEnglish")} maxLength={100} />
      <SelectField
        field={field("kind", question?.kind ?? "scale")}
        label={t("kind")}
        options={(["scale", "text"] as const).map((value) => ({ value, label: t(`kind-${value}`) }))}
      />
    </div>
  )
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
          <div className="grid gap-near">
            <p className="text-small text-muted">{t("questionsHint")}</p>
            {Array.from({ length: questionRows }, (_, at) => (
              <QuestionRow key={at} at={at} question={settings.questions[at]} />
            ))}
          </div>
        </SectionCard>
        <SectionCard>
          <div className="grid gap-apart tablet:grid-cols-2">
            <TextField field={number("surveyDays", settings.surveyDays)} label={t("surveyDays")} inputMode="numeric" />
            <TextField
              field={number("completionDays", settings.completionDays)}
              label={t("completionDays")}
              inputMode="numeric"
            />
            <SelectField
              field={fieldOf("offer", settings.offerId ?? "", answer?.submission)}
              label={t("offerPlan")}
              options={[
                { value: "", label: t("noOffer") },
                ...settings.offers.map(({ id, name }) => ({ value: id, label: name })),
              ]}
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
