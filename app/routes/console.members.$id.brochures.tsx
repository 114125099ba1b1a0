import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { memberForPage } from "#app/members/member-for-page.server.ts"
import { parseForm, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import {
  type BlankStaffBrochure,
  staffBrochureChannels,
  staffBrochureForm,
} from "#app/subscriptions/brochures/brochure-form.ts"
import { brochureRequests } from "#app/subscriptions/brochures/brochure-requests.server.ts"
import { brochuresToChoose } from "#app/subscriptions/brochures/brochures-for-list.server.ts"
import { cancelBrochures, requestByStaff } from "#app/subscriptions/brochures/request-brochures.server.ts"
import { newOrderId } from "#app/subscriptions/enter-order.server.ts"
import { sourcesForOrder } from "#app/subscriptions/offers-for-order.server.ts"
import { ChecksField } from "#app/ui/checks-field.tsx"
import { BrochureRequests } from "#app/ui/brochure-tables.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navMembers", to: "/console/members" }] }

async function memberOf(scope: Scope, id: string | undefined) {
  const member = await memberForPage(scope, id ?? "")
  if (!member) throw new Response("not found", { status: 404 })
  return member
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  return readScope(actor, async (scope) => {
    const member = await memberOf(scope, params.id)
    const initial: BlankStaffBrochure = { requestId: await newOrderId(scope), copies: "1", channel: "phone" }
    return {
      initial,
      title: i18nFor(actor.locale).t("brochures:title"),
      requests: await brochureRequests(scope, member.id, 100),
      brochures: await brochuresToChoose(scope),
      sources: await sourcesForOrder(scope),
      ...{ locale: actor.locale, mayWrite: may(actor, "members.write") },
      isHere: !member.isErased && member.keptAs === null,
    }
  })
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const typed = await request.clone().formData()
  const here = `/console/members/${params.id ?? ""}/brochures`
  if (typed.get("intent") === "cancel") {
    const number = typed.get("number")
    try {
      await inScope(actor, (scope) => cancelBrochures(scope, typeof number === "string" ? number : ""))
      return redirect(here)
    } catch (error) {
      const { message, status } = refusalReply(error, actor.locale)
      return data({ message, submission: null }, { status })
    }
  }
  const form = await parseForm(request, staffBrochureForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    const { number } = await inScope(actor, async (scope) =>
      requestByStaff(scope, (await memberOf(scope, params.id)).number, form.value),
    )
    return redirect(`${here}?entered=${number}`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

/** What a member asked for by phone, post or otherwise, as staff enter it. */
function EnterRequest() {
  const { t, i18n } = useTranslation("brochures")
  const { initial, brochures, sources, locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    id: `request-${initial.requestId}`,
    lastResult: answer?.submission ?? null,
    defaultValue: initial,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: staffBrochureForm(locale) }),
    constraint: { brochures: { required: true }, copies: { required: true }, channel: { required: true } },
  })
  const labels = [
    { field: fields.brochures, label: t("brochures") },
    { field: fields.copies, label: t("copies") },
    { field: fields.channel, label: t("channel") },
    { field: fields.sourceCode, label: t("source") },
  ]
  return (
    <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
      <ErrorSummary fields={labels} formErrors={form.errors ?? []} />
      <input type="hidden" name="requestId" value={initial.requestId} />
      <ChecksField
        field={fields.brochures}
        label={t("brochures")}
        options={brochures.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <TextField field={fields.copies} label={t("copies")} hint={t("copiesHint")} inputMode="numeric" maxLength={3} />
      <SelectField
        field={fields.channel}
        label={t("channel")}
        options={staffBrochureChannels.map((value) => ({ value, label: t(`channel-${value}`) }))}
      />
      <SelectField
        field={fields.sourceCode}
        label={t("source")}
        options={[
          { value: "", label: t("noSource") },
          ...sources.map(({ code, name, nameEnglish }) => ({
            value: code,
            label: `${code} ${(i18n.language === "en" && nameEnglish) || name}`,
          })),
        ]}
      />
      <div>
        <SubmitButton>{t("enter")}</SubmitButton>
      </div>
    </Form>
  )
}

/** 資料: what the member asked for, and a request that staff enter. */
export default function MemberBrochures() {
  const { t } = useTranslation("brochures")
  const { requests, brochures, initial, mayWrite, isHere } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  const entered = search.get("entered")
  return (
    <div className="grid gap-apart">
      <div role="status">
        {answer && "message" in answer ? <Callout tone="warning">{answer.message}</Callout> : null}
        {answer || entered === null ? null : <Callout tone="success">{t("entered", { number: entered })}</Callout>}
      </div>
      <div className="grid items-start gap-apart desk:grid-cols-[3fr_1fr]">
        <BrochureRequests title={t("ofMember")} requests={requests} mayCancel={mayWrite} isOfMember />
        {mayWrite && isHere ? (
          <SectionCard title={t("enter")}>
            {brochures.length === 0 ? (
              <EmptyState icon="mail" title={t("noMaterials")} />
            ) : (
              <EnterRequest key={initial.requestId} />
            )}
          </SectionCard>
        ) : null}
      </div>
    </div>
  )
}
