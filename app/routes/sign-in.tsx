import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect, redirectDocument } from "@remix-run/node"
import { Form, useActionData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { localeOfReader } from "#app/identity/appearance.server.ts"
import { staffOf } from "#app/identity/require-staff.server.ts"
import { SignInInput } from "#app/identity/sign-in-input.ts"
import { signIn } from "#app/identity/sign-in.server.ts"
import { ownPath, parseForm } from "#app/platform/form.server.ts"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export async function loader({ request }: LoaderFunctionArgs) {
  if (await staffOf(request)) return redirect("/console")
  return null
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await parseForm(request, SignInInput)
  if (!form.ok) return form.reply
  try {
    const { cookie } = await signIn(form.value, typeof context.client === "string" ? context.client : "unknown")
    const to = ownPath(new URL(request.url).searchParams.get("to"), "/console")
    // A service worker looks after a page that was loaded within its scope, not after one that only came to show its address.
    const go = to.startsWith("/door/") ? redirectDocument : redirect
    return go(to, { headers: { "Set-Cookie": cookie } })
  } catch (error) {
    return form.refuse(error, localeOfReader(request))
  }
}

export default function SignIn() {
  const { t } = useTranslation(["signIn", "doors"])
  const [search] = useSearchParams()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    lastResult: answer?.submission,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: SignInInput }),
    shouldRevalidate: "onInput",
  })
  return (
    <main className="mx-auto flex min-h-screen w-full max-w-[26rem] flex-col justify-center gap-apart p-apart">
      <p className="text-title font-bold text-accent-ink">{t("doors:title")}</p>
      <SectionCard title={t("title")}>
        <Form method="post" action={`/sign-in?${search.toString()}`} {...getFormProps(form)}>
          <div className="flex flex-col gap-apart">
            <ErrorSummary
              fields={[
                { field: fields.email, label: t("email") },
                { field: fields.password, label: t("password") },
              ]}
              formErrors={form.errors ?? []}
            />
            <TextField field={fields.email} label={t("email")} type="email" autoComplete="username" />
            <TextField field={fields.password} label={t("password")} type="password" autoComplete="current-password" />
            <SubmitButton>{t("submit")}</SubmitButton>
          </div>
        </Form>
      </SectionCard>
    </main>
  )
}
