import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node"
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { accountForm, accountKindNames, accountKinds } from "#app/ledger/account-form.ts"
import { chartOfAccounts } from "#app/ledger/chart-of-accounts.server.ts"
import { addAccount, renameAccount, retireAccount } from "#app/ledger/save-account.server.ts"
import { actOnRow } from "#app/platform/act-on-row.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Button } from "#app/ui/button.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { Money } from "#app/ui/money.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  const accounts = await readScope(actor, chartOfAccounts)
  const edited = new URL(request.url).searchParams.get("edit")
  return {
    title: i18nFor(actor.locale).t("accounts:title"),
    ...{ accounts, locale: actor.locale, mayChange: may(actor, "books.close") },
    edited: accounts.find(({ code }) => code === edited) ?? null,
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "books.close")
  return actOnRow(request, actor, {
    ...{ home: "/console/accounts", schema: accountForm(actor.locale), add: addAccount, retire: retireAccount },
    change: (scope, value, code) => renameAccount(scope, { ...value, code }),
  })
}

/** One account's form: a new one, or the names of a known one. */
function AccountForm() {
  const { t } = useTranslation(["accounts", "actions"])
  const { edited, locale, accounts } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    id: `account-${edited?.code ?? accounts.length}`,
    lastResult: answer?.submission ?? null,
    defaultValue: edited ?? {},
    onValidate: ({ formData }) => parseWithZod(formData, { schema: accountForm(locale) }),
    constraint: { code: { required: true }, name: { required: true }, kind: { required: true } },
  })
  const labels = [
    { field: fields.code, label: t("accounts:code") },
    { field: fields.name, label: t("accounts:name") },
    { field: fields.nameEnglish, label: t("accounts:nameEnglish") },
    { field: fields.kind, label: t("accounts:kind") },
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
        <>
          <TextField field={fields.code} label={t("accounts:code")} hint={t("accounts:codeHint")} inputMode="numeric" />
          <SelectField
            field={fields.kind}
            label={t("accounts:kind")}
            options={accountKindNames.map((value) => ({ value, label: accountKinds[value][locale] }))}
          />
        </>
      )}
      <TextField field={fields.name} label={t("accounts:name")} maxLength={40} />
      <TextField field={fields.nameEnglish} label={t("accounts:nameEnglish")} maxLength={40} />
      <div className="flex flex-wrap gap-near">
        <Button type="submit" tone="primary">
          {edited ? t("actions:saveChanges") : t("accounts:add")}
        </Button>
        {edited ? <LinkButton to="/console/accounts">{t("actions:cancel")}</LinkButton> : null}
      </div>
    </Form>
  )
}

type Account = ReturnType<typeof useLoaderData<typeof loader>>["accounts"][number]

function Retire({ account }: { readonly account: Account }) {
  const { t } = useTranslation("accounts")
  if (!account.isOwn) return null
  const word = account.isRetired ? t("useAgain") : t("retire")
  return (
    <Form method="post" action={`?retire=${account.code}${account.isRetired ? "&again=1" : ""}`}>
      <Button type="submit" aria-label={`${word}: ${account.code} ${account.name}`}>
        {word}
      </Button>
    </Form>
  )
}

/** 勘定科目: the chart of accounts, with the organization's own beside what the house posts to. */
export default function ChartOfAccounts() {
  const { t } = useTranslation(["accounts", "states"])
  const { title, accounts, edited, locale, mayChange } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const nameOf = (account: Account) => (
    <span className="flex flex-wrap items-center gap-near">
      {mayChange ? (
        <Link to={`?edit=${account.code}`} className="text-link">
          {locale === "en" ? account.nameEnglish : account.name}
        </Link>
      ) : (
        <>{locale === "en" ? account.nameEnglish : account.name}</>
      )}
      {account.isOwn ? <Badge>{t("accounts:own")}</Badge> : null}
      {account.isRetired ? <Badge tone="warning">{t("accounts:retired")}</Badge> : null}
    </span>
  )
  return (
    <>
      <PageHeader title={title} summary={t("accounts:lead")} />
      <div role="status">
        {answer && "message" in answer ? <Callout tone="warning">{answer.message}</Callout> : null}
      </div>
      <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
        <SectionCard title={title} flush>
          <DataTable
            caption={title}
            rows={accounts}
            rowKey={({ code }) => code}
            empty={null}
            columns={[
              { key: "code", header: t("accounts:code"), render: ({ code }) => code },
              { key: "name", header: t("accounts:name"), render: nameOf },
              { key: "kind", header: t("accounts:kind"), render: ({ kind }) => accountKinds[kind][locale] },
              {
                key: "balance",
                header: t("accounts:balance"),
                unit: t("states:yen"),
                align: "end",
                render: ({ balanceYen }) => <Money amount={balanceYen} />,
              },
              {
                key: "retire",
                header: t("accounts:act"),
                render: (account) => (mayChange ? <Retire account={account} /> : null),
              },
            ]}
          />
        </SectionCard>
        {mayChange ? (
          <SectionCard title={edited ? t("accounts:editTitle", { name: edited.name }) : t("accounts:addTitle")}>
            <AccountForm key={edited?.code ?? "new"} />
          </SectionCard>
        ) : null}
      </div>
    </>
  )
}
