import { getFormProps, useForm } from "@conform-to/react"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { found, parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { choicesForAct } from "#app/subscriptions/contract/choices-for-contract.server.ts"
import {
  type ContractAct,
  contractActForm,
  contractActs,
  isContractAct,
} from "#app/subscriptions/contract/contract-acts.ts"
import { contractForPage } from "#app/subscriptions/contract/contract-for-page.server.ts"
import { doContractAct } from "#app/subscriptions/contract/do-contract-act.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { ContractActFields, type ContractActValues } from "#app/ui/contract-act-fields.tsx"
import { ContractBrief } from "#app/ui/contract-brief.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SaveBar } from "#app/ui/save-bar.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navOrders", to: "/console/orders" }] }

const actOf = (text: string | undefined): ContractAct => {
  if (text === undefined || !isContractAct(text)) throw new Response("not found", { status: 404 })
  return text
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const act = actOf(params.act)
  const actor = await requireStaff(request, contractActs[act])
  return found(
    readScope(actor, async (scope) => {
      const contract = await contractForPage(scope, params.id ?? "")
      const { t } = i18nFor(actor.locale)
      return {
        title: `${t(`contracts:act-${act}`)} ${contract.number}`,
        act,
        contract,
        ...(await choicesForAct(scope, contract, act)),
        today: scope.today,
      }
    }),
  )
}

export async function action({ request, params }: ActionFunctionArgs) {
  const act = actOf(params.act)
  const actor = await requireStaff(request, contractActs[act])
  const form = await parseForm(request, contractActForm(actor.locale))
  if (!form.ok) return form.reply
  if (form.value.act !== act) throw new Response("another act", { status: 400 })
  const input = form.value
  try {
    const id = await inScope(actor, (scope) => doContractAct(scope, params.id ?? "", input))
    return redirect(`/console/contracts/${id}?done=${act}`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

const labels = {
  fromIssue: "changeIssue",
  untilIssue: "untilIssue",
  lineNo: "line",
  copies: "newCopies",
  recipientNumber: "recipientNumber",
  offer: "offer",
  channel: "askedBy",
  paymentWay: "paymentWay",
  note: "note",
  issueNumber: "returnedIssue",
  cause: "cause",
  issue: "sentIssue",
  way: "way",
  amountYen: "amount",
  receivedOn: "receivedOn",
  reference: "reference",
} as const satisfies Record<keyof ContractActValues, string>

const fieldNames = [
  ...(["fromIssue", "untilIssue", "lineNo", "copies", "recipientNumber", "offer", "channel", "paymentWay"] as const),
  ...(["note", "issueNumber", "cause", "issue", "way", "amountYen", "receivedOn", "reference"] as const),
]

/** What the form starts with: the only line, the next issue, today, what is to be paid. */
function useActForm() {
  const { act, contract, issues, today } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const open = contract.lines.filter(({ untilIssue }) => untilIssue === null)
  const first = String(issues[0]?.number ?? "")
  return useForm<ContractActValues>({
    id: act,
    lastResult: answer?.submission ?? null,
    defaultValue: {
      fromIssue: first,
      lineNo: open.length === 1 ? String(open[0]?.lineNo ?? "") : "",
      copies: open.length === 1 ? String(open[0]?.copies ?? "") : "",
      channel: "phone",
      paymentWay: contract.paymentWay === "free" ? "" : contract.paymentWay,
      issueNumber: first,
      issue: first,
      way: "bank-transfer",
      amountYen: act === "payment" && contract.unpaidYen > 0 ? String(contract.unpaidYen) : "",
      receivedOn: today,
    },
  })
}

/** One act of a contract on a small form of its own: what it does, what it needs, whom it concerns. */
export default function ContractActPage() {
  const { t, i18n } = useTranslation(["contracts", "actions"])
  const { title, act, contract, issues, offers } = useLoaderData<typeof loader>()
  const [form, fields] = useActForm()
  return (
    <>
      <PageHeader title={title} summary={t(`contracts:lead-${act}`)} />
      <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
        <Form method="post" {...getFormProps(form)} noValidate className="card">
          <input type="hidden" name="act" value={act} />
          <div className="grid gap-apart p-apart">
            <ErrorSummary
              fields={fieldNames.map((name) => ({ field: fields[name], label: t(`contracts:${labels[name]}`) }))}
              formErrors={form.errors ?? []}
            />
            {act === "write-off" ? (
              <p>{t("contracts:effect-owed", { yen: contract.receivableYen.toLocaleString(i18n.language) })}</p>
            ) : null}
            <ContractActFields act={act} fields={fields} contract={contract} issues={issues} offers={offers} />
          </div>
          <SaveBar isDirty={form.dirty}>
            <LinkButton to={`/console/contracts/${contract.id}`}>{t("actions:cancel")}</LinkButton>
            <SubmitButton tone={act === "write-off" || act === "stop" ? "danger" : "primary"}>
              {t(`contracts:act-${act}`)}
            </SubmitButton>
          </SaveBar>
        </Form>
        <SectionCard title={t("contracts:terms")}>
          <ContractBrief contract={contract} />
        </SectionCard>
      </div>
    </>
  )
}
