import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { firstIssuesForDate } from "#app/desk/first-issues-for-date.server.ts"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { changeMember } from "#app/members/change-member.server.ts"
import { codesForForm, ownFieldsForForm, ownValuesForMember } from "#app/members/codes-for-form.server.ts"
import { memberForPage } from "#app/members/member-for-page.server.ts"
import { memberForm } from "#app/members/member-form.ts"
import { parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { EffectiveDate } from "#app/ui/first-issues.tsx"
import { FormSection } from "#app/ui/form-section.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { AttributeFields, ContactFields, NoteField, OwnFieldControl, PersonFields } from "#app/ui/member-fields.tsx"
import { SaveBar } from "#app/ui/save-bar.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { idOf } from "#app/values/ids.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navMembers", to: "/console/members" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  return readScope(actor, async (scope) => {
    const member = await memberForPage(scope, params.id ?? "")
    if (!member) throw new Response("not found", { status: 404 })
    const own = (await ownFieldsForForm(scope)).filter(({ isRetired }) => !isRetired)
    return {
      title: i18nFor(actor.locale).t("memberCare:editTitle"),
      member,
      own,
      ownValues: await ownValuesForMember(scope, member.id),
      codes: await codesForForm(scope),
      issues: await firstIssuesForDate(scope, idOf(member.id), scope.today),
      today: scope.today,
      locale: actor.locale,
    }
  })
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const own = await readScope(actor, ownFieldsForForm)
  const schema = memberForm(
    actor.locale,
    own.filter(({ isRetired }) => !isRetired),
  )
  const form = await parseForm(request, schema)
  if (!form.ok) return form.reply
  try {
    const memberId = idOf<"member">(params.id ?? "")
    await inScope(actor, (scope) => changeMember(scope, memberId, form.value))
    return redirect(`/console/members/${memberId}/history`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

const labelled = ["familyName", "givenName", "phone", "email", "bornOn", "copiesTo", "effectiveOn"] as const

function useMemberForm() {
  const { member, own, ownValues, today, locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const schema = memberForm(locale, own)
  return useForm({
    lastResult: answer?.submission,
    defaultValue: { ...member, effectiveOn: today, own: ownValues },
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
    constraint: { familyName: { required: true }, effectiveOn: { required: true } },
    shouldValidate: "onBlur",
    shouldRevalidate: "onInput",
  })
}

/** 会員の変更 on the phone: profile, contact person and own fields, from a date on. */
export default function EditMember() {
  const { t } = useTranslation(["memberCare", "members", "actions"])
  const { member, own, codes, issues } = useLoaderData<typeof loader>()
  const [form, fields] = useMemberForm()
  const ownFields = fields.own.getFieldset()
  return (
    <Form method="post" {...getFormProps(form)} noValidate className="card">
      <div className="grid gap-apart p-apart">
        <ErrorSummary
          fields={labelled.map((name) => ({ field: fields[name], label: t(`memberCare:label-${name}`) }))}
          formErrors={form.errors ?? []}
        />
        <FormSection title={t("memberCare:from")}>
          <EffectiveDate field={fields.effectiveOn} memberId={member.id} issues={issues} />
        </FormSection>
        <FormSection title={t("memberCare:person")} description={t("memberCare:personHint")} columns={2}>
          <PersonFields fields={fields} />
        </FormSection>
        <FormSection title={t("members:contact")} columns={2}>
          <ContactFields fields={fields} />
        </FormSection>
        <FormSection title={t("members:attributes")} columns={2}>
          <AttributeFields fields={fields} codes={codes} />
        </FormSection>
        {own.length > 0 ? (
          <FormSection title={t("memberCare:ownFields")} columns={2}>
            {own.map((one) => {
              const field = ownFields[one.code]
              return field ? <OwnFieldControl key={one.code} own={one} field={field} /> : null
            })}
          </FormSection>
        ) : null}
        <NoteField field={fields.note} />
      </div>
      <SaveBar isDirty={form.dirty}>
        <LinkButton to={`/console/members/${member.id}`}>{t("actions:cancel")}</LinkButton>
        <SubmitButton>{t("actions:save")}</SubmitButton>
      </SaveBar>
    </Form>
  )
}
