import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { languageCookie, localeOfReader } from "#app/identity/appearance.server.ts"
import { wordingsNow } from "#app/members/wordings-now.server.ts"
import { found, parseForm } from "#app/platform/form.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { signed } from "#app/platform/seal.server.ts"
import { blankSeminarForm } from "#app/seminars/apply/blank-seminar-form.server.ts"
import { saveSeminarApplication } from "#app/seminars/apply/save-seminar-application.server.ts"
import { seminarForm } from "#app/seminars/apply/seminar-form.ts"
import { seminarForPublic } from "#app/seminars/apply/seminar-for-public.server.ts"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { OtherAttendees } from "#app/ui/seminar-attendees.tsx"
import { SeminarApplyFields, seminarFieldLabels } from "#app/ui/seminar-apply-fields.tsx"
import { Steps } from "#app/ui/steps.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

const actorOf = async (request: Request, organization: string | undefined) =>
  found(actorFor(organization ?? "", "reader", { locale: localeOfReader(request) }))

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await actorOf(request, params.organization)
  const url = new URL(request.url)
  const { seminar, initial, mailWording } = await found(
    readScope(actor, async (scope) => {
      const seminar = await seminarForPublic(scope, params.code ?? "")
      const initial = await blankSeminarForm(scope, seminar, url.searchParams.get("from"))
      return { seminar, initial, mailWording: (await wordingsNow(scope)).mail }
    }),
  )
  if (seminar.openness !== "open" && seminar.openness !== "waiting-list") {
    throw redirect(`/o/${params.organization ?? ""}/seminars/${seminar.code}`)
  }
  return { seminar, initial, mailWording, locale: actor.locale, search: url.search }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await actorOf(request, params.organization)
  const form = await parseForm(request, seminarForm(actor.locale))
  if (!form.ok) return form.reply
  const search = new URL(request.url).searchParams
  try {
    const id = await inScope(actor, (scope) =>
      saveSeminarApplication(scope, {
        ...{ code: params.code ?? "", form: form.value, channel: "web" },
        sourceCode: search.get("source") ?? search.get("utm_campaign") ?? "",
        sourcePage: search.get("page") ?? "",
      }),
    )
    // A language that was named in the address stays the reader's.
    return redirect(`/o/${params.organization ?? ""}/seminar-orders/${signed("seminar-order", id)}`, {
      headers: { "Set-Cookie": languageCookie(actor.locale) },
    })
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

const requiredFields = ["fee", "way", "familyName", "givenName", "familyNameKana", "givenNameKana", "email", "phone", "agrees"] as const // prettier-ignore

/** 受講申込フォーム: at which fee, who applies, who attends, how it is paid. */
export default function ApplyForSeminar() {
  const { t } = useTranslation(["seminarApply", "apply"])
  const { seminar, initial, mailWording, locale, search } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    id: "seminar",
    lastResult: answer?.submission,
    defaultValue: initial,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: seminarForm(locale) }),
    constraint: Object.fromEntries(requiredFields.map((name) => [name, { required: true }])),
    shouldValidate: "onBlur",
    shouldRevalidate: "onInput",
  })
  return (
    <>
      <Steps
        label={t("seminarApply:steps")}
        steps={[t("seminarApply:stepApply"), t("seminarApply:stepConfirm"), t("seminarApply:stepDone")]}
        current={0}
      />
      <PageHeader
        title={(locale === "en" && seminar.titleEnglish) || seminar.title}
        summary={t("seminarApply:applyLead")}
      />
      <Form method="post" action={search} {...getFormProps(form)} noValidate>
        <button type="submit" hidden />
        <input type="hidden" name="orderId" value={initial.orderId} />
        <div className="flex flex-col gap-apart">
          <ErrorSummary fields={seminarFieldLabels(t, fields)} formErrors={form.errors ?? []} />
          <SeminarApplyFields
            fields={fields}
            mailWording={mailWording}
            seminar={seminar}
            answers={fields.answers.getFieldList()}
          >
            <OtherAttendees
              lines={fields.others.getFieldList().map((line) => ({ key: line.key, fields: line.getFieldset() }))}
              insert={form.insert.getButtonProps({ name: fields.others.name })}
              remove={(index) => form.remove.getButtonProps({ name: fields.others.name, index })}
            />
          </SeminarApplyFields>
          <div>
            <SubmitButton>{t("seminarApply:toConfirm")}</SubmitButton>
          </div>
        </div>
      </Form>
    </>
  )
}
