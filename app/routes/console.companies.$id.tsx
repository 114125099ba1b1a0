import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { z } from "zod"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { candidatesForCompany } from "#app/members/candidates-for-company.server.ts"
import { changeCompany } from "#app/members/change-company.server.ts"
import { companyForPage } from "#app/members/company-for-page.server.ts"
import { companyForm } from "#app/members/company-form.ts"
import { CompanyPair, mergeCompanies } from "#app/members/merge-companies.server.ts"
import { spellingsOfCompany } from "#app/members/spellings-of-company.server.ts"
import { tellCompaniesApart } from "#app/members/tell-companies-apart.server.ts"
import { undoCompanyMerge } from "#app/members/undo-company-merge.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { formOf, parseForm, refusalReply } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { CompanyCandidates, CompanyPeople, CompanySpellings } from "#app/ui/company-parts.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DescriptionList } from "#app/ui/description-list.tsx"
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
    // One that was merged is looked at as the company that it leads to.
    if (company.id !== params.id) throw redirect(`/console/companies/${company.id}`)
    await audit(scope, "read-company", company.id, { people: company.people.map(({ number }) => number) })
    const mayWrite = may(actor, "members.write")
    const spellings = await spellingsOfCompany(scope, company.id)
    const candidates = await candidatesForCompany(scope, company.id)
    const common = { title: company.name, locale: actor.locale, mayWrite, page, pageSize: limit }
    return { ...common, company, spellings, candidates }
  })
}

const Act = z.discriminatedUnion("intent", [
  CompanyPair.extend({ intent: z.literal("merge") }),
  CompanyPair.extend({ intent: z.literal("apart") }),
  z.object({ intent: z.literal("undo"), merge: z.uuid() }),
])

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const home = `/console/companies/${params.id ?? ""}`
  const act = Act.safeParse(Object.fromEntries(await formOf(request.clone())))
  if (act.success) {
    const asked = act.data
    try {
      await inScope<unknown>(actor, (scope) => {
        if (asked.intent === "merge") return mergeCompanies(scope, asked)
        return asked.intent === "apart" ? tellCompaniesApart(scope, asked) : undoCompanyMerge(scope, asked.merge)
      })
      return redirect(`${home}?done=${asked.intent}`)
    } catch (error) {
      const { message, status } = refusalReply(error, actor.locale)
      return data({ message, submission: null }, { status })
    }
  }
  const form = await parseForm(request, companyForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    await inScope(actor, (scope) => changeCompany(scope, params.id ?? "", form.value))
    return redirect(`${home}?done=1`)
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

function Done() {
  const { t } = useTranslation("companies")
  const [search] = useSearchParams()
  const answer = useActionData<typeof action>()
  const done = search.get("done")
  const words = { merge: t("merged"), apart: t("apartDone"), undo: t("undone"), 1: t("changed") }
  return (
    <div role="status">
      {answer && "message" in answer ? <Callout tone="warning">{answer.message}</Callout> : null}
      {!answer && isDone(done) ? <Callout tone="success">{words[done]}</Callout> : null}
    </div>
  )
}

const isDone = (done: string | null): done is "merge" | "apart" | "undo" | "1" =>
  done === "merge" || done === "apart" || done === "undo" || done === "1"

/** 会社: one company with its recipients, what is kept of it, its ways of writing, and who may be the same. */
export default function Company() {
  const { t } = useTranslation("companies")
  const { title, company, spellings, candidates, mayWrite, page, pageSize } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title={title} summary={t("summary", company.total)} />
      <Done />
      <CompanyCandidates company={company} candidates={candidates} mayWrite={mayWrite} />
      <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
        <SectionCard title={t("recipients", { name: company.name })} flush>
          <CompanyPeople company={company} />
          <Pagination page={page} pageSize={pageSize} total={company.total.people} />
        </SectionCard>
        <div className="grid gap-apart">
          <CompanySpellings spellings={spellings} mayWrite={mayWrite} />
          <SectionCard title={t("about")}>
            {mayWrite ? <AboutForm key={names.map((name) => company[name]).join("|")} /> : <About />}
          </SectionCard>
        </div>
      </div>
    </>
  )
}
