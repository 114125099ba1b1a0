import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { withUpload } from "#app/platform/upload.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { mappingsForImport } from "#app/subscriptions/import-mappings.server.ts"
import { MAP_COLUMNS, receiveSubscriberFile } from "#app/subscriptions/receive-subscriber-file.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DateField } from "#app/ui/date-field.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import type { FieldLike } from "#app/ui/field.tsx"
import { FileField } from "#app/ui/file-field.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navImports", to: "/console/imports" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "imports.write")
  const mappings = await readScope(actor, mappingsForImport)
  return { title: i18nFor(actor.locale).t("imports:newTitle"), mappings, mapColumns: MAP_COLUMNS }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "imports.write")
  const limits = { field: "file", maxBytes: 50 * 1024 * 1024 }
  const received = await withUpload(request, limits, (form, upload) => receiveSubscriberFile(actor, upload, form))
  return received.ok ? redirect(received.to) : data({ problems: received.problems }, { status: 422 })
}

const field = (name: string, error: string | undefined): FieldLike => ({
  id: name,
  name,
  errorId: `${name}-error`,
  descriptionId: `${name}-hint`,
  required: true,
  errors: error === undefined ? undefined : [error],
})

/** The file and its date; checking it comes first, nothing is registered yet. */
export default function NewImport() {
  const { t } = useTranslation("imports")
  const { title, mappings, mapColumns } = useLoaderData<typeof loader>()
  const problems = useActionData<typeof action>()?.problems
  const file = field("file", problems?.file && t(problems.file))
  const asOf = field("asOf", problems?.asOf && t(problems.asOf))
  return (
    <>
      <PageHeader title={title} summary={t("newLead")} />
      <SectionCard>
        <Form method="post" encType="multipart/form-data" noValidate>
          <div className="grid max-w-[36rem] gap-apart">
            <ErrorSummary
              fields={[
                { field: file, label: t("file") },
                { field: asOf, label: t("asOf") },
              ]}
            />
            <FileField
              field={file}
              label={t("file")}
              accept=".csv,text/csv"
              types="CSV (Shift_JIS・UTF-8)"
              size="50 MB"
            />
            <SelectField
              field={{ ...field("mapping", undefined), required: false }}
              label={t("mapping")}
              hint={t("mappingHint")}
              options={[
                { value: "", label: t("mappingByName") },
                ...mappings.map(({ id, name }) => ({ value: id, label: name })),
                { value: mapColumns, label: t("mapColumns") },
              ]}
            />
            <DateField field={asOf} label={t("asOf")} hint={t("asOfHint")} showsEra />
            <div>
              <SubmitButton icon="upload">{t("check")}</SubmitButton>
            </div>
          </div>
        </Form>
      </SectionCard>
    </>
  )
}
