import { readFile } from "node:fs/promises"
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node"
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { z } from "zod"
import { acceptSuggestion } from "#app/billing/bank/accept-suggestion.server.ts"
import { type BankLine, bankLines } from "#app/billing/bank/bank-lines.server.ts"
import { matchCertainLines } from "#app/billing/bank/match-certain-lines.server.ts"
import { holdBankLine } from "#app/billing/bank/settle-bank-line.server.ts"
import { settleForPayer } from "#app/billing/bank/settle-for-payer.server.ts"
import { takeBankFile } from "#app/billing/bank/take-bank-file.server.ts"
import { may, requireStaff, type StaffActor } from "#app/identity/require-staff.server.ts"
import { formOf, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { withUpload } from "#app/platform/upload.server.ts"
import { BankLines } from "#app/ui/bank-lines.tsx"
import { BankUpload } from "#app/ui/bank-upload.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { FilterBar } from "#app/ui/filter-bar.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { listUrl } from "#app/ui/list-url.ts"
import { Money } from "#app/ui/money.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { formatYen } from "#app/values/yen.ts"

export const meta = consoleMeta
export const handle = { crumbs: [] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  const url = listUrl(request)
  const state = url.oneOf("state", ["open", "held", "done"])
  return {
    ...(await readScope(actor, (scope) => bankLines(scope, { state, limit: url.limit, offset: url.offset }))),
    ...{ state, page: url.page, pageSize: url.limit, maySettle: may(actor, "billing.write") },
    title: i18nFor(actor.locale).t("bank:title"),
  }
}

const Act = z.discriminatedUnion("intent", [
  z.object({
    ...{ intent: z.literal("accept"), lineId: z.string(), payerId: z.string() },
    ...{ partsYen: z.coerce.number().int(), feeYen: z.coerce.number().int() },
  }),
  z.object({ intent: z.literal("hold"), lineId: z.string() }),
  z.object({ intent: z.literal("choose"), lineId: z.string(), payerNumber: z.string().trim().max(40) }),
  z.object({ intent: z.literal("certain") }),
])

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const { t } = i18nFor(actor.locale)
  try {
    if ((request.headers.get("content-type") ?? "").startsWith("multipart/")) return await take(request, actor)
    const input = Act.safeParse(Object.fromEntries(await formOf(request)))
    if (!input.success) throw new Response("not an act", { status: 400 })
    const act = input.data
    const matched = await inScope(actor, async (scope) => {
      if (act.intent === "certain") return (await matchCertainLines(scope)).matched
      if (act.intent === "accept") await acceptSuggestion(scope, act)
      else if (act.intent === "hold") await holdBankLine(scope, act.lineId)
      else await settleForPayer(scope, act)
      return 1
    })
    const done = act.intent === "certain" ? t("bank:certainDone", { count: matched }) : t(act.intent === "hold" ? "bank:heldDone" : "bank:accepted") // prettier-ignore
    return data({ ok: true, message: done })
  } catch (error) {
    const { status, message } = refusalReply(error, actor.locale)
    return data({ ok: false, message }, { status })
  }
}

async function take(request: Request, actor: StaffActor) {
  const { t } = i18nFor(actor.locale)
  const limits = { field: "file", maxBytes: 10 * 1024 * 1024 }
  return withUpload(request, limits, async (form, upload) => {
    if (upload === null || upload === "tooLarge") {
      return data({ ok: false, message: t(upload === null ? "bank:chooseFile" : "bank:tooLarge") }, { status: 422 })
    }
    const bytes = await readFile(upload.path)
    const named = form.get("account")
    const account = typeof named === "string" ? named.slice(0, 60) : ""
    const taken = await inScope(actor, (scope) => takeBankFile(scope, { name: upload.name, bytes, account }))
    return data({ ok: true, message: taken.alreadyTaken ? t("bank:takenAgain") : t("bank:taken", taken) })
  })
}

function Done({ lines, title }: { readonly lines: readonly BankLine[]; readonly title: string }) {
  const { t } = useTranslation(["bank", "states"])
  const yen = t("states:yen")
  return (
    <DataTable
      caption={title}
      rows={lines}
      rowKey={(line) => line.id}
      empty={<EmptyState icon="yen" title={t("bank:emptyDone")} />}
      columns={[
        { key: "on", header: t("bank:receivedOn"), render: (line) => <DayText on={line.receivedOn} /> },
        { key: "remitter", header: t("bank:remitter"), render: (line) => line.remitterName },
        { key: "amount", header: t("bank:amount"), unit: yen, align: "end", render: (line) => <Money amount={line.amountYen} /> }, // prettier-ignore
        {
          key: "fee",
          header: t("bank:fee"),
          unit: yen,
          align: "end",
          render: (line) => <Money amount={line.feeYen} />,
        },
        {
          key: "payer",
          header: t("bank:payer"),
          render: (line) => (
            <Link to={`/console/members/${line.payerId ?? ""}`} className="text-link">
              {line.payerName}
            </Link>
          ),
        },
        { key: "payment", header: t("bank:payment"), render: (line) => line.paymentNumber },
      ]}
    />
  )
}

const views = ["open", "held", "done"] as const

/** 入金消込: the bank's files, what each deposit seems to be and why, one key to settle it. */
export default function Bank() {
  const { t } = useTranslation("bank")
  const { title, lines, total, sumYen, state, page, pageSize, maySettle } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const isSure = state === "open" && lines.some(({ suggestion }) => suggestion?.isCertain)
  return (
    <>
      <PageHeader
        title={title}
        summary={total > 0 ? t("lead", { count: total, yen: formatYen(sumYen) }) : t("nothing")}
        secondary={
          maySettle && isSure ? (
            <Form method="post">
              <input type="hidden" name="intent" value="certain" />
              <SubmitButton tone="secondary">{t("certain")}</SubmitButton>
            </Form>
          ) : null
        }
      />
      <div role="status">
        {answer ? <Callout tone={answer.ok ? "success" : "warning"}>{answer.message}</Callout> : null}
      </div>
      {maySettle ? <BankUpload /> : null}
      <section className="card" aria-label={title}>
        <FilterBar
          label={title}
          currentView={state}
          views={views.map((key) => ({ key, label: t(key), to: `/console/bank?state=${key}` }))}
        />
        {state === "done" ? <Done lines={lines} title={title} /> : null}
        {state !== "done" && lines.length > 0 ? (
          <BankLines lines={lines} mayHold={state === "open"} maySettle={maySettle} />
        ) : null}
        {state !== "done" && lines.length === 0 ? (
          <EmptyState icon="yen" title={t(state === "open" ? "nothing" : "emptyHeld")}>
            {state === "open" ? t("nothingBody") : null}
          </EmptyState>
        ) : null}
        {total > pageSize ? <Pagination page={page} pageSize={pageSize} total={total} /> : null}
      </section>
    </>
  )
}
