import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { firstIssuesForDate } from "#app/desk/first-issues-for-date.server.ts"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { changeAddress } from "#app/members/change-address.server.ts"
import { ownFieldsForForm } from "#app/members/codes-for-form.server.ts"
import { addressesForMember, changesForMember } from "#app/members/history-for-member.server.ts"
import { memberForPage } from "#app/members/member-for-page.server.ts"
import { addressForm, addressKinds } from "#app/members/member-form.ts"
import { withdrawChange, WithdrawnChange } from "#app/members/withdraw-change.server.ts"
import { parseForm, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { EffectiveDate } from "#app/ui/first-issues.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { AddressFields } from "#app/ui/member-fields.tsx"
import { AddressVersions, ChangeHistory } from "#app/ui/member-history.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { idOf } from "#app/values/ids.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navMembers", to: "/console/members" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  return readScope(actor, async (scope) => {
    const member = await memberForPage(scope, params.id ?? "")
    if (!member) throw new Response("not found", { status: 404 })
    const memberId = idOf<"member">(member.id)
    const own = await ownFieldsForForm(scope)
    return {
      title: i18nFor(actor.locale).t("memberCare:tabHistory"),
      member,
      addresses: await addressesForMember(scope, memberId),
      changes: await changesForMember(scope, memberId),
      ownLabels: Object.fromEntries(own.map(({ code, label }) => [code, label])),
      issues: await firstIssuesForDate(scope, memberId, scope.today),
      today: scope.today,
      locale: actor.locale,
      mayWrite: may(actor, "members.write"),
    }
  })
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const memberId = idOf<"member">(params.id ?? "")
  const { t } = i18nFor(actor.locale)
  const posted = Object.fromEntries(await request.clone().formData())
  if (posted.intent === "withdraw") {
    const input = WithdrawnChange.safeParse(posted)
    if (!input.success) throw new Response("not a change", { status: 400 })
    try {
      await inScope(actor, (scope) => withdrawChange(scope, memberId, input.data))
      return data({ submission: null, saved: t("memberCare:withdrawn") })
    } catch (error) {
      const { message, status } = refusalReply(error, actor.locale)
      return data({ submission: { status: "error" as const, error: { "": [message] } }, saved: null }, { status })
    }
  }
  const form = await parseForm(request, addressForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    await inScope(actor, (scope) => changeAddress(scope, memberId, form.value))
    return data({ submission: null, saved: t("memberCare:addressSaved") })
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

function NewAddress() {
  const { t } = useTranslation(["memberCare", "members"])
  const { member, issues, today, locale, addresses } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    // A saved address leaves an empty form behind.
    id: `address-${addresses.length}`,
    lastResult: answer?.submission ?? null,
    defaultValue: { kind: member.copiesTo, effectiveOn: today },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: addressForm(locale) }),
    constraint: Object.fromEntries(
      ["kind", "postalCode", "prefecture", "city", "street", "effectiveOn"].map((name) => [name, { required: true }]),
    ),
    shouldValidate: "onBlur",
    shouldRevalidate: "onInput",
  })
  const names = ["postalCode", "prefecture", "city", "street", "building"] as const
  return (
    <SectionCard title={t("memberCare:newAddress")}>
      <Form method="post" {...getFormProps(form)} noValidate preventScrollReset>
        <div className="grid gap-apart">
          <ErrorSummary
            fields={names.map((name) => ({ field: fields[name], label: t(`members:${name}`) }))}
            formErrors={form.errors ?? []}
          />
          <SelectField
            field={fields.kind}
            label={t("memberCare:kind")}
            options={addressKinds.map((value) => ({ value, label: t(`memberCare:kind-${value}`) }))}
          />
          <AddressFields fields={fields} />
          <EffectiveDate field={fields.effectiveOn} memberId={member.id} issues={issues} />
          <div>
            <SubmitButton>{t("memberCare:saveAddress")}</SubmitButton>
          </div>
        </div>
      </Form>
    </SectionCard>
  )
}

/** 住所・変更履歴: addresses by kind and date, what was changed, and what waits for its day. */
export default function History() {
  const { t } = useTranslation("memberCare")
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const saved = answer && "saved" in answer ? answer.saved : null
  return (
    <>
      <div role="status">{saved ? <Callout tone="success">{saved}</Callout> : null}</div>
      <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
        <div className="grid min-w-0 gap-apart">
          <AddressVersions addresses={page.addresses} copiesTo={page.member.copiesTo} mayWrite={page.mayWrite} />
          <ChangeHistory changes={page.changes} ownLabels={page.ownLabels} mayWrite={page.mayWrite} />
        </div>
        {page.mayWrite ? (
          <div className="grid gap-apart">
            <NewAddress />
            <LinkButton to={`/console/members/${page.member.id}/edit`} icon="edit">
              {t("editPerson")}
            </LinkButton>
          </div>
        ) : null}
      </div>
    </>
  )
}
