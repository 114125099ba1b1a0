import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { found, parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { insertAttributeNames, insertRuleForm, wordOf } from "#app/subscriptions/shipping/insert-rule.ts"
import { insertRulesForTitle } from "#app/subscriptions/shipping/insert-rules-for-title.server.ts"
import { saveInsertRule } from "#app/subscriptions/shipping/save-insert-rule.server.ts"
import { withdrawInsertRule } from "#app/subscriptions/shipping/withdraw-insert-rule.server.ts"
import { Button } from "#app/ui/button.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"
import { isId } from "#app/values/ids.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navIssues", to: "/console/issues" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "issues.read")
  const { title, rules } = await found(
    readScope(actor, (scope) => insertRulesForTitle(scope, params.publication ?? "")),
  )
  const name = (actor.locale === "en" && title.nameEnglish) || title.name
  return {
    title: `${i18nFor(actor.locale).t("shipping:insertRules")}: ${name}`,
    ...{ rules, nextIssue: title.nextIssue, mayChange: may(actor, "issues.run"), locale: actor.locale },
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "issues.run")
  const publication = params.publication ?? ""
  const withdrawn = new URL(request.url).searchParams.get("withdraw")
  if (withdrawn !== null && isId(withdrawn)) {
    await inScope(actor, (scope) => withdrawInsertRule(scope, withdrawn))
    throw redirect(`/console/inserts/${publication}`, 303)
  }
  const form = await parseForm(request, insertRuleForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    await inScope(actor, (scope) => saveInsertRule(scope, publication, form.value))
    throw redirect(`/console/inserts/${publication}`, 303)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

type Rule = ReturnType<typeof useLoaderData<typeof loader>>["rules"][number]

function AddRule() {
  const { t } = useTranslation("shipping")
  const { nextIssue, locale, rules } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    // A rule that was added empties the form; one that was refused keeps what was typed.
    id: `add-insert-${rules.length}`,
    lastResult: answer?.submission,
    defaultValue: { fromIssue: nextIssue === null ? "" : String(nextIssue), attribute: "everyone" },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: insertRuleForm(locale) }),
    constraint: { code: { required: true }, name: { required: true }, fromIssue: { required: true } },
  })
  const labels = [
    { field: fields.code, label: t("code") },
    { field: fields.name, label: t("name") },
    { field: fields.fromIssue, label: t("fromIssue") },
    { field: fields.untilIssue, label: t("untilIssue") },
    { field: fields.attribute, label: t("attribute") },
    { field: fields.wanted, label: t("wanted") },
  ]
  return (
    <Form method="post" {...getFormProps(form)} noValidate>
      <div className="grid gap-apart">
        <ErrorSummary fields={labels} formErrors={form.errors ?? []} />
        <TextField field={fields.code} label={t("code")} hint={t("codeHint")} maxLength={8} />
        <TextField field={fields.name} label={t("name")} maxLength={80} />
        <TextField field={fields.fromIssue} label={t("fromIssue")} inputMode="numeric" />
        <TextField field={fields.untilIssue} label={t("untilIssue")} hint={t("untilHint")} inputMode="numeric" />
        <SelectField
          field={fields.attribute}
          label={t("attribute")}
          options={insertAttributeNames.map((value) => ({ value, label: t(`attribute-${value}`) }))}
        />
        <TextField field={fields.wanted} label={t("wanted")} hint={t("wantedHint")} />
        <div>
          <Button type="submit" tone="primary">
            {t("addInsert")}
          </Button>
        </div>
      </div>
    </Form>
  )
}

function Withdraw({ rule }: { readonly rule: Rule }) {
  const { t } = useTranslation("shipping")
  return (
    <Form method="post" action={`?withdraw=${rule.id}`}>
      <Button type="submit" aria-label={`${t("withdraw")}: ${rule.code} ${rule.name}`}>
        {t("withdraw")}
      </Button>
    </Form>
  )
}

/** 封入物: what goes beside the issue, by whom it is for. */
export default function Inserts() {
  const { t } = useTranslation("shipping")
  const { title, rules, mayChange } = useLoaderData<typeof loader>()
  const whom = (rule: Rule) =>
    [t(`attribute-${rule.attribute}`), ...rule.wanted.map((value) => wordOf(rule.attribute, value))].join(" ")
  return (
    <>
      <PageHeader title={title} summary={t("insertRulesLead")} />
      <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
        <SectionCard title={t("insertRules")} flush>
          <DataTable
            caption={t("insertRules")}
            rows={rules}
            rowKey={(rule) => rule.id}
            empty={<EmptyState icon="issue" title={t("noInserts")} />}
            columns={[
              { key: "code", header: t("code"), render: (rule) => rule.code },
              { key: "name", header: t("name"), render: (rule) => rule.name },
              { key: "whom", header: t("whom"), render: whom },
              {
                key: "issues",
                header: t("issues"),
                render: (rule) =>
                  rule.untilIssue === null
                    ? t("onwards", { from: rule.fromIssue })
                    : t("between", { from: rule.fromIssue, until: rule.untilIssue }),
              },
              {
                key: "withdraw",
                header: t("withdraw"),
                render: (rule) => (mayChange ? <Withdraw rule={rule} /> : null),
              },
            ]}
          />
        </SectionCard>
        {mayChange ? (
          <SectionCard title={t("addInsert")}>
            <AddRule />
          </SectionCard>
        ) : null}
      </div>
    </>
  )
}
