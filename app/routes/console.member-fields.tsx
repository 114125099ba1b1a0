import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node"
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { fieldForm, fieldKinds } from "#app/members/code-form.ts"
import { ownFieldsForForm } from "#app/members/codes-for-form.server.ts"
import { addField, changeField, retireField } from "#app/members/save-field.server.ts"
import { actOnRow } from "#app/platform/act-on-row.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Button } from "#app/ui/button.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import type { FieldLike } from "#app/ui/field.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { MemberSettingTabs } from "#app/ui/member-setting-tabs.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { RetireButton } from "#app/ui/retire-button.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { TextAreaField } from "#app/ui/text-area-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navMembers", to: "/console/members" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "settings.write")
  const own = await readScope(actor, ownFieldsForForm)
  const edit = new URL(request.url).searchParams.get("edit")
  return {
    title: i18nFor(actor.locale).t("memberCare:ownFields"),
    ...{ own, locale: actor.locale },
    edited: own.find(({ code }) => code === edit) ?? null,
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "settings.write")
  return actOnRow(request, actor, {
    ...{ home: "/console/member-fields", schema: fieldForm(actor.locale), add: addField, retire: retireField },
    change: (scope, value, code) => changeField(scope, { ...value, code }),
  })
}

/** Code and kind, which stay as they are once values rest on them. */
function NewField(props: { readonly code: FieldLike; readonly kind: FieldLike }) {
  const { t } = useTranslation(["memberCare", "readerSettings"])
  return (
    <>
      <TextField
        field={props.code}
        label={t("memberCare:fieldCode")}
        hint={t("readerSettings:fieldCodeHint")}
        maxLength={31}
        autoComplete="off"
      />
      <SelectField
        field={props.kind}
        label={t("memberCare:fieldKind")}
        options={fieldKinds.map((value) => ({ value, label: t(`memberCare:fieldKind-${value}`) }))}
      />
    </>
  )
}

/** One field's form: a new one, or other names and choices for a known one. */
function OwnFieldForm() {
  const { t } = useTranslation(["memberCare", "readerSettings", "actions"])
  const { edited, locale, own } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    id: `field-${edited?.code ?? own.length}`,
    lastResult: answer?.submission ?? null,
    defaultValue: edited ? { ...edited, choices: edited.choices.join("\n") } : {},
    onValidate: ({ formData }) => parseWithZod(formData, { schema: fieldForm(locale) }),
    constraint: { code: { required: true }, label: { required: true }, kind: { required: true } },
  })
  const labels = [
    { field: fields.code, label: t("memberCare:fieldCode") },
    { field: fields.label, label: t("memberCare:fieldLabel") },
    { field: fields.kind, label: t("memberCare:fieldKind") },
    { field: fields.choices, label: t("memberCare:fieldChoices") },
  ]
  return (
    <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
      <ErrorSummary fields={labels} formErrors={form.errors ?? []} />
      {edited ? (
        <>
          <input type="hidden" name="code" value={edited.code} />
          <input type="hidden" name="kind" value={edited.kind} />
        </>
      ) : (
        <NewField code={fields.code} kind={fields.kind} />
      )}
      <TextField field={fields.label} label={t("memberCare:fieldLabel")} maxLength={60} autoComplete="off" />
      <TextField
        field={fields.labelEnglish}
        label={t("memberCare:fieldLabelEnglish")}
        maxLength={60}
        autoComplete="off"
      />
      {edited === null || edited.kind === "choice" ? (
        <TextAreaField
          field={fields.choices}
          label={t("memberCare:fieldChoices")}
          hint={t("readerSettings:choicesHint")}
          rows={4}
        />
      ) : null}
      <div className="flex flex-wrap gap-near">
        <Button type="submit" tone="primary">
          {edited ? t("actions:saveChanges") : t("memberCare:addField")}
        </Button>
        {edited ? <LinkButton to="/console/member-fields">{t("actions:cancel")}</LinkButton> : null}
      </div>
    </Form>
  )
}

type Own = ReturnType<typeof useLoaderData<typeof loader>>["own"][number]

function useColumns() {
  const { t, i18n } = useTranslation(["memberCare", "actions"])
  const labelOf = (one: Own) => (
    <span className="flex flex-wrap items-center gap-near">
      <Link to={`?edit=${one.code}`} className="text-link">
        {(i18n.language === "en" && one.labelEnglish) || one.label}
      </Link>
      {one.isRetired ? <Badge tone="warning">{t("retired")}</Badge> : null}
    </span>
  )
  return [
    { key: "label", header: t("fieldLabel"), render: labelOf },
    { key: "code", header: t("fieldCode"), render: ({ code }: Own) => code },
    { key: "kind", header: t("fieldKind"), render: ({ kind }: Own) => t(`fieldKind-${kind}`) },
    { key: "choices", header: t("choices"), render: ({ choices }: Own) => choices.join("、") },
    {
      key: "retire",
      header: t("actions:column"),
      render: (one: Own) => <RetireButton query={{ retire: one.code }} isRetired={one.isRetired} name={one.label} />,
    },
  ] as const
}

/** 独自項目: the fields that the organization keeps of its members beside the seven attributes. */
export default function MemberFields() {
  const { t } = useTranslation(["memberCare", "readerSettings"])
  const { title, own, edited } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeader title={title} summary={t("readerSettings:fieldsLead")} />
      <MemberSettingTabs current="/console/member-fields" />
      <div role="status">
        {answer && "message" in answer ? <Callout tone="warning">{answer.message}</Callout> : null}
      </div>
      <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
        <SectionCard title={title} flush>
          <DataTable
            caption={title}
            rows={own}
            rowKey={({ code }) => code}
            columns={useColumns()}
            empty={<EmptyState icon="members" title={t("memberCare:noCodes")} />}
          />
        </SectionCard>
        <SectionCard title={edited ? t("readerSettings:editTitle", { name: edited.label }) : t("memberCare:addField")}>
          <OwnFieldForm key={edited?.code ?? "new"} />
        </SectionCard>
      </div>
    </>
  )
}
