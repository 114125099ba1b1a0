import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { bankClient, saveBankClient } from "#app/billing/bank/bank-client.server.ts"
import { bankClientForm } from "#app/billing/bank/bank-client-form.ts"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { CheckboxField } from "#app/ui/checkbox-field.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { BankFields } from "#app/ui/debit-parts.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { mustFill } from "#app/ui/field.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SaveBar } from "#app/ui/save-bar.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navDebits", to: "/console/debits" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  return {
    title: i18nFor(actor.locale).t("debits:settings"),
    settings: await readScope(actor, (scope) => bankClient(scope, "debit")),
    locale: actor.locale,
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const form = await parseForm(request, bankClientForm(actor.locale))
  if (!form.ok) return form.reply
  await inScope(actor, (scope) => saveBankClient(scope, "debit", form.value))
  return redirect("/console/debits/settings?done=1")
}

const names = ["clientCode", "clientName", "bankCode", "bankName", "branchCode", "branchName", "accountKind", "accountNumber"] as const // prettier-ignore

/** 口座振替の設定: 委託者コード, the bank and account of the organization, and how its file is written. */
export default function DebitSettingsPage() {
  const { t } = useTranslation(["debits", "actions"])
  const { title, settings, locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  const [form, fields] = useForm({
    // Saved values make it a new form, with nothing unsaved.
    id: `debit-settings-${settings === null ? "new" : Object.values(settings).join("-")}`,
    lastResult: answer?.submission,
    defaultValue: settings ? { ...settings, hasLineBreaks: settings.hasLineBreaks ? "on" : undefined } : {},
    onValidate: ({ formData }) => parseWithZod(formData, { schema: bankClientForm(locale) }),
    shouldRevalidate: "onInput",
  })
  return (
    <>
      <PageHeader title={title} summary={t("debits:settingsLead")} />
      <div role="status">
        {search.has("done") && !answer ? <Callout tone="success">{t("debits:saved")}</Callout> : null}
      </div>
      <Form method="post" {...getFormProps(form)} noValidate className="card">
        <div className="grid gap-apart p-apart">
          <ErrorSummary
            fields={names.map((name) => ({ field: fields[name], label: t(`debits:${name}`) }))}
            formErrors={form.errors ?? []}
          />
          <div className="grid gap-apart tablet:grid-cols-[10rem_1fr]">
            <TextField
              field={mustFill(fields.clientCode)}
              label={t("debits:clientCode")}
              inputMode="numeric"
              autoComplete="off"
            />
            <TextField
              field={mustFill(fields.clientName)}
              label={t("debits:clientName")}
              hint={t("debits:kanaHint")}
              autoComplete="off"
            />
          </div>
          <BankFields fields={fields} kinds={["1", "2", "9"]} />
          <CheckboxField
            field={fields.hasLineBreaks}
            label={t("debits:hasLineBreaks")}
            hint={t("debits:hasLineBreaksHint")}
          />
        </div>
        <SaveBar isDirty={form.dirty}>
          <LinkButton to="/console/debits">{t("actions:cancel")}</LinkButton>
          <SubmitButton>{t("actions:save")}</SubmitButton>
        </SaveBar>
      </Form>
    </>
  )
}
