import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { debitAccountForm } from "#app/billing/debit/debit-account-form.ts"
import { debitAccountsForPayer } from "#app/billing/debit/debit-accounts-for-payer.server.ts"
import { registerDebitAccount } from "#app/billing/debit/register-debit-account.server.ts"
import { stopDebitAccount } from "#app/billing/debit/stop-debit-account.server.ts"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { memberForPage } from "#app/members/member-for-page.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { parseForm, refusalReply } from "#app/platform/form.server.ts"
import { inScope, type Scope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DebitAccountForm, DebitAccounts, DebitHistory } from "#app/ui/debit-account.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { idOf } from "#app/values/ids.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navMembers", to: "/console/members" }] }

async function memberOf(scope: Scope, id: string | undefined) {
  const member = await memberForPage(scope, id ?? "")
  if (!member) throw new Response("not found", { status: 404 })
  return member
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  return inScope(actor, async (scope) => {
    const member = await memberOf(scope, params.member)
    await audit(scope, "read-debit-account", member.number)
    const name = member.companyName || `${member.familyName} ${member.givenName}`.trim()
    return {
      title: i18nFor(actor.locale).t("debits:accountTitle", { name }),
      ...(await debitAccountsForPayer(scope, idOf(member.id))),
      ...{ name, memberId: member.id, isErased: member.isErased, today: scope.today, locale: actor.locale },
    }
  })
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const here = `/console/papers/debit/${params.member ?? ""}`
  if (new URL(request.url).searchParams.has("stop")) {
    try {
      await inScope(actor, async (scope) => stopDebitAccount(scope, idOf((await memberOf(scope, params.member)).id)))
    } catch (error) {
      if (error instanceof Response) throw error
      const { status, message } = refusalReply(error, actor.locale)
      return data({ message, submission: null }, { status })
    }
    return redirect(`${here}?done=stoppedNow`)
  }
  const form = await parseForm(request, debitAccountForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    await inScope(actor, async (scope) =>
      registerDebitAccount(scope, idOf((await memberOf(scope, params.member)).id), form.value),
    )
  } catch (error) {
    if (error instanceof Response) throw error
    return form.refuse(error, actor.locale)
  }
  return redirect(`${here}?done=registered`)
}

/** 口座振替 of one payer: the account of his mandate, those before it, and what was debited. */
export default function PayersDebit() {
  const { t } = useTranslation("debits")
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  const done = search.get("done")
  const isLive = page.accounts.some(({ stoppedOn }) => stoppedOn === null)
  const message = answer && "message" in answer ? answer.message : null
  return (
    <>
      <PageHeader
        title={page.title}
        summary={t("accountLead")}
        secondary={
          isLive ? (
            <ConfirmDialog
              verb={t("stop")}
              title={t("stopTitle", { name: page.name })}
              tone="danger"
              triggerTone="secondary"
              action="?stop"
            >
              <p>{t("stopBody")}</p>
            </ConfirmDialog>
          ) : null
        }
      />
      <div role="status">
        {(done === "registered" || done === "stoppedNow") && !answer ? (
          <Callout tone="success">{t(done)}</Callout>
        ) : null}
        {message ? <Callout tone="warning">{message}</Callout> : null}
      </div>
      <div className="grid items-start gap-apart">
        <DebitAccounts accounts={page.accounts} customerNumber={page.customerNumber} />
        {page.isErased ? null : (
          <DebitAccountForm
            // A registered account leaves an empty form behind.
            key={page.accounts.length}
            locale={page.locale}
            today={page.today}
            isLive={isLive}
            customerNumber={page.customerNumber}
            lastResult={answer && "submission" in answer ? answer.submission : null}
            cancelTo={`/console/members/${page.memberId}/contracts`}
          />
        )}
        <DebitHistory debits={page.debits} />
      </div>
    </>
  )
}
