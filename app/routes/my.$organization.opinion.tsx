import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { countAttempt } from "#app/identity/count-attempt.server.ts"
import { opinionForm } from "#app/members/reader/reader-forms.ts"
import { requireReader } from "#app/members/reader/reader-session.server.ts"
import { sendOpinion } from "#app/members/reader/send-opinion.server.ts"
import { parseForm } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextAreaField } from "#app/ui/text-area-field.tsx"

const NOTES_BY_READER = 10

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { locale } = await requireReader(request, params.organization)
  return { locale }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const reader = await requireReader(request, params.organization)
  const form = await parseForm(request, opinionForm(reader.locale))
  if (!form.ok) return form.reply
  const { memberId, memberName, email } = reader
  try {
    await countAttempt({ [`opinion:${memberId}`]: NOTES_BY_READER })
    await inScope(reader, (scope) =>
      sendOpinion(scope, { memberId, name: memberName, contact: email, body: form.value.body }),
    )
    return redirect(`/my/${reader.organization}/opinion?done=1`)
  } catch (error) {
    return form.refuse(error, reader.locale)
  }
}

/** ご意見: a note to the reader service. */
export default function MyOpinion() {
  const { t } = useTranslation("my")
  const { locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  const [form, fields] = useForm({
    lastResult: answer?.submission,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: opinionForm(locale) }),
    constraint: { body: { required: true } },
  })
  return (
    <>
      <PageHeader title={t("opinion")} summary={t("opinionLead")} />
      {search.has("done") ? (
        <div role="status">
          <Callout tone="success" title={t("sentTitle")}>
            {t("sentBody")}
          </Callout>
        </div>
      ) : (
        <Form method="post" {...getFormProps(form)} noValidate>
          <div className="grid gap-apart">
            <ErrorSummary fields={[{ field: fields.body, label: t("body") }]} formErrors={form.errors ?? []} />
            <TextAreaField field={fields.body} label={t("body")} rows={8} maxLength={2000} />
            <div>
              <SubmitButton>{t("send")}</SubmitButton>
            </div>
          </div>
        </Form>
      )}
    </>
  )
}
