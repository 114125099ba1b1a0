import { type FieldMetadata, getFormProps, type SubmissionResult, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { serviceItemForm, type ServiceKind, serviceKinds } from "#app/desk/services/service-form.ts"
import { CheckboxField } from "#app/ui/checkbox-field.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import type { Locale } from "#app/ui/locale.ts"
import { SelectField } from "#app/ui/select-field.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"

type Item = Readonly<{
  code: string
  kind: ServiceKind
  name: string
  nameEnglish: string
  monthlyYen: number
  isProrated: boolean
  needsStaff: boolean
  requiresCode: string | null
}>

type Fields = Readonly<Record<"code" | "kind" | "isProrated" | "needsStaff" | "requiresCode", FieldMetadata>>

/** Code and kind, which stay once they are given. */
function Identity({ fields, edited }: { readonly fields: Fields; readonly edited: Item | null }) {
  const { t } = useTranslation("services")
  if (edited) {
    return (
      <>
        <input type="hidden" name="code" value={edited.code} />
        <input type="hidden" name="kind" value={edited.kind} />
      </>
    )
  }
  return (
    <>
      <TextField field={fields.code} label={t("code")} maxLength={30} />
      <SelectField
        field={fields.kind}
        label={t("kind")}
        options={serviceKinds.map((value) => ({ value, label: t(`kind-${value}`) }))}
      />
    </>
  )
}

/** What holds for plans, and what for options; a new one shows both. */
function Rules(props: { readonly fields: Fields; readonly edited: Item | null; readonly items: readonly Item[] }) {
  const { t } = useTranslation("services")
  const { fields, edited, items } = props
  const others = items.filter(({ kind, code }) => kind === "option" && code !== edited?.code)
  return (
    <>
      {edited?.kind === "option" ? null : <CheckboxField field={fields.needsStaff} label={t("needsStaff")} />}
      {edited?.kind === "plan" ? null : (
        <>
          <CheckboxField
            field={fields.isProrated}
            label={t("isProrated")}
            hint={edited ? undefined : t("proratedHint")}
          />
          <SelectField
            field={fields.requiresCode}
            label={t("requires")}
            hint={t("requiresHint")}
            options={[
              { value: "", label: t("requiresNone") },
              ...others.map(({ code, name }) => ({ value: code, label: name })),
            ]}
          />
        </>
      )}
    </>
  )
}

const ticked = (is: boolean | undefined) => (is ? "on" : undefined)

/** The form of a plan or an option of the price list (料金表). */
export function ServiceItemForm(props: {
  readonly edited: Item | null
  readonly items: readonly Item[]
  readonly locale: Locale
  readonly lastResult: SubmissionResult | null
}) {
  const { t } = useTranslation(["services", "actions"])
  const { edited, items, locale } = props
  const [form, fields] = useForm({
    id: `service-item-${edited?.code ?? items.length}`,
    lastResult: props.lastResult,
    defaultValue: {
      ...(edited ?? { kind: "plan" }),
      ...{ isProrated: ticked(edited?.isProrated), needsStaff: ticked(edited?.needsStaff) },
      requiresCode: edited?.requiresCode ?? "",
    },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: serviceItemForm(locale) }),
    constraint: {
      ...{ code: { required: true }, kind: { required: true }, name: { required: true } },
      monthlyYen: { required: true },
    },
  })
  const labels = [
    { field: fields.code, label: t("services:code") },
    { field: fields.kind, label: t("services:kind") },
    { field: fields.name, label: t("services:name") },
    { field: fields.monthlyYen, label: t("services:monthly") },
    { field: fields.requiresCode, label: t("services:requires") },
  ]
  const { code, kind, isProrated, needsStaff, requiresCode } = fields
  const rest = { code, kind, isProrated, needsStaff, requiresCode }
  return (
    <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
      <ErrorSummary fields={labels} formErrors={form.errors ?? []} />
      <Identity fields={rest} edited={edited} />
      <TextField field={fields.name} label={t("services:name")} maxLength={60} />
      <TextField field={fields.nameEnglish} label={t("services:nameEnglish")} maxLength={60} />
      <TextField
        field={fields.monthlyYen}
        label={`${t("services:monthly")} (${t("services:yenUnit")})`}
        inputMode="numeric"
      />
      <Rules fields={rest} edited={edited} items={items} />
      <div className="flex flex-wrap gap-near">
        <SubmitButton>{edited ? t("actions:saveChanges") : t("services:addItem")}</SubmitButton>
        {edited ? <LinkButton to="/console/services/items">{t("actions:cancel")}</LinkButton> : null}
      </div>
    </Form>
  )
}
