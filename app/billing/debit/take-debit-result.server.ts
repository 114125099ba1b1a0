import { createHash } from "node:crypto"
import { badLine } from "#app/billing/bank/bank-file.ts"
import { fileNotReadable } from "#app/billing/bank/file-not-readable.ts"
import { bookDebits } from "#app/billing/debit/book-debits.server.ts"
import { type DebitFile, readDebitFile } from "#app/billing/debit/debit-file.ts"
import { holdDebits } from "#app/billing/debit/hold-debits.server.ts"
import { resultDifferences } from "#app/billing/debit/result-differences.ts"
import { refuse } from "#app/billing/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import { readStoredFile, storeFile } from "#app/platform/files.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import { type FileId, isId } from "#app/values/ids.ts"

type Request = {
  id: string
  number: string
  state: "pending" | "settled" | "cancelled"
  withdraw_on: CalendarDate
  file_id: FileId
}

export type TakenResult = Readonly<{
  requestId: string
  number: string
  done: number
  doneYen: number
  failed: number
  failedYen: number
  alreadyTaken: boolean
}>

/**
 * 結果データ of a request: verified against the file that was sent, record by record; then all of it or nothing. Done: booked once as the payer's
 * payment on the 引落日, settling those very invoices. Not done: the reason is kept and the invoices are open again; 取引なし and 依頼書なし
 * stop the account. The bank's fee is not guessed. Without a request named, the file's client and day tell it. Refuses:
 * bank-file-not-readable (with every wrong record and column), no-such-debit-request, debit-request-decided, debit-day-to-come.
 */
export async function takeDebitResult(
  scope: Scope,
  input: Readonly<{ name: string; bytes: Buffer; requestId?: string | undefined }>,
): Promise<TakenResult> {
  await holdDebits(scope)
  const sha256 = createHash("sha256").update(input.bytes).digest("hex")
  const known = await takenBefore(scope, sha256)
  if (known) return known
  const result = readDebitFile(input.bytes)
  if (result.bad.length > 0) throw fileNotReadable(result.bad)
  const request = await requestOf(scope, result, input.requestId)
  if (request.state !== "pending") throw refuse("debit-request-decided")
  const differences = resultDifferences(await sentFile(scope, request), result)
  if (differences.length > 0) throw fileNotReadable(differences)
  if (request.withdraw_on > scope.today)
    throw refuse("debit-day-to-come", { on: request.withdraw_on }, { field: "file" })
  const file = await storeFile(scope, {
    ...{ name: input.name, mediaType: "application/octet-stream", content: input.bytes },
  })
  await scope.sql`
    update debit_request set state = 'settled', result_file_id = ${file.id}::uuid, result_sha256 = ${sha256}, decided_at = ${scope.now},
      decided_by = ${scope.actor}
    where id = ${request.id}::uuid`
  await keepResults(scope, request.id, result)
  await bookDebits(scope, { requestId: request.id, number: request.number, withdrawOn: request.withdraw_on })
  const taken = await takenBefore(scope, sha256)
  if (!taken) throw new Error("the result was not kept")
  const { done, doneYen, failed, failedYen } = taken
  await audit(scope, "take-debit-result", request.number, { done, doneYen, failed, failedYen, sha256 })
  return { ...taken, alreadyTaken: false }
}

async function takenBefore(scope: Scope, sha256: string): Promise<TakenResult | undefined> {
  const [row] = await scope.sql<TakenResult>`
    select request.id as "requestId", request.number, count(*) filter (where line.result = '0')::integer as done,
      coalesce(sum(line.amount_yen) filter (where line.result = '0'), 0)::bigint as "doneYen",
      count(*) filter (where line.result <> '0')::integer as failed,
      coalesce(sum(line.amount_yen) filter (where line.result <> '0'), 0)::bigint as "failedYen", true as "alreadyTaken"
    from debit_request as request join debit_line as line on line.request_id = request.id
    where request.result_sha256 = ${sha256} group by request.id, request.number`
  return row
}

/** The request that a result answers: the one named, or by the file's day the one that waits, or else the last one. */
async function requestOf(scope: Scope, result: DebitFile, requestId: string | undefined): Promise<Request> {
  if (requestId !== undefined && !isId(requestId)) throw refuse("no-such-debit-request")
  const [request] = await scope.sql<Request>`
    select id, number, state, withdraw_on, file_id from debit_request
    where case when ${requestId ?? null}::uuid is null then to_char(withdraw_on, 'MMDD') = ${result.header?.day ?? ""}
      and state <> 'cancelled' else id = ${requestId ?? null}::uuid end
    order by state = 'pending' desc, withdraw_on desc limit 1 for update`
  if (request) return request
  if (requestId !== undefined) throw refuse("no-such-debit-request")
  throw fileNotReadable([
    badLine(1, "引落日", `引落日 ${result.header?.day ?? ""} の請求データがありません`, `no request of the day ${result.header?.day ?? ""}`), // prettier-ignore
  ])
}

async function sentFile(scope: Scope, request: Request): Promise<DebitFile> {
  const file = await readStoredFile(scope, request.file_id)
  if (!file) throw new Error(`the file of ${request.number} is not there`)
  const chunks: Uint8Array[] = []
  for await (const chunk of file.content) if (chunk instanceof Uint8Array) chunks.push(chunk)
  return readDebitFile(Buffer.concat(chunks))
}

/** 振替結果 of each record; what is not done is open again, and an account that the bank does not know is not asked once more. */
async function keepResults(scope: Scope, requestId: string, { records }: DebitFile): Promise<void> {
  await scope.sql`
    update debit_line as line set result = given.result
    from unnest(${records.map(({ record }) => record.customerNumber)}::text[], ${records.map(({ record }) => record.result)}::text[])
      as given (customer_number, result)
    where line.request_id = ${requestId}::uuid and line.customer_number = given.customer_number`
  await scope.sql`update debit_invoice set is_pending = false where request_id = ${requestId}::uuid`
  await scope.sql`
    update debit_account as account set stopped_on = ${scope.today}::date,
      stopped_because = case line.result when '2' then 'no-account' else 'no-mandate' end
    from debit_line as line
    where line.request_id = ${requestId}::uuid and line.result in ('2', '4') and account.id = line.debit_account_id
      and account.stopped_on is null`
}
