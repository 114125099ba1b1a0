import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { actOnRow } from "#app/platform/act-on-row.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { brochureForm } from "#app/subscriptions/brochures/brochure-form.ts"
import { brochuresForList } from "#app/subscriptions/brochures/brochures-for-list.server.ts"
import { addBrochure, changeBrochure, retireBrochure } from "#app/subscriptions/brochures/save-brochure.server.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { RetireButton } from "#app/ui/retire-button.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navBrochures", to: "/console/brochures" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  const brochures = await readScope(actor, brochuresForList)
  const edited = new URL(request.url).searchParams.get("edit")
  return {
    title: i18nFor(actor.locale).t("brochures:materials"),
    ...{ brochures, locale: actor.locale, mayChange: may(actor, "settings.write") },
    edited: brochures.find(({ code }) => code === edited) ?? null,
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "settings.write")
  return actOnRow(request, actor, {
    ...{ home: "/console/brochures/materials", schema: brochureForm(actor.locale), add: addBrochure, retire: retireBrochure }, // prettier-ignore
    change: (scope, value, code) => changeBrochure(scope, { ...value, code }),
  })
}

function MaterialForm() {
  const { t } = useTranslation(["brochures", "actions"])
  const { edited, locale, brochures } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    id: `brochure-${edited?.code ?? brochures.length}`,
    lastResult: answer?.submission ?? null,
    defaultValue: edited ?? {},
    onValidate: ({ formData }) => parseWithZod(formData, { schema: brochureForm(locale) }),
    constraint: { code: { required: true }, name: { required: true }, weightGrams: { required: true } },
  })
  const labels = [
    { field: fields.code, label: t("brochures:code") },
    { field: fields.name, label: t("brochures:name") },
    { field: fields.weightGrams, label: t("brochures:weight") },
    { field: fields.stockCopies, label: t("brochures:stock") },
  ]
  return (
    <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
      <ErrorSummary fields={labels} formErrors={form.errors ?? []} />
      {edited ? (
        <input type="hidden" name="code" value={edited.code} />
      ) : (
        <TextField field={fields.code} label={t("brochures:code")} hint={t("brochures:codeHint")} maxLength={30} />
      )}
      <TextField field={fields.name} label={t("brochures:name")} maxLength={60} />
      <TextField field={fields.nameEnglish} label={t("brochures:nameEnglish")} maxLength={60} />
      <TextField
        field={fields.weightGrams}
        label={`${t("brochures:weight")} (${t("brochures:grams")})`}
        inputMode="numeric"
      />{" "}
      {/* prettier-ignore */}
      <TextField field={fields.stockCopies} label={t("brochures:stock")} hint={t("brochures:stockHint")} inputMode="numeric" />{" "}
      {/* prettier-ignore */}
      <div className="flex flex-wrap gap-near">
        <SubmitButton>{edited ? t("actions:saveChanges") : t("brochures:addMaterial")}</SubmitButton>
        {edited ? <LinkButton to="/console/brochures/materials">{t("actions:cancel")}</LinkButton> : null}
      </div>
    </Form>
  )
}

type Brochure = ReturnType<typeof useLoaderData<typeof loader>>["brochures"][number]

function useColumns() {
  const { t, i18n } = useTranslation("brochures")
  const { mayChange } = useLoaderData<typeof loader>()
  const count = (value: number) => value.toLocaleString(i18n.language)
  const nameOf = (one: Brochure) => {
    const name = (i18n.language === "en" && one.nameEnglish) || one.name
    return (
      <span className="flex flex-wrap items-center gap-near">
        {mayChange ? <Link to={`?edit=${encodeURIComponent(one.code)}`} className="text-link">{name}</Link> : name}
        {one.isInUse ? null : <Badge tone="warning">{t("retired")}</Badge>}
      </span>
    ) // prettier-ignore
  }
  const end = { align: "end" } as const
  const copies = { unit: t("copiesUnit"), ...end }
  return [
    { key: "code", header: t("code"), render: (one: Brochure) => one.code },
    { key: "name", header: t("name"), render: nameOf },
    { key: "weight", header: t("weight"), unit: t("grams"), ...end, render: (one: Brochure) => count(one.weightGrams) },
    { key: "stock", header: t("stock"), ...copies, render: (one: Brochure) => one.stockCopies === null ? t("notCounted") : count(one.stockCopies) }, // prettier-ignore
    { key: "waiting", header: t("waitingCopies"), ...copies, render: (one: Brochure) => count(one.waitingCopies) },
    { key: "picked", header: t("pickedCopies"), ...copies, render: (one: Brochure) => count(one.pickedCopies) },
    {
      key: "retire",
      header: t("act"),
      render: (one: Brochure) =>
        mayChange ? <RetireButton query={{ retire: one.code }} isRetired={!one.isInUse} name={one.code} /> : null,
    },
  ]
}

/** 資料の一覧: what can be asked for, its weight and stock. */
export default function Materials() {
  const { t } = useTranslation("brochures")
  const { title, brochures, edited, mayChange } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeader title={title} summary={t("materialsLead")} />
      <div role="status">
        {answer && "message" in answer ? <Callout tone="warning">{answer.message}</Callout> : null}
      </div>
      <div className="grid items-start gap-apart desk:grid-cols-[3fr_1fr]">
        <SectionCard title={title} flush>
          <DataTable
            caption={title}
            rows={brochures}
            rowKey={({ code }) => code}
            columns={useColumns()}
            empty={<EmptyState icon="mail" title={t("noMaterials")} />}
          />
        </SectionCard>
        {mayChange ? (
          <SectionCard title={edited ? t("editMaterial", { name: edited.name }) : t("addMaterial")}>
            <MaterialForm key={edited?.code ?? "new"} />
          </SectionCard>
        ) : null}
      </div>
    </>
  )
}
