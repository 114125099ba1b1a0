import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { localeOfReader } from "#app/identity/appearance.server.ts"
import { mailCode } from "#app/members/reader/mail-code.server.ts"
import { emailForm } from "#app/members/reader/reader-forms.ts"
import { readerOf } from "#app/members/reader/reader-session.server.ts"
import { found, ownPath, parseForm } from "#app/platform/form.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export async function loader({ request, params }: LoaderFunctionArgs) {
  const code = params.organization ?? ""
  const url = new URL(request.url)
  if (await readerOf(request, code)) return redirect(ownPath(url.searchParams.get("to"), `/my/${code}`))
  return { locale: localeOfReader(request), help: `/my/${code}/help`, search: url.search }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const locale = localeOfReader(request)
  const actor = await found(actorFor(params.organization ?? "", "reader", { locale }))
  const form = await parseForm(request, emailForm(locale))
  if (!form.ok) return form.reply
  try {
    const id = await mailCode(actor, form.value.email, typeof context.client === "string" ? context.client : "unknown")
    return redirect(`/my/${params.organization ?? ""}/code/${id}${new URL(request.url).search}`)
  } catch (error) {
    return form.refuse(error, locale)
  }
}

/** マイページのログイン: a mail address, no password. */
export default function ReaderSignIn() {
  const { t } = useTranslation("my")
  const { locale, help, search } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    lastResult: answer?.submission,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: emailForm(locale) }),
    constraint: { email: { required: true } },
    shouldRevalidate: "onInput",
  })
  return (
    <>
      <PageHeader title={t("title")} summary={t("signInLead")} />
      <Form method="post" action={search} {...getFormProps(form)} noValidate>
        <div className="grid max-w-[26rem] gap-apart">
          <ErrorSummary fields={[{ field: fields.email, label: t("email") }]} formErrors={form.errors ?? []} />
          <TextField field={fields.email} label={t("email")} type="email" autoComplete="email" inputMode="email" />
          <div className="flex flex-wrap items-center gap-apart">
            <SubmitButton>{t("sendCode")}</SubmitButton>
            <Link to={help} className="text-link touch inline-flex min-h-[2.75rem] items-center">
              {t("cannotSignIn")}
            </Link>
          </div>
        </div>
      </Form>
    </>
  )
}
