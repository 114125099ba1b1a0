import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { openServiceContract } from "#app/desk/services/open-service-contract.server.ts"
import { serviceContractForm } from "#app/desk/services/service-form.ts"
import { serviceItemsForList } from "#app/desk/services/service-items-for-list.server.ts"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { ChecksField } from "#app/ui/checks-field.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DateField } from "#app/ui/date-field.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { MemberNumberField } from "#app/ui/member-number-field.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { useServiceOptions } from "#app/ui/service-parts.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navServices", to: "/console/services" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const items = await readScope(actor, serviceItemsForList)
  const title = i18nFor(actor.locale).t("services:newContract")
  return { title, locale: actor.locale, items: items.filter(({ isInUse }) => isInUse) }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const form = await parseForm(request, serviceContractForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    const { id } = await inScope(actor, (scope) => openServiceContract(scope, form.value))
    return redirect(`/console/services/${id}?done=open`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

function ContractForm() {
  const { t } = useTranslation(["services", "actions"])
  const { locale, items } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const optionsOf = useServiceOptions()
  const [form, fields] = useForm({
    id: "new-service-contract",
    lastResult: answer?.submission ?? null,
    defaultValue: { payerNumber: "", startsOn: "", billsFrom: "", planCode: "", optionCodes: [""] },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: serviceContractForm(locale) }),
    constraint: { payerNumber: { required: true }, startsOn: { required: true }, planCode: { required: true } },
  })
  const options = items.filter(({ kind }) => kind === "option")
  const labels = [
    { field: fields.payerNumber, label: t("services:payerNumber") },
    { field: fields.startsOn, label: t("services:startsOn") },
    { field: fields.billsFrom, label: t("services:billsFrom") },
    { field: fields.planCode, label: t("services:plan") },
    { field: fields.optionCodes, label: t("services:options") },
  ]
  return (
    <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
      <ErrorSummary fields={labels} formErrors={form.errors ?? []} />
      <MemberNumberField field={fields.payerNumber} label={t("services:payerNumber")} />
      <DateField field={fields.startsOn} label={t("services:startsOn")} />
      <TextField
        field={fields.billsFrom}
        label={t("services:billsFrom")}
        hint={t("services:billsFromHint")}
        maxLength={10}
      />
      <SelectField
        field={fields.planCode}
        label={`${t("services:plan")}: ${t("services:monthly")}`}
        options={optionsOf(items.filter(({ kind }) => kind === "plan"))}
      />
      {options.length === 0 ? (
        <p className="text-muted">{t("services:noOptionsInList")}</p>
      ) : (
        <ChecksField
          field={fields.optionCodes}
          label={`${t("services:options")}: ${t("services:monthly")}`}
          options={optionsOf(options)}
        />
      )}
      <div className="flex flex-wrap gap-near">
        <SubmitButton>{t("services:open")}</SubmitButton>
        <LinkButton to="/console/services">{t("actions:cancel")}</LinkButton>
      </div>
    </Form>
  )
}

/** A new 業務委託契約. */
export default function NewServiceContract() {
  const { t } = useTranslation("services")
  const { title } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title={title} summary={t("newLead")} />
      <SectionCard>
        <ContractForm />
      </SectionCard>
    </>
  )
}
