import type { DebitResult } from "#app/billing/debit/debit-file.ts"
import { refuse } from "#app/billing/refusals.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type FileId, isId } from "#app/values/ids.ts"

export type DebitRequest = Readonly<{
  id: string
  number: string
  withdrawOn: string
  state: "pending" | "settled" | "cancelled"
  lines: number
  totalYen: number
  done: number
  doneYen: number
  failed: number
  failedYen: number
  sha256: string
  resultSha256: string | null
  fileId: string
  /** False where its bytes went with somebody's erasure. */
  hasFile: boolean
  madeAt: Date
  madeBy: string
  decidedAt: Date | null
}>

/** 請求データ with their states and sums, the latest 引落日 first; of one request where its id is given. */
export const debitRequests = (scope: Scope, id: string | null = null) => scope.sql<DebitRequest>`
  select request.id, request.number, request.withdraw_on as "withdrawOn", request.state, request.line_count as lines,
    request.total_yen as "totalYen", answered.done, answered.done_yen as "doneYen", answered.failed, answered.failed_yen as "failedYen",
    request.sha256, request.result_sha256 as "resultSha256", request.file_id as "fileId", file.erased_at is null as "hasFile",
    request.made_at as "madeAt", request.made_by as "madeBy", request.decided_at as "decidedAt"
  from debit_request as request join stored_file as file on file.id = request.file_id
  cross join lateral (
    select count(*) filter (where result = '0')::integer as done, coalesce(sum(amount_yen) filter (where result = '0'), 0)::bigint as done_yen,
      count(*) filter (where result <> '0')::integer as failed,
      coalesce(sum(amount_yen) filter (where result <> '0'), 0)::bigint as failed_yen
    from debit_line as line where line.request_id = request.id
  ) as answered
  where ${id}::uuid is null or request.id = ${id}::uuid
  order by request.withdraw_on desc, request.made_at desc limit 200`

export type DebitLine = Readonly<{
  lineNo: number
  payerId: string
  payerNumber: string
  payerName: string
  customerNumber: string
  novelty: "0" | "1" | "2"
  amountYen: number
  invoices: readonly Readonly<{ id: string; number: string }>[]
  result: DebitResult | null
  paymentNumber: string | null
}>

/** One request with its records, of which those not done come first. Refuses: no-such-debit-request. */
export async function debitRequestForPage(
  scope: Scope,
  id: string,
  page: Readonly<{ limit: number; offset: number }>,
): Promise<{ request: DebitRequest; lines: readonly DebitLine[] }> {
  const [request] = isId(id) ? await debitRequests(scope, id) : []
  if (!request) throw refuse("no-such-debit-request")
  const lines = await scope.sql<DebitLine>`
    select line.line_no as "lineNo", payer.id as "payerId", payer.number as "payerNumber",
      coalesce(nullif(payer.company_name, ''), concat_ws(' ', payer.family_name, nullif(payer.given_name, ''))) as "payerName",
      ltrim(line.customer_number, '0') as "customerNumber", line.novelty, line.amount_yen as "amountYen", line.result,
      payment.number as "paymentNumber",
      (select jsonb_agg(jsonb_build_object('id', paper.id, 'number', paper.number) order by paper.number)
        from debit_invoice as asked join issued_paper as paper on paper.id = asked.invoice_id
        where asked.request_id = line.request_id and asked.line_no = line.line_no) as invoices
    from debit_line as line join member as payer on payer.id = line.member_id left join payment on payment.id = line.payment_id
    where line.request_id = ${id}::uuid
    order by line.result is not null and line.result <> '0' desc, line.line_no
    limit ${page.limit}::integer offset ${page.offset}::integer`
  return { request, lines }
}

/** Whose accounts a request's file carries, by their members' numbers. Refuses: no-such-debit-request. */
export async function payersOfDebit(
  scope: Scope,
  id: string,
): Promise<{ fileId: FileId; number: string; payers: readonly string[] }> {
  const [request] = isId(id)
    ? await scope.sql<{ fileId: FileId; number: string; payers: string[] }>`
        select request.file_id as "fileId", request.number, array_agg(payer.number order by line.line_no) as payers
        from debit_request as request join debit_line as line on line.request_id = request.id join member as payer on payer.id = line.member_id
        where request.id = ${id}::uuid group by request.file_id, request.number`
    : []
  if (!request) throw refuse("no-such-debit-request")
  return request
}
