import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { changeStaffRoles, disableStaff, enableStaff, registerStaff } from "#app/identity/save-staff.server.ts"
import { staffForPage } from "#app/identity/staff-for-page.server.ts"
import { newStaffForm, staffRolesForm } from "#app/identity/staff-form.ts"
import { parseForm, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { NewStaffFields, StaffRolesFields, StaffTable } from "#app/ui/staff-parts.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "staff.write")
  const edit = new URL(request.url).searchParams.get("edit")
  const staff = await readScope(actor, staffForPage)
  return {
    title: i18nFor(actor.locale).t("staff:title"),
    ...{ staff, locale: actor.locale, edited: staff.find(({ id }) => id === edit) ?? null },
  }
}

const doings = ["added", "changed", "wasDisabled", "wasEnabled"] as const
const done = (what: (typeof doings)[number]) => redirect(`/console/staff?done=${what}`)

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "staff.write")
  const { searchParams } = new URL(request.url)
  const [disable, enable, edit] = [searchParams.get("disable"), searchParams.get("enable"), searchParams.get("edit")]
  if (disable !== null || enable !== null) {
    try {
      await inScope(actor, (scope) =>
        disable === null ? enableStaff(scope, enable ?? "") : disableStaff(scope, disable),
      )
      return done(disable === null ? "wasEnabled" : "wasDisabled")
    } catch (error) {
      const { message, status } = refusalReply(error, actor.locale)
      return data({ message, submission: null }, { status })
    }
  }
  if (edit !== null) {
    const form = await parseForm(request, staffRolesForm)
    if (!form.ok) return form.reply
    try {
      await inScope(actor, (scope) => changeStaffRoles(scope, edit, form.value.roles))
      return done("changed")
    } catch (error) {
      return form.refuse(error, actor.locale)
    }
  }
  const form = await parseForm(request, newStaffForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    await inScope(actor, (scope) => registerStaff(scope, form.value))
    return done("added")
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

function AddForm() {
  const { t } = useTranslation("staff")
  const { locale, staff } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    id: `new-staff-${staff.length}`,
    lastResult: answer?.submission ?? null,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: newStaffForm(locale) }),
    constraint: {
      ...{
        email: { required: true },
        name: { required: true },
        role: { required: true },
        password: { required: true },
      },
    },
  })
  return (
    <SectionCard title={t("add")}>
      <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
        <NewStaffFields fields={fields} formErrors={form.errors ?? []} />
        <div className="flex">
          <SubmitButton>{t("add")}</SubmitButton>
        </div>
      </Form>
    </SectionCard>
  )
}

function RolesForm() {
  const { t } = useTranslation(["staff", "actions"])
  const { edited } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    id: `roles-${edited?.id ?? ""}`,
    lastResult: answer?.submission ?? null,
    defaultValue: { roles: [...(edited?.roles ?? [])] },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: staffRolesForm }),
  })
  if (!edited) return null
  return (
    <SectionCard title={t("staff:rolesOf", { name: edited.name })}>
      <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
        <ErrorSummary fields={[{ field: fields.roles, label: t("staff:roles") }]} formErrors={form.errors ?? []} />
        <StaffRolesFields field={fields.roles} isElsewhere={edited.isElsewhere} />
        <div className="flex flex-wrap gap-near">
          <SubmitButton>{t("actions:saveChanges")}</SubmitButton>
          <LinkButton to="/console/staff">{t("actions:cancel")}</LinkButton>
        </div>
      </Form>
    </SectionCard>
  )
}

/** 担当者: who works for the organization in which roles; for administrators. */
export default function Staff() {
  const { t } = useTranslation("staff")
  const { title, staff, edited } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  const what = doings.find((one) => one === search.get("done"))
  return (
    <>
      <PageHeader title={title} summary={t("lead")} />
      <div role="status">
        {answer && "message" in answer ? <Callout tone="warning">{answer.message}</Callout> : null}
        {!answer && what ? <Callout tone="success">{t(what)}</Callout> : null}
      </div>
      {edited ? <RolesForm key={edited.id} /> : null}
      <SectionCard title={title} flush>
        <StaffTable staff={staff} />
      </SectionCard>
      {edited ? null : <AddForm key={staff.length} />}
    </>
  )
}
