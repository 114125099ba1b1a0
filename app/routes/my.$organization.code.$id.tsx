import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { localeOfReader } from "#app/identity/appearance.server.ts"
import { codeToProve, proveCode, spendProof } from "#app/members/reader/prove-code.server.ts"
import { codeForm } from "#app/members/reader/reader-forms.ts"
import { startReaderSession } from "#app/members/reader/reader-session.server.ts"
import { found, ownPath, parseForm } from "#app/platform/form.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"

const actorOf = (request: Request, organization: string | undefined) =>
  found(actorFor(organization ?? "", "reader", { locale: localeOfReader(request) }))

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await actorOf(request, params.organization)
  await found(readScope(actor, (scope) => codeToProve(scope, params.id ?? "")))
  return { locale: actor.locale, search: new URL(request.url).search, base: `/my/${params.organization ?? ""}` }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await actorOf(request, params.organization)
  const form = await parseForm(request, codeForm(actor.locale))
  if (!form.ok) return form.reply
  const [base, url] = [`/my/${params.organization ?? ""}`, new URL(request.url)]
  try {
    const { proof, members } = await proveCode(actor, params.id ?? "", form.value.code)
    const [only] = members
    if (members.length > 1 || !only) return redirect(`${base}/choose/${proof}${url.search}`)
    const cookie = await inScope(actor, async (scope) =>
      startReaderSession(scope, params.organization ?? "", await spendProof(scope, proof, only.id)),
    )
    return redirect(ownPath(url.searchParams.get("to"), base), { headers: { "Set-Cookie": cookie } })
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

/** 確認コードの入力. */
export default function ReaderCode() {
  const { t } = useTranslation("my")
  const { locale, search, base } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    lastResult: answer?.submission,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: codeForm(locale) }),
    constraint: { code: { required: true } },
    shouldRevalidate: "onSubmit",
  })
  return (
    <>
      <PageHeader title={t("codeTitle")} summary={t("codeLead")} />
      <Form method="post" action={search} {...getFormProps(form)} noValidate>
        <div className="grid max-w-[26rem] gap-apart">
          <ErrorSummary fields={[{ field: fields.code, label: t("code") }]} formErrors={form.errors ?? []} />
          <TextField
            field={fields.code}
            label={t("code")}
            hint={t("codeHint")}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={12}
          />
          <div className="flex flex-wrap items-center gap-apart">
            <SubmitButton>{t("signIn")}</SubmitButton>
            <Link to={`${base}/sign-in${search}`} className="text-link touch inline-flex min-h-[2.75rem] items-center">
              {t("startAgain")}
            </Link>
            <Link to={`${base}/help`} className="text-link touch inline-flex min-h-[2.75rem] items-center">
              {t("cannotSignIn")}
            </Link>
          </div>
        </div>
      </Form>
    </>
  )
}
