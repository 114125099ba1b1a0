import { getFormProps, useForm } from "@conform-to/react"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { wordingsNow } from "#app/members/wordings-now.server.ts"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { found, parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { blankSeminarForm } from "#app/seminars/apply/blank-seminar-form.server.ts"
import { EntryForm, enterSeminarOrder } from "#app/seminars/apply/enter-seminar-order.server.ts"
import { seminarForm } from "#app/seminars/apply/seminar-form.ts"
import { seminarForPublic } from "#app/seminars/apply/seminar-for-public.server.ts"
import { seminarForPage } from "#app/seminars/plan/seminar-for-page.server.ts"
import { isId } from "#app/values/ids.ts"
import { CheckboxField } from "#app/ui/checkbox-field.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DateField } from "#app/ui/date-field.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { type FieldLike, mustFill } from "#app/ui/field.tsx"
import { FormSection } from "#app/ui/form-section.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SaveBar } from "#app/ui/save-bar.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { OtherAttendees } from "#app/ui/seminar-attendees.tsx"
import { SeminarApplyFields, seminarFieldLabels } from "#app/ui/seminar-apply-fields.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navSeminars", to: "/console/seminars" }] }

const codeOf = async (actor: Awaited<ReturnType<typeof requireStaff>>, id: string | undefined) => {
  if (id === undefined || !isId(id)) throw new Response("not found", { status: 404 })
  const page = await found(readScope(actor, (scope) => seminarForPage(scope, id)))
  return page.input.code
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  const code = await codeOf(actor, params.id)
  const title = i18nFor(actor.locale).t("seminars:enter")
  return found(
    readScope(actor, async (scope) => {
      const seminar = await seminarForPublic(scope, code)
      const blank = await blankSeminarForm(scope, seminar, null)
      const initial = { ...blank, agrees: "yes", channel: "phone" }
      return { title, id: params.id ?? "", seminar, initial, mailWording: (await wordingsNow(scope)).mail }
    }),
  )
}

const StaffForm = (locale: "ja" | "en") => seminarForm(locale).extend(EntryForm.shape)

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  const code = await codeOf(actor, params.id)
  const form = await parseForm(request, StaffForm(actor.locale))
  if (!form.ok) return form.reply
  const { channel, holdUntil, toWaitingList, byPost } = form.value
  try {
    const entry = { channel, holdUntil, toWaitingList, byPost }
    const id = await inScope(actor, (scope) => enterSeminarOrder(scope, { code, form: form.value, entry }))
    return redirect(`/console/seminar-orders/${id}`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

const channels = ["phone", "fax", "post", "door"] as const

function EntryFields(props: {
  readonly channel: FieldLike
  readonly holdUntil: FieldLike
  readonly toWaitingList: FieldLike
  readonly byPost: FieldLike
}) {
  const { t } = useTranslation(["seminars", "seminarOffice"])
  return (
    <FormSection title={t("channel")} columns={2}>
      <SelectField
        field={mustFill(props.channel)}
        label={t("channel")}
        options={channels.map((value) => ({ value, label: t(`channel-${value}`) }))}
      />
      <DateField field={props.holdUntil} label={t("holdUntil")} />
      <CheckboxField field={props.toWaitingList} label={t("toWaitingList")} value="yes" />
      <CheckboxField field={props.byPost} label={t("seminarOffice:byPost")} value="yes" />
    </FormSection>
  )
}

/** 申込の入力: what came by phone, FAX or post, by the rules of the web. */
export default function EnterSeminarOrder() {
  const { t } = useTranslation(["seminars", "actions"])
  const { t: label } = useTranslation(["seminarApply", "apply"])
  const { title, id, seminar, initial, mailWording } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm<typeof initial & { holdUntil?: string; toWaitingList?: string; byPost?: string }>({
    id: "seminar-entry",
    lastResult: answer?.submission ?? null,
    defaultValue: initial,
    constraint: { fee: { required: true }, way: { required: true } },
  })
  return (
    <>
      <PageHeader title={title} summary={`${seminar.title} — ${t("seminars:enterLead")}`} />
      <Form method="post" {...getFormProps(form)} noValidate className="card">
        <button type="submit" hidden />
        <input type="hidden" name="orderId" value={initial.orderId} />
        <div className="grid gap-apart p-apart">
          <ErrorSummary fields={seminarFieldLabels(label, fields)} formErrors={form.errors ?? []} />
          <EntryFields
            channel={fields.channel}
            holdUntil={fields.holdUntil}
            toWaitingList={fields.toWaitingList}
            byPost={fields.byPost}
          />
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
        </div>
        <SaveBar isDirty={form.dirty}>
          <LinkButton to={`/console/seminars/${id}`}>{t("actions:cancel")}</LinkButton>
          <SubmitButton>{t("seminars:register")}</SubmitButton>
        </SaveBar>
      </Form>
    </>
  )
}
