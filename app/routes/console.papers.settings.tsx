import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { billingSettingsForm } from "#app/billing/papers/billing-settings-form.ts"
import { billingSettings, saveBillingSettings } from "#app/billing/papers/billing-settings.server.ts"
import { registrationNumberState } from "#app/billing/papers/registration-number.ts"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { type FieldLike, mustFill } from "#app/ui/field.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SaveBar } from "#app/ui/save-bar.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextAreaField } from "#app/ui/text-area-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export const meta = consoleMeta
export const handle = {
  crumbs: [
    { word: "navOrders", to: "/console/orders" },
    { word: "navPapers", to: "/console/papers" },
  ],
}

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  return {
    title: i18nFor(actor.locale).t("papers:settings"),
    settings: await readScope(actor, billingSettings),
    locale: actor.locale,
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const form = await parseForm(request, billingSettingsForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    await inScope(actor, (scope) => saveBillingSettings(scope, form.value))
    return redirect("/console/papers/settings?done=1")
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

/** What is wrong with the saved number, though it is taken: only corporations must have the check digit. */
function RegistrationWarning({ number }: { readonly number: string }) {
  const { t } = useTranslation("papers")
  if (number === "") return <Callout tone="warning">{t("noRegistration")}</Callout>
  return registrationNumberState(number) === "fits" ? null : <Callout tone="warning">{t("checkDigit")}</Callout>
}

/** コンビニ払込票: what the collecting agent gave the organization. */
function SlipSettings({
  fields,
}: {
  readonly fields: Readonly<Record<"slipCompanyCode" | "slipClientCode" | "slipAgentName" | "slipDays", FieldLike>>
}) {
  const { t } = useTranslation("papers")
  return (
    <fieldset className="grid gap-near border-t border-line pt-apart">
      <legend className="font-semibold">{t("slip")}</legend>
      <p className="text-muted">{t("slipLead")}</p>
      <div className="grid gap-apart tablet:grid-cols-2">
        <TextField
          field={fields.slipCompanyCode}
          label={t("slipCompanyCode")}
          hint={t("slipCompanyHint")}
          inputMode="numeric"
        />
        <TextField
          field={fields.slipClientCode}
          label={t("slipClientCode")}
          hint={t("slipClientHint")}
          inputMode="numeric"
        />
        <TextField field={fields.slipAgentName} label={t("slipAgentName")} />
        <TextField field={fields.slipDays} label={t("slipDays")} hint={t("slipDaysHint")} inputMode="numeric" />
      </div>
    </fieldset>
  )
}

/** ⚙ When 売掛金 begins. */
function BooksPolicy({ field }: { readonly field: FieldLike }) {
  const { t } = useTranslation("papers")
  return (
    <SelectField
      field={mustFill(field)}
      label={t("booksPolicy")}
      hint={t("booksPolicyHint")}
      options={[
        { value: "net", label: t("policyNet") },
        { value: "gross", label: t("policyGross") },
      ]}
    />
  )
}

/** 請求書の設定: registration number, rounding, bank account, due days. */
export default function BillingSettingsPage() {
  const { t } = useTranslation(["papers", "actions"])
  const { title, settings, locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  const [form, fields] = useForm({
    // Saved values make it a new form, with nothing unsaved.
    id: `billing-${settings.registrationNumber}-${settings.taxRounding}-${settings.dueDays}-${settings.booksPolicy}-${settings.bankAccount.length}-${settings.invoiceNote.length}-${settings.slipCompanyCode}-${settings.slipClientCode}-${settings.slipAgentName.length}-${settings.slipDays}`,
    lastResult: answer?.submission,
    defaultValue: { ...settings, dueDays: String(settings.dueDays), slipDays: String(settings.slipDays) },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: billingSettingsForm(locale) }),
    shouldRevalidate: "onInput",
  })
  return (
    <>
      <PageHeader title={title} />
      <div role="status">
        {search.has("done") && !answer ? <Callout tone="success">{t("papers:saved")}</Callout> : null}
      </div>
      <RegistrationWarning number={settings.registrationNumber} />
      <Form method="post" {...getFormProps(form)} noValidate className="card">
        <div className="grid gap-apart p-apart">
          <ErrorSummary
            fields={(
              ["registrationNumber", "dueDays", "booksPolicy", "slipCompanyCode", "slipClientCode", "slipDays"] as const
            ).map((name) => ({ field: fields[name], label: t(`papers:${name}`) }))}
            formErrors={form.errors ?? []}
          />
          <div className="grid gap-apart tablet:grid-cols-3">
            <TextField
              field={fields.registrationNumber}
              label={t("papers:registrationNumber")}
              hint={t("papers:registrationHint")}
            />
            <SelectField
              field={mustFill(fields.taxRounding)}
              label={t("papers:taxRounding")}
              options={(["floor", "round", "ceil"] as const).map((value) => ({ value, label: t(`papers:${value}`) }))}
            />
            <TextField field={mustFill(fields.dueDays)} label={t("papers:dueDays")} inputMode="numeric" />
          </div>
          <BooksPolicy field={fields.booksPolicy} />
          <TextAreaField
            field={fields.bankAccount}
            label={t("papers:bankAccount")}
            hint={t("papers:bankHint")}
            rows={2}
          />
          <TextAreaField field={fields.invoiceNote} label={t("papers:invoiceNote")} rows={2} />
          <SlipSettings fields={fields} />
        </div>
        <SaveBar isDirty={form.dirty}>
          <LinkButton to="/console/papers">{t("actions:cancel")}</LinkButton>
          <SubmitButton>{t("actions:save")}</SubmitButton>
        </SaveBar>
      </Form>
    </>
  )
}
