import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { payerTermsForm } from "#app/billing/papers/payer-terms-form.ts"
import { payerTerms, savePayerTerms } from "#app/billing/papers/payer-terms.server.ts"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { memberForPage } from "#app/members/member-for-page.server.ts"
import { parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { CheckboxField } from "#app/ui/checkbox-field.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { type FieldLike, mustFill } from "#app/ui/field.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SaveBar } from "#app/ui/save-bar.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"
import { idOf } from "#app/values/ids.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navMembers", to: "/console/members" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  return readScope(actor, async (scope) => {
    const member = await memberForPage(scope, params.member ?? "")
    if (!member) throw new Response("not found", { status: 404 })
    const name = member.companyName || `${member.familyName} ${member.givenName}`.trim()
    return {
      title: i18nFor(actor.locale).t("papers:termsTitle", { name }),
      terms: await payerTerms(scope, idOf(member.id)),
      memberId: member.id,
      locale: actor.locale,
    }
  })
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const form = await parseForm(request, payerTermsForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    await inScope(actor, async (scope) => {
      const member = await memberForPage(scope, params.member ?? "")
      if (!member) throw new Response("not found", { status: 404 })
      await savePayerTerms(scope, idOf(member.id), { ...form.value, closingDay: form.value.closingDay ?? null })
    })
  } catch (error) {
    if (error instanceof Response) throw error
    return form.refuse(error, actor.locale)
  }
  return redirect(`/console/papers/terms/${params.member ?? ""}?done=1`)
}

function useTermsForm() {
  const { terms, locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return useForm({
    // Saved values make it a new form, with nothing unsaved.
    id: `terms-${terms.closingDay ?? 0}-${terms.dueMonths}-${terms.dueDay}-${terms.addressee.length}-${terms.department.length}-${terms.honorific.length}-${terms.remitterCode}-${String(terms.isNotDunned)}-${String(terms.hasSlip)}`,
    lastResult: answer?.submission,
    defaultValue: {
      ...terms,
      closingDay: terms.closingDay === null ? "" : String(terms.closingDay),
      ...{ dueMonths: String(terms.dueMonths), dueDay: String(terms.dueDay) },
      isNotDunned: terms.isNotDunned ? "on" : undefined,
      hasSlip: terms.hasSlip ? "on" : undefined,
    },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: payerTermsForm(locale) }),
    shouldRevalidate: "onInput",
  })
}

/** 宛名 of the payer's papers. */
function AddresseeTerms({
  fields,
}: {
  readonly fields: Readonly<Record<"addressee" | "department" | "honorific", FieldLike>>
}) {
  const { t } = useTranslation("papers")
  return (
    <div className="grid gap-apart tablet:grid-cols-[2fr_2fr_8rem]">
      <TextField field={fields.addressee} label={t("addresseeTerms")} autoComplete="off" />
      <TextField field={fields.department} label={t("department")} autoComplete="off" />
      <TextField field={fields.honorific} label={t("honorific")} hint={t("honorificHint")} />
    </div>
  )
}

/** 取引条件: closing day, due day and the name that papers are made out to, for one payer. */
export default function PayerTermsPage() {
  const { t } = useTranslation(["papers", "bank", "actions"])
  const { title, memberId } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  const [form, fields] = useTermsForm()
  return (
    <>
      <PageHeader title={title} summary={t("papers:termsLead")} />
      <div role="status">
        {search.has("done") && !answer ? <Callout tone="success">{t("papers:saved")}</Callout> : null}
      </div>
      <Form method="post" {...getFormProps(form)} noValidate className="card">
        <div className="grid gap-apart p-apart">
          <ErrorSummary
            formErrors={form.errors ?? []}
            fields={(["closingDay", "dueMonths", "dueDay"] as const).map((name) => ({
              field: fields[name],
              label: t(`papers:${name}`),
            }))}
          />
          <div className="grid gap-apart tablet:grid-cols-3">
            <TextField
              field={fields.closingDay}
              label={t("papers:closingDay")}
              hint={t("papers:closingHint")}
              inputMode="numeric"
            />
            <TextField field={mustFill(fields.dueMonths)} label={t("papers:dueMonths")} inputMode="numeric" />
            <TextField
              field={mustFill(fields.dueDay)}
              label={t("papers:dueDay")}
              hint={t("papers:dueDayHint")}
              inputMode="numeric"
            />
          </div>
          <AddresseeTerms fields={fields} />
          <TextField
            field={fields.remitterCode}
            label={t("bank:remitterCode")}
            hint={t("bank:remitterCodeHint")}
            inputMode="numeric"
          />
          <CheckboxField field={fields.hasSlip} label={t("papers:hasSlip")} hint={t("papers:hasSlipHint")} />
          <CheckboxField
            field={fields.isNotDunned}
            label={t("papers:isNotDunned")}
            hint={t("papers:isNotDunnedHint")}
          />
        </div>
        <SaveBar isDirty={form.dirty}>
          <LinkButton to={`/console/members/${memberId}/contracts`}>{t("actions:cancel")}</LinkButton>
          <SubmitButton>{t("actions:save")}</SubmitButton>
        </SaveBar>
      </Form>
    </>
  )
}
