import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { bankClient, saveBankClient } from "#app/billing/bank/bank-client.server.ts"
import { bankClientForm } from "#app/billing/bank/bank-client-form.ts"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { BankClientForm } from "#app/ui/bank-client-form.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { i18nFor } from "#app/ui/i18n.ts"
import { PageHeader } from "#app/ui/page-header.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navDebits", to: "/console/debits" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  return {
    title: i18nFor(actor.locale).t("debits:settings"),
    client: await readScope(actor, (scope) => bankClient(scope, "debit")),
    locale: actor.locale,
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const form = await parseForm(request, bankClientForm(actor.locale))
  if (!form.ok) return form.reply
  await inScope(actor, (scope) => saveBankClient(scope, "debit", form.value))
  return redirect("/console/debits/settings?done=1")
}

/** 口座振替の設定: 委託者コード, the bank and account of the organization, and how its file is written. */
export default function DebitSettingsPage() {
  const { t } = useTranslation("debits")
  const { title, client, locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  return (
    <>
      <PageHeader title={title} summary={t("settingsLead")} />
      <div role="status">{search.has("done") && !answer ? <Callout tone="success">{t("saved")}</Callout> : null}</div>
      <BankClientForm
        id="debit-settings"
        client={client}
        locale={locale}
        lastResult={answer?.submission}
        cancelTo="/console/debits"
      />
    </>
  )
}
