import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { found, idOfPage, parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { importMappingForm, mappingRows } from "#app/subscriptions/import-mapping-form.ts"
import { fileToMap, importMapping, saveImportMapping } from "#app/subscriptions/import-mappings.server.ts"
import { startSubscriberImport } from "#app/subscriptions/start-subscriber-import.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { ImportColumns } from "#app/ui/import-columns.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"
import { calendarDate, isCalendarDate } from "#app/values/calendar.ts"
import { isId } from "#app/values/ids.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navImports", to: "/console/imports" }] }

/** The date of the takeover and the mapping to begin with, as the address names them. */
function askedOf(request: Request) {
  const search = new URL(request.url).searchParams
  const [asOf, mapping] = [search.get("asOf") ?? "", search.get("mapping") ?? ""]
  if (!isCalendarDate(asOf)) throw new Response("not found", { status: 404 })
  return { asOf: calendarDate(asOf), mapping: isId(mapping) ? mapping : null }
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "imports.write")
  const [id, asked] = [idOfPage(params.file), askedOf(request)]
  const page = readScope(actor, async (scope) => {
    const { name, columns, mapping } = await fileToMap(scope, id, asked.mapping)
    const initial = { name: (await importMapping(scope, asked.mapping)).name, columns: mappingRows(mapping) }
    return { fileName: name, theirs: columns, initial }
  })
  return { title: i18nFor(actor.locale).t("imports:mapColumns"), locale: actor.locale, ...(await found(page)) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "imports.write")
  const [id, { asOf }] = [idOfPage(params.file), askedOf(request)]
  const file = await found(readScope(actor, (scope) => fileToMap(scope, id, null)))
  const form = await parseForm(request, importMappingForm(actor.locale))
  if (!form.ok) return form.reply
  const mapping = await inScope(actor, (scope) => saveImportMapping(scope, form.value))
  const flags = { fileId: id, fileName: file.name, sha256: file.sha256, asOf, mapping, mode: "preview" as const }
  return redirect(`/console/imports/${await startSubscriberImport(actor, flags)}`)
}

/** 列の対応: where each of our columns comes from in the file; saved under the name of its source, then checked. */
export default function MapColumns() {
  const { t } = useTranslation("imports")
  const { title, locale, fileName, theirs, initial } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, { name, columns }] = useForm({
    id: "import-mapping",
    lastResult: answer?.submission ?? null,
    defaultValue: initial,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: importMappingForm(locale) }),
    constraint: { name: { required: true } },
  })
  const rows = columns.getFieldList().map((row) => {
    const { heading, from, fixed, values } = row.getFieldset()
    return { key: row.key, heading, from, fixed, values }
  })
  const inRows = rows.flatMap((row, at) => {
    const ours = initial.columns[at]?.heading ?? ""
    return [
      { field: row.from, label: `${ours}: ${t("theirs")}` },
      { field: row.values, label: `${ours}: ${t("values")}` },
    ]
  })
  return (
    <>
      <PageHeader title={title} summary={`${fileName} · ${t("mapLead")}`} />
      <SectionCard title={t("mapping")}>
        <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
          <ErrorSummary fields={[{ field: name, label: t("mapName") }, ...inRows]} formErrors={form.errors ?? []} />
          <TextField field={name} label={t("mapName")} hint={t("mapNameHint")} maxLength={60} autoComplete="off" />
          <p className="text-small text-muted">{t("halvesHint")}</p>
          <ImportColumns rows={rows} theirs={theirs} />
          <div>
            <SubmitButton icon="upload">{t("mapSave")}</SubmitButton>
          </div>
        </Form>
      </SectionCard>
    </>
  )
}
