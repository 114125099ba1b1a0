import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { changeCompany } from "#app/members/change-company.server.ts"
import { companyForPage } from "#app/members/company-for-page.server.ts"
import { companyForm } from "#app/members/company-form.ts"
import { audit } from "#app/platform/audit.server.ts"
import { parseForm } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"
import { formatPostalCode } from "#app/values/text.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navCompanies", to: "/console/companies" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  const { page, limit, offset } = listUrl(request)
  return inScope(actor, async (scope) => {
    const company = await companyForPage(scope, params.id ?? "", { limit, offset })
    if (!company) throw new Response("not found", { status: 404 })
    await audit(scope, "read-company", company.id, { people: company.people.map(({ number }) => number) })
    const mayWrite = may(actor, "members.write")
    return { title: company.name, company, locale: actor.locale, mayWrite, page, pageSize: limit }
  })
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const form = await parseForm(request, companyForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    await inScope(actor, (scope) => changeCompany(scope, params.id ?? "", form.value))
    return redirect(`/console/companies/${params.id ?? ""}?done=1`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

const names = ["nameKana", "postalCode", "address", "phone", "note"] as const
const label = { nameKana: "kana", postalCode: "postalCode", address: "address", phone: "phone", note: "note" } as const

function AboutForm() {
  const { t } = useTranslation(["companies", "actions"])
  const { company, locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    id: `company-${company.id}`,
    lastResult: answer?.submission ?? null,
    defaultValue: { ...company, postalCode: formatPostalCode(company.postalCode) },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: companyForm(locale) }),
  })
  return (
    <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
      <ErrorSummary
        fields={names.map((name) => ({ field: fields[name], label: t(`companies:${label[name]}`) }))}
        formErrors={form.errors ?? []}
      />
      <p className="text-small text-muted">{t("companies:aboutHint")}</p>
      {names.map((name) => (
        <TextField
          key={name}
          field={fields[name]}
          label={t(`companies:${label[name]}`)}
          hint={name === "nameKana" ? t("companies:kanaHint") : undefined}
          inputMode={name === "postalCode" ? "numeric" : undefined}
          type={name === "phone" ? "tel" : "text"}
          maxLength={200}
          autoComplete="off"
        />
      ))}
      <SubmitButton>{t("actions:saveChanges")}</SubmitButton>
    </Form>
  )
}

function About() {
  const { t } = useTranslation("companies")
  const { company } = useLoaderData<typeof loader>()
  const shown = { ...company, postalCode: formatPostalCode(company.postalCode) }
  return (
    <DescriptionList
      items={names.map((name) => ({ key: name, term: t(label[name]), detail: shown[name] || undefined }))}
    />
  )
}

type Person = ReturnType<typeof useLoaderData<typeof loader>>["company"]["people"][number]

function People() {
  const { t, i18n } = useTranslation("companies")
  const { company } = useLoaderData<typeof loader>()
  const nameOf = (person: Person) => (
    <>
      {person.name}
      <span className="block text-small font-normal text-muted">{person.kana}</span>
    </>
  )
  return (
    <DataTable
      caption={t("recipients", { name: company.name })}
      rows={company.people}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/console/members/${id}`}
      empty={<EmptyState icon="members" title={t("noPeople")} />}
      columns={[
        { key: "name", header: t("person"), render: nameOf },
        { key: "number", header: t("number"), render: ({ number }) => number },
        {
          ...{ key: "department", header: t("department") },
          render: ({ department, jobTitle }) => [department, jobTitle].filter(Boolean).join(" · "),
        },
        {
          ...{ key: "copies", header: t("copies"), unit: t("copiesUnit"), align: "end" },
          render: ({ copies }) => copies.toLocaleString(i18n.language),
        },
        {
          ...{ key: "contracts", header: t("paid"), unit: t("contractsUnit"), align: "end" },
          render: ({ contracts }) => contracts.toLocaleString(i18n.language),
        },
      ]}
    />
  )
}

/** 会社: one company with its recipients, and what is kept of it. */
export default function Company() {
  const { t } = useTranslation("companies")
  const { title, company, mayWrite, page, pageSize } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  return (
    <>
      <PageHeader title={title} summary={t("summary", company.total)} />
      <div role="status">{search.has("done") ? <Callout tone="success">{t("changed")}</Callout> : null}</div>
      <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
        <SectionCard title={t("recipients", { name: company.name })} flush>
          <People />
          <Pagination page={page} pageSize={pageSize} total={company.total.people} />
        </SectionCard>
        <SectionCard title={t("about")}>
          {mayWrite ? <AboutForm key={names.map((name) => company[name]).join("|")} /> : <About />}
        </SectionCard>
      </div>
    </>
  )
}
