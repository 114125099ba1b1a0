import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { languageCookie } from "#app/identity/appearance.server.ts"
import { memberForPage } from "#app/members/member-for-page.server.ts"
import { changeOwnProfile } from "#app/members/reader/change-own-profile.server.ts"
import { profileForm } from "#app/members/reader/reader-forms.ts"
import { requireReader } from "#app/members/reader/reader-session.server.ts"
import { parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { KanaField } from "#app/ui/kana-field.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export async function loader({ request, params }: LoaderFunctionArgs) {
  const reader = await requireReader(request, params.organization)
  const member = await readScope(reader, (scope) => memberForPage(scope, reader.memberId))
  if (!member) throw new Response("not found", { status: 404 })
  const { familyName, givenName, familyNameKana, givenNameKana, phone, email, locale } = member
  return {
    page: reader.locale,
    profile: { familyName, givenName, familyNameKana, givenNameKana, phone, email, locale },
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const reader = await requireReader(request, params.organization)
  const form = await parseForm(request, profileForm(reader.locale))
  if (!form.ok) return form.reply
  try {
    await inScope(reader, (scope) => changeOwnProfile(scope, reader.memberId, form.value))
    const headers = form.value.locale ? { "Set-Cookie": languageCookie(form.value.locale) } : undefined
    return redirect(`/my/${reader.organization}/profile?done=1`, headers ? { headers } : undefined)
  } catch (error) {
    return form.refuse(error, reader.locale)
  }
}

const names = ["familyName", "givenName", "familyNameKana", "givenNameKana", "phone", "email"] as const

/** お客様情報: name, reading, phone, mail and language. */
export default function MyProfile() {
  const { t } = useTranslation("my")
  const { page, profile } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  const [form, fields] = useForm({
    lastResult: answer?.submission,
    defaultValue: profile,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: profileForm(page) }),
    constraint: { familyName: { required: true }, email: { required: true } },
    shouldValidate: "onBlur",
    shouldRevalidate: "onInput",
  })
  return (
    <>
      <PageHeader title={t("profile")} />
      {search.has("done") && !answer ? (
        <div role="status">
          <Callout tone="success">{t("saved")}</Callout>
        </div>
      ) : null}
      <Form method="post" {...getFormProps(form)} noValidate>
        <div className="grid gap-apart">
          <ErrorSummary
            fields={names.map((name) => ({ field: fields[name], label: t(name) }))}
            formErrors={form.errors ?? []}
          />
          <div className="grid gap-apart tablet:grid-cols-2">
            <TextField field={fields.familyName} label={t("familyName")} autoComplete="family-name" />
            <TextField field={fields.givenName} label={t("givenName")} autoComplete="given-name" />
            <KanaField field={fields.familyNameKana} label={t("familyNameKana")} sourceId={fields.familyName.id} />
            <KanaField field={fields.givenNameKana} label={t("givenNameKana")} sourceId={fields.givenName.id} />
          </div>
          <TextField field={fields.phone} label={t("phone")} type="tel" autoComplete="tel" />
          <TextField field={fields.email} label={t("email")} hint={t("emailHint")} type="email" autoComplete="email" />
          <SelectField
            field={fields.locale}
            label={t("language")}
            options={[
              { value: "ja", label: "日本語" },
              { value: "en", label: "English" },
            ]}
          />
          <div>
            <SubmitButton>{t("save")}</SubmitButton>
          </div>
        </div>
      </Form>
    </>
  )
}
