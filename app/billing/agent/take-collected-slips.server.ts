import iconv from "iconv-lite"
import { type Collected, type CollectedKind, readCollected } from "#app/billing/agent/read-collected.ts"
import { badLine } from "#app/billing/bank/bank-file.ts"
import { fileNotReadable } from "#app/billing/bank/file-not-readable.ts"
import { billingSettings } from "#app/billing/papers/billing-settings.server.ts"
import { payInvoices } from "#app/billing/papers/pay-invoices.server.ts"
import { openVoucher, postingDate, postLines } from "#app/ledger/post-voucher.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { PaymentId } from "#app/values/ids.ts"

type Invoice = Readonly<{ number: string; id: string; payer_id: string }>
type Known = { state: CollectedKind; announcements: number }

export type TakenSlips = Readonly<Record<CollectedKind | "unchanged", number>>

/**
 * 収納データ of a collecting agent, all rows or none. 速報: Dr 未収入金(収納代行), Cr 仮受金; 速報取消: the same back; 確報: the payer's payment, out of 仮受金
 * where it was announced, settling the slip's own invoice (entries 6, 7, 18). 速報 is held and not allotted, because an allotment is never taken back:
 * payments and settlements are only added to. A row taken before changes nothing. Refuses: bank-file-not-readable (with every wrong row).
 */
export async function takeCollectedSlips(scope: Scope, bytes: Buffer): Promise<TakenSlips> {
  await scope.sql`select pg_advisory_xact_lock(hashtextextended(${`slips:${scope.organizationId}`}, 0))`
  const { slipCompanyCode: companyCode, slipClientCode: clientCode } = await billingSettings(scope)
  const utf8 = bytes.toString("utf8")
  const text = utf8.includes("\uFFFD") ? iconv.decode(bytes, "CP932") : utf8
  const { rows, bad } = readCollected(text, { companyCode, clientCode })
  const invoices = await invoicesOf(scope, rows)
  const unknown = rows.filter(({ invoiceNumber }) => !invoices.has(invoiceNumber)).map(({ lineNo, invoiceNumber }) =>
    badLine(lineNo, "払込票番号", `請求書 ${invoiceNumber} がありません`, `there is no invoice ${invoiceNumber}`),
  ) // prettier-ignore
  if (bad.length + unknown.length > 0) throw fileNotReadable([...bad, ...unknown])
  const taken = { announced: 0, withdrawn: 0, settled: 0, unchanged: 0 }
  for (const row of rows) {
    const invoice = invoices.get(row.invoiceNumber)
    if (invoice) taken[await takeRow(scope, row, invoice)] += 1
  }
  await audit(scope, "take-collected-slips", "slips", taken)
  return taken
}

async function invoicesOf(scope: Scope, rows: readonly Collected[]): Promise<ReadonlyMap<string, Invoice>> {
  const found = await scope.sql<Invoice>`
    select number, id, payer_id from issued_paper
    where kind = 'invoice' and copy_no = 0 and number = any (${rows.map(({ invoiceNumber }) => invoiceNumber)}::text[])`
  return new Map(found.map((invoice) => [invoice.number, invoice]))
}

async function takeRow(scope: Scope, row: Collected, invoice: Invoice): Promise<CollectedKind | "unchanged"> {
  const [known] = await scope.sql<Known>`
    select state, announcements from collected_slip where digits = ${row.digits} and paid_on = ${row.paidOn}::date`
  if (known?.state === "settled" || known?.state === row.kind) return "unchanged"
  if (row.kind === "withdrawn" && !known) return "unchanged"
  const announcements = (known?.announcements ?? 0) + (row.kind === "announced" ? 1 : 0)
  if (row.kind === "settled") {
    await keep(scope, row, invoice, { announcements, paymentId: await pay(scope, row, invoice, known) })
    return "settled"
  }
  const sign = row.kind === "announced" ? 1 : -1
  const voucherId = await openVoucher(scope, {
    ...{ kind: "payment", sourceKey: `slip:${row.digits}:${row.paidOn}:${announcements}:${row.kind}` },
    effectiveOn: await postingDate(scope, row.paidOn),
    description: `コンビニ収納${sign > 0 ? "速報" : "速報取消"} ${row.invoiceNumber}`,
  })
  if (voucherId === null) return "unchanged"
  await postLines(scope, voucherId, [
    { purpose: "agent-clearing", amountYen: sign * row.amountYen },
    { purpose: "suspense", amountYen: -sign * row.amountYen },
  ])
  await keep(scope, row, invoice, { announcements, paymentId: null })
  return row.kind
}

async function pay(scope: Scope, row: Collected, invoice: Invoice, known: Known | undefined): Promise<PaymentId> {
  const externalKey = `slip:${row.digits}:${row.paidOn}`
  const paid = await payInvoices(scope, [
    {
      ...{ externalKey, payerId: invoice.payer_id, way: "convenience-store", amountYen: row.amountYen },
      ...{ receivedOn: row.paidOn, invoiceIds: [invoice.id], isHeld: known?.state === "announced" },
    },
  ])
  const paymentId = paid.get(externalKey)
  if (paymentId === undefined) throw new Error(`${externalKey} is booked already`)
  return paymentId
}

const keep = (
  scope: Scope,
  row: Collected,
  invoice: Invoice,
  more: Readonly<{ announcements: number; paymentId: PaymentId | null }>,
) => scope.sql`
  insert into collected_slip (organization_id, digits, paid_on, invoice_id, amount_yen, state, announcements, payment_id)
  values (${scope.organizationId}, ${row.digits}, ${row.paidOn}::date, ${invoice.id}::uuid, ${row.amountYen}::bigint, ${row.kind},
    ${more.announcements}::integer, ${more.paymentId}::uuid)
  on conflict (organization_id, digits, paid_on) do update set state = excluded.state, announcements = excluded.announcements,
    payment_id = excluded.payment_id`
