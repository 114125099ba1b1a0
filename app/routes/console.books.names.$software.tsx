import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { accountingSoftware } from "#app/ledger/accounting-software.ts"
import { exportNames, ExportNamesInput, saveExportNames } from "#app/ledger/export-names.server.ts"
import { formOf } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { Tabs } from "#app/ui/tabs.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navMonthClose", to: "/console/books" }] }

const softwareOf = (text: string | undefined) => {
  const software = accountingSoftware.find((known) => known === text)
  if (software === undefined) throw new Response("not found", { status: 404 })
  return software
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  const software = softwareOf(params.software)
  return {
    title: i18nFor(actor.locale).t("books:namesTitle"),
    software,
    accounts: await readScope(actor, (scope) => exportNames(scope, software)),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "books.close")
  const software = softwareOf(params.software)
  const form = await formOf(request)
  const names = Object.fromEntries([...form].filter(([name]) => /^\d/.test(name)))
  const input = ExportNamesInput.safeParse({ software, names })
  if (!input.success) throw new Response("not names", { status: 400 })
  await inScope(actor, (scope) => saveExportNames(scope, input.data))
  return redirect(`/console/books/names/${software}?done=1`)
}

/** 科目名の対応: what another program calls our accounts. */
export default function ExportNames() {
  const { t } = useTranslation(["books", "actions"])
  const { title, software, accounts } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const header = t(software === "bugyo" ? "books:exportCode" : "books:exportName")
  return (
    <>
      <PageHeader title={title} summary={t(software === "bugyo" ? "books:namesLeadCode" : "books:namesLead")} />
      <Tabs
        label={title}
        current={`/console/books/names/${software}`}
        tabs={accountingSoftware.map((one) => ({ label: t(`books:export-${one}`), to: `/console/books/names/${one}` }))}
      />
      <div role="status">{search.has("done") ? <Callout tone="success">{t("books:namesSaved")}</Callout> : null}</div>
      <Form method="post" key={software} className="card">
        <DataTable
          caption={title}
          rows={accounts}
          rowKey={(account) => account.code}
          empty={null}
          columns={[
            { key: "code", header: t("books:accountCode"), render: (account) => account.code },
            { key: "name", header: t("books:account"), render: (account) => account.name },
            {
              key: "export",
              header,
              render: (account) => (
                <input
                  type="text"
                  name={account.code}
                  defaultValue={account.exportName}
                  placeholder={software === "bugyo" ? account.code : account.name}
                  maxLength={40}
                  aria-label={`${account.name}: ${header}`}
                  className="control"
                />
              ),
            },
          ]}
        />
        <p className="flex justify-end p-apart">
          <SubmitButton>{t("actions:save")}</SubmitButton>
        </p>
      </Form>
    </>
  )
}
