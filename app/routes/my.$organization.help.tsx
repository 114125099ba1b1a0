import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { localeOfReader } from "#app/identity/appearance.server.ts"
import { countAttempt } from "#app/identity/count-attempt.server.ts"
import { organizationForPublic } from "#app/identity/organization-for-public.server.ts"
import { helpForm } from "#app/members/reader/reader-forms.ts"
import { sendOpinion } from "#app/members/reader/send-opinion.server.ts"
import { found, parseForm } from "#app/platform/form.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextAreaField } from "#app/ui/text-area-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

const NOTES_BY_CLIENT = 5

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { phone } = await found(organizationForPublic(params.organization ?? ""))
  return { locale: localeOfReader(request), phone }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const code = params.organization ?? ""
  const actor = await found(actorFor(code, "reader", { locale: localeOfReader(request) }))
  const form = await parseForm(request, helpForm(actor.locale))
  if (!form.ok) return form.reply
  const client = typeof context.client === "string" ? context.client : "unknown"
  try {
    await countAttempt({ [`help:${client}`]: NOTES_BY_CLIENT })
    await inScope(actor, (scope) => sendOpinion(scope, { memberId: null, ...form.value }))
    return redirect(`/my/${code}/help?done=1`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

/** ログインできない (A9): what to try, whom to call, and a note to the reader service. */
export default function ReaderHelp() {
  const { t } = useTranslation("my")
  const { phone } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  return (
    <>
      <PageHeader title={t("helpTitle")} />
      <SectionCard>
        <ul className="grid list-disc gap-near ps-apart">
          <li>{t("help1")}</li>
          <li>{t("help2")}</li>
          <li>{t("help3")}</li>
        </ul>
        {phone === "" ? null : (
          <p className="pt-apart">
            {t("phoneOf")}:{" "}
            <a href={`tel:${phone.replace(/[^\d+]/g, "")}`} className="text-link figures font-semibold">
              {phone}
            </a>
          </p>
        )}
      </SectionCard>
      {search.has("done") ? (
        <div role="status">
          <Callout tone="success" title={t("sentTitle")}>
            {t("sentBody")}
          </Callout>
        </div>
      ) : (
        <ContactForm />
      )}
    </>
  )
}

function ContactForm() {
  const { t } = useTranslation("my")
  const { locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    lastResult: answer?.submission,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: helpForm(locale) }),
    constraint: { name: { required: true }, contact: { required: true }, body: { required: true } },
  })
  return (
    <SectionCard title={t("contactForm")}>
      <Form method="post" {...getFormProps(form)} noValidate>
        <div className="grid gap-apart">
          <ErrorSummary
            fields={(["name", "contact", "body"] as const).map((name) => ({ field: fields[name], label: t(name) }))}
            formErrors={form.errors ?? []}
          />
          <TextField field={fields.name} label={t("name")} autoComplete="name" />
          <TextField field={fields.contact} label={t("contact")} />
          <TextAreaField field={fields.body} label={t("body")} rows={5} maxLength={2000} />
          <div>
            <SubmitButton>{t("send")}</SubmitButton>
          </div>
        </div>
      </Form>
    </SectionCard>
  )
}
