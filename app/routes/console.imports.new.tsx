import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { withUpload } from "#app/platform/upload.server.ts"
import { receiveSubscriberFile } from "#app/subscriptions/receive-subscriber-file.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DateField } from "#app/ui/date-field.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import type { FieldLike } from "#app/ui/field.tsx"
import { FileField } from "#app/ui/file-field.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navImports", to: "/console/imports" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "imports.write")
  return { title: i18nFor(actor.locale).t("imports:newTitle") }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "imports.write")
  const limits = { field: "file", maxBytes: 50 * 1024 * 1024 }
  const received = await withUpload(request, limits, (form, upload) =>
    receiveSubscriberFile(actor, upload, form.get("asOf")),
  )
  return received.ok
    ? redirect(`/console/imports/${received.runId}`)
    : data({ problems: received.problems }, { status: 422 })
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
  const { title } = useLoaderData<typeof loader>()
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
