import { dayInFile } from "#app/billing/bank/zengin-record.ts"
import { writeDebitFile } from "#app/billing/debit/debit-file.ts"
import { bankClient } from "#app/billing/bank/bank-client.server.ts"
import type { BankClient } from "#app/billing/bank/bank-client-form.ts"
import { holdDebits } from "#app/billing/debit/hold-debits.server.ts"
import { type PayerToDebit, payersToDebit } from "#app/billing/debit/payers-to-debit.server.ts"
import { refuse } from "#app/billing/refusals.ts"
import { audit, auditEach } from "#app/platform/audit.server.ts"
import { type StoredFile, storeFile } from "#app/platform/files.server.ts"
import { nextNumber } from "#app/platform/number-sequence.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { bankBytes } from "#app/values/bank-kana.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

export type MadeRequest = Readonly<{
  requestId: string
  number: string
  lines: number
  totalYen: number
  sha256: string
  /** False where the day had its request already. */
  isNew: boolean
}>

/**
 * 請求データ of a 引落日 (全銀 91): one record a payer with all that he owes by that day, in yen, kept as it was made. A payer and not an
 * invoice, because the bank gives back the 顧客番号 alone: so each result leads to one record without doubt. A day has one request; made
 * again it gives the same. Refuses: debit-not-set-up, debit-day-passed, nothing-to-debit.
 */
export async function makeDebitRequest(scope: Scope, on: CalendarDate): Promise<MadeRequest> {
  await holdDebits(scope)
  const [known] = await scope.sql<Omit<MadeRequest, "isNew">>`
    select id as "requestId", number, line_count as lines, total_yen as "totalYen", sha256 from debit_request
    where withdraw_on = ${on}::date and state <> 'cancelled'`
  if (known) return { ...known, isNew: false }
  if (on < scope.today) throw refuse("debit-day-passed", {}, { field: "on" })
  const settings = await bankClient(scope, "debit")
  if (settings === null) throw refuse("debit-not-set-up")
  const payers = await payersToDebit(scope, on)
  if (payers.length === 0) throw refuse("nothing-to-debit", { on }, { field: "on" })
  const number = await nextNumber(scope, "debit-request", "D")
  const file = await storeFile(scope, {
    ...{ name: `debit-${on}-${number}.txt`, mediaType: "application/octet-stream" },
    content: bankBytes(fileOf(settings, on, payers)),
  })
  const totalYen = payers.reduce((sum, { amountYen }) => sum + amountYen, 0)
  const requestId = await keepRequest(scope, { on, number, payers, totalYen, file })
  const facts = { on, lines: payers.length, totalYen, sha256: file.sha256 }
  await audit(scope, "make-debit-request", number, facts)
  // The file carries their account numbers out of the house.
  await auditEach(scope, "export-debit-account", payers.map(({ memberNumber }) => memberNumber), { request: number }) // prettier-ignore
  return { requestId, number, lines: payers.length, totalYen, sha256: file.sha256, isNew: true }
}

function fileOf(settings: BankClient, on: CalendarDate, payers: readonly PayerToDebit[]): string {
  const { hasLineBreaks, ...client } = settings
  const head = { ...client, day: dayInFile(on) }
  const records = payers.map(({ amountYen, ...payer }) => ({ ...payer, amount: String(amountYen) }))
  return writeDebitFile(head, records, hasLineBreaks)
}

async function keepRequest(
  scope: Scope,
  made: Readonly<{
    on: CalendarDate
    number: string
    payers: readonly PayerToDebit[]
    totalYen: number
    file: StoredFile
  }>,
): Promise<string> {
  const { on, number, payers, totalYen, file } = made
  const [request] = await scope.sql<{ id: string }>`
    insert into debit_request (organization_id, number, withdraw_on, line_count, total_yen, file_id, sha256, made_at, made_by)
    values (${scope.organizationId}, ${number}, ${on}::date, ${payers.length}::integer, ${totalYen}::bigint, ${file.id}::uuid,
      ${file.sha256}, ${scope.now}, ${scope.actor})
    returning id`
  if (!request) throw new Error("debit_request gave no row")
  const lines = payers.map(({ memberId, accountId, customerNumber, novelty, amountYen, invoices }, at) => ({
    ...{ line_no: at + 1, member_id: memberId, debit_account_id: accountId, customer_number: customerNumber, novelty },
    ...{ amount_yen: amountYen, invoices },
  }))
  await scope.sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as given (line_no integer, member_id uuid, debit_account_id uuid,
        customer_number text, novelty text, amount_yen bigint, invoices jsonb)
    ), line as (
      insert into debit_line (organization_id, request_id, line_no, member_id, debit_account_id, customer_number, novelty, amount_yen)
      select ${scope.organizationId}, ${request.id}::uuid, line_no, member_id, debit_account_id, customer_number, novelty, amount_yen
      from given returning line_no
    )
    insert into debit_invoice (organization_id, request_id, line_no, invoice_id, amount_yen)
    select ${scope.organizationId}, ${request.id}::uuid, given.line_no, asked."invoiceId", asked."amountYen"
    from line join given on given.line_no = line.line_no
    cross join lateral jsonb_to_recordset(given.invoices) as asked ("invoiceId" uuid, "amountYen" bigint)`
  return request.id
}
