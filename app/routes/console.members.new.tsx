import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { anonymousForm, registrationForm } from "#app/members/member-form.ts"
import { registerAnonymous } from "#app/members/register-anonymous.server.ts"
import { registerMember } from "#app/members/register-member.server.ts"
import { parseForm } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { FormSection } from "#app/ui/form-section.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { AddressFields, PersonFields } from "#app/ui/member-fields.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SaveBar } from "#app/ui/save-bar.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navMembers", to: "/console/members" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  return { title: i18nFor(actor.locale).t("members:register"), locale: actor.locale }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const isAnonymous = (await request.clone().formData()).get("intent") === "anonymous"
  if (isAnonymous) {
    const form = await parseForm(request, anonymousForm(actor.locale))
    if (!form.ok) return form.reply
    const { memberId } = await inScope(actor, (scope) => registerAnonymous(scope, form.value.office))
    return redirect(`/console/members/${memberId}`)
  }
  const form = await parseForm(request, registrationForm(actor.locale))
  if (!form.ok) return form.reply
  const { memberId } = await inScope(actor, (scope) => registerMember(scope, form.value))
  return redirect(`/console/members/${memberId}`)
}

/** 匿名: one press fills in the convention. */
function Anonymous() {
  const { t } = useTranslation("memberCare")
  const { locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    id: "anonymous",
    lastResult: answer?.submission.initialValue?.office === undefined ? null : answer.submission,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: anonymousForm(locale) }),
    constraint: { office: { required: true } },
  })
  return (
    <SectionCard title={t("anonymous")}>
      <Form method="post" {...getFormProps(form)} noValidate>
        <input type="hidden" name="intent" value="anonymous" />
        <div className="grid gap-apart">
          <p className="text-muted">{t("anonymousLead")}</p>
          <TextField field={fields.office} label={t("office")} inputMode="numeric" maxLength={3} />
          <div>
            <SubmitButton tone="secondary" icon="user">
              {t("anonymousButton")}
            </SubmitButton>
          </div>
        </div>
      </Form>
    </SectionCard>
  )
}

/** 会員の登録 by an operator, and the anonymous caller. */
export default function NewMember() {
  const { t } = useTranslation(["memberCare", "members", "actions"])
  const { title, locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    id: "registration",
    lastResult: answer?.submission.initialValue?.office === undefined ? (answer?.submission ?? null) : null,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: registrationForm(locale) }),
    constraint: { familyName: { required: true } },
    shouldValidate: "onBlur",
    shouldRevalidate: "onInput",
  })
  return (
    <>
      <PageHeader title={title} summary={t("memberCare:registerLead")} />
      <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
        <Form method="post" {...getFormProps(form)} noValidate className="card">
          <div className="grid gap-apart p-apart">
            <ErrorSummary
              fields={(["familyName", "phone", "email", "postalCode"] as const).map((name) => ({
                field: fields[name],
                label: t(`members:${name}`),
              }))}
              formErrors={form.errors ?? []}
            />
            <FormSection title={t("memberCare:person")} columns={2}>
              <PersonFields fields={fields} />
              <TextField field={fields.phone} label={t("members:phone")} type="tel" autoComplete="off" />
              <TextField field={fields.email} label={t("members:email")} type="email" autoComplete="off" />
            </FormSection>
            <FormSection title={t("members:address")} columns={2}>
              <AddressFields fields={fields} />
            </FormSection>
          </div>
          <SaveBar isDirty={form.dirty}>
            <LinkButton to="/console/members">{t("actions:cancel")}</LinkButton>
            <SubmitButton>{t("members:register")}</SubmitButton>
          </SaveBar>
        </Form>
        <Anonymous />
      </div>
    </>
  )
}
