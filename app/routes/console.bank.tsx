import { readFile } from "node:fs/promises"
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { z } from "zod"
import { acceptSuggestion } from "#app/billing/bank/accept-suggestion.server.ts"
import { bankLines } from "#app/billing/bank/bank-lines.server.ts"
import { matchCertainLines } from "#app/billing/bank/match-certain-lines.server.ts"
import { holdBankLine } from "#app/billing/bank/settle-bank-line.server.ts"
import { setBankLineAside, takeBackBankLine } from "#app/billing/bank/set-bank-line-aside.server.ts"
import { settleForPayer } from "#app/billing/bank/settle-for-payer.server.ts"
import { takeBankFile } from "#app/billing/bank/take-bank-file.server.ts"
import { may, requireStaff, type StaffActor } from "#app/identity/require-staff.server.ts"
import { formOf, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { withUpload } from "#app/platform/upload.server.ts"
import { BankLines } from "#app/ui/bank-lines.tsx"
import { DepositsAside, SettledDeposits } from "#app/ui/bank-tables.tsx"
import { BankUpload } from "#app/ui/bank-upload.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { FilterBar } from "#app/ui/filter-bar.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { listUrl } from "#app/ui/list-url.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { formatYen } from "#app/values/yen.ts"

export const meta = consoleMeta
export const handle = { crumbs: [] }

const views = ["open", "held", "done", "ignored"] as const

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  const url = listUrl(request)
  const state = url.oneOf("state", views)
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
  z.object({
    ...{ intent: z.literal("aside"), lineId: z.string(), bookedAs: z.string().max(200).default("") },
    because: z.string().max(100).default(""),
  }),
  z.object({ intent: z.literal("takeBack"), lineId: z.string() }),
  z.object({ intent: z.literal("choose"), lineId: z.string(), payerNumber: z.string().trim().max(40) }),
  z.object({ intent: z.literal("certain") }),
])

/** What is said when an act is done. */
const doneWords = {
  ...({ accept: "accepted", choose: "accepted", hold: "heldDone" } as const),
  ...({ aside: "asideDone", takeBack: "takenBack", certain: "certainDone" } as const),
} as const

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
      else if (act.intent === "aside") await setBankLineAside(scope, act)
      else if (act.intent === "takeBack") await takeBackBankLine(scope, act.lineId)
      else await settleForPayer(scope, act)
      return 1
    })
    return data({ ok: true, message: t(`bank:${doneWords[act.intent]}`, { count: matched }) })
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

/** 入金消込: the bank's files, what each deposit seems to be and why, one key to settle it. */
export default function Bank() {
  const { t } = useTranslation("bank")
  const { title, lines, total, sumYen, state, page, pageSize, maySettle } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const isWaiting = state === "open" || state === "held"
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
        {state === "done" ? <SettledDeposits lines={lines} title={title} /> : null}
        {state === "ignored" ? <DepositsAside lines={lines} title={title} mayTakeBack={maySettle} /> : null}
        {isWaiting && lines.length > 0 ? (
          <BankLines lines={lines} mayHold={state === "open"} maySettle={maySettle} />
        ) : null}
        {isWaiting && lines.length === 0 ? (
          <EmptyState icon="yen" title={t(state === "open" ? "nothing" : "emptyHeld")}>
            {state === "open" ? t("nothingBody") : null}
          </EmptyState>
        ) : null}
        {total > pageSize ? <Pagination page={page} pageSize={pageSize} total={total} /> : null}
      </section>
    </>
  )
}
