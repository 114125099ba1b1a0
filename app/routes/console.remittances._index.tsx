import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { bankClient } from "#app/billing/bank/bank-client.server.ts"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { bankDayAfter } from "#app/platform/bank-days.server.ts"
import { parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { makeRemittance } from "#app/subscriptions/remittances/make-remittance.server.ts"
import {
  type RefundToRemit,
  refundsToRemit,
  totalsToRemit,
} from "#app/subscriptions/remittances/refunds-to-remit.server.ts"
import { remittanceForm } from "#app/subscriptions/remittances/remittance-form.ts"
import { remittances } from "#app/subscriptions/remittances/remittances-for-page.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { FilterBar } from "#app/ui/filter-bar.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { MakeRemittance, RefundsToRemit, RemittanceFiles } from "#app/ui/remittance-parts.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navOrders", to: "/console/orders" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  const { t } = i18nFor(actor.locale)
  const url = listUrl(request)
  const state = url.oneOf("state", ["ready", "unclear"])
  const mayAct = may(actor, "billing.write")
  const accountOf = (one: RefundToRemit) =>
    mayAct
      ? [one.bankCode, one.bankName, one.branchCode, one.branchName, t(`remittances:kind-${one.accountKind}`), one.accountNumber, one.accountHolder].filter(Boolean).join(" ") // prettier-ignore
      : ""
  return readScope(actor, async (scope) => {
    const refunds = await refundsToRemit(scope, { isReady: state === "ready", limit: url.limit, offset: url.offset })
    const files = await remittances(scope)
    return {
      title: t("remittances:title"),
      ...{ state, mayAct, files, newest: files[0]?.number ?? "", totals: await totalsToRemit(scope) },
      refunds: refunds.map((one) => ({
        ...{ number: one.number, contractId: one.contractId, publicationCode: one.publicationCode, state: one.state },
        ...{ payerId: one.payerId, payerName: one.payerName, owedOn: one.owedOn, amountYen: one.amountYen },
        account: accountOf(one),
      })),
      isSetUp: (await bankClient(scope, "remittance")) !== null,
      ...{ bankDay: bankDayAfter(scope.today), page: url.page, pageSize: url.limit, locale: actor.locale },
    }
  })
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const form = await parseForm(request, remittanceForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    const made = await inScope(actor, (scope) => makeRemittance(scope, form.value))
    return redirect(`/console/remittances/${made.id}?${made.isNew ? "made" : "known"}`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

/** 返金の振込: what is to be transferred to readers' accounts, a file of it, and the files made so far. */
export default function Remittances() {
  const { t } = useTranslation("remittances")
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { title, state, totals, mayAct, isSetUp } = page
  const total = state === "ready" ? totals.ready : totals.unclear
  return (
    <>
      <PageHeader
        title={title}
        summary={t("lead")}
        secondary={
          <>
            <LinkButton to="/console/refunds">{t("toRefunds")}</LinkButton>
            {mayAct ? <LinkButton to="/console/remittances/settings">{t("settings")}</LinkButton> : null}
          </>
        }
      />
      {isSetUp ? null : <Callout tone="warning">{t("notSetUp")}</Callout>}
      <div className="grid items-start gap-apart">
        {mayAct && isSetUp && totals.ready > 0 ? (
          <MakeRemittance
            {...{ ready: totals.ready, readyYen: totals.readyYen, bankDay: page.bankDay, newest: page.newest }}
            {...{ locale: page.locale, lastResult: answer?.submission }}
          />
        ) : null}
        <section className="card" aria-label={t("waiting")}>
          <FilterBar
            label={t("waiting")}
            currentView={state}
            views={[
              { key: "ready", label: t("ready"), to: "/console/remittances", count: totals.ready },
              { key: "unclear", label: t("unclear"), to: "/console/remittances?state=unclear", count: totals.unclear },
            ]}
          />
          <RefundsToRemit
            refunds={page.refunds}
            isReady={state === "ready"}
            readyYen={totals.readyYen}
            mayAct={mayAct}
          />
          {total > page.pageSize ? <Pagination page={page.page} pageSize={page.pageSize} total={total} /> : null}
        </section>
        <RemittanceFiles files={page.files} />
      </div>
    </>
  )
}
