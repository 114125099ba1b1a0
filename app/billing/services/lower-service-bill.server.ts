import { SERVICES } from "#app/billing/allot-to-service-bill.server.ts"
import { creditInvoices, writeOffInvoices } from "#app/billing/papers/lower-invoices.server.ts"
import { refuse } from "#app/billing/refusals.ts"
import { allowanceWords } from "#app/billing/services/billed-month.ts"
import { type HeldServiceBill, holdServiceBill } from "#app/billing/services/hold-service-bill.server.ts"
import { type AccountPurpose, salesTaxClass } from "#app/ledger/account.ts"
import { openVoucher, postingDate, postLines } from "#app/ledger/post-voucher.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { taxInside, yen } from "#app/values/yen.ts"

type ActOnBill = Readonly<{ billId: string; leftYen: number; reason: string }>

/**
 * 業務委託料の減額 (entry 13): takes an amount, in yen with tax, off what is unpaid of a wrong bill: Dr 売上値引, 仮受消費税 / Cr 売掛金. An invoice that asks for it is
 * lowered by a 適格返還請求書; one to come says it in a line. What is paid is not lowered: that is given back by a manual voucher. Refuses:
 * unknown-service-bill, service-bill-changed, beyond-service-bill.
 */
export async function lowerServiceBill(
  scope: Scope,
  input: ActOnBill & Readonly<{ amountYen: number }>,
): Promise<void> {
  const { amountYen, reason } = input
  const bill = await holdServiceBill(scope, input.billId, input.leftYen)
  if (amountYen > bill.leftYen) throw refuse("beyond-service-bill", { left: bill.leftYen }, { field: "amountYen" })
  const key = `service-allowance:${bill.number}:${bill.moves}`
  // A credit note says the tax of its amount; an invoice to come, that of what is left.
  const { askedYen } = bill
  const taxYen = bill.isInvoiced ? taxIn(bill, amountYen) : taxIn(bill, askedYen) - taxIn(bill, askedYen - amountYen)
  const voucherId = await takeOff(scope, bill, {
    ...{ key, amountYen, taxYen, kind: "allowance", cause: "allowance", purpose: "sales-discount" },
    description: `業務委託料 減額 ${bill.number}`,
  })
  await scope.sql`
    insert into service_allowance (organization_id, bill_id, voucher_id, reason, allowed_on, recorded_at, recorded_by)
    values (${scope.organizationId}, ${bill.id}::uuid, ${voucherId}::uuid, ${reason}, ${scope.today}::date, ${scope.now}, ${scope.actor})`
  await creditInvoices(
    scope,
    { subject: { serviceBillId: bill.id }, number: bill.number },
    { key, description: allowanceWords(reason), open: { byYen: amountYen }, backYen: 0 },
  )
  await audit(scope, "lower-service-bill", bill.number, { amountYen, reason })
}

/**
 * 業務委託料の貸倒 (entry 15): writes off all that is unpaid of a bill with the consumption tax in it (消費税法39条): Dr 貸倒損失, 仮受消費税 / Cr 売掛金; its invoice
 * asks for it no longer, and what comes in after all is 償却債権取立益. Gives the yen written off. Refuses: unknown-service-bill,
 * service-bill-changed, service-bill-is-paid, service-bill-not-invoiced, debt-is-being-debited.
 */
export async function writeOffServiceBill(scope: Scope, input: ActOnBill): Promise<number> {
  const bill = await holdServiceBill(scope, input.billId, input.leftYen)
  const amountYen = bill.leftYen
  if (amountYen === 0) throw refuse("service-bill-is-paid")
  if (!bill.isInvoiced) throw refuse("service-bill-not-invoiced")
  const key = `service-write-off:${bill.number}:${bill.moves}`
  await takeOff(scope, bill, {
    ...{ key, amountYen, taxYen: taxIn(bill, amountYen), kind: "write-off", cause: "written-off", purpose: "bad-debt" },
    description: `業務委託料 貸倒 ${bill.number}`,
  })
  await writeOffInvoices(scope, { subject: { serviceBillId: bill.id }, amountYen, key })
  await audit(scope, "write-off-service-bill", bill.number, { amountYen, reason: input.reason })
  return amountYen
}

const taxIn = (bill: HeldServiceBill, amountYen: number) => taxInside(yen(amountYen), bill.ratePercent, bill.rounding)

/** Posts what is taken off a bill, with the tax in it, and moves the bill by it. */
async function takeOff(
  scope: Scope,
  bill: HeldServiceBill,
  act: Readonly<{
    key: string
    kind: "allowance" | "write-off"
    cause: "allowance" | "written-off"
    purpose: AccountPurpose
    description: string
    amountYen: number
    taxYen: number
  }>,
) {
  const effectiveOn = await postingDate(scope, scope.today)
  const voucher = { kind: act.kind, sourceKey: act.key, effectiveOn, description: act.description }
  const voucherId = await openVoucher(scope, voucher)
  if (voucherId === null) throw new Error(`${act.key} has its voucher already, though its bill was locked`)
  const netYen = act.amountYen - act.taxYen
  // A bad debt stands beside sales, an allowance lowers them.
  const sign = act.cause === "allowance" ? -1 : 1
  await scope.sql`
    insert into service_movement (organization_id, bill_id, voucher_id, effective_on, cause, receivable_yen, net_yen, tax_yen)
    values (${scope.organizationId}, ${bill.id}::uuid, ${voucherId}::uuid, ${effectiveOn}::date, ${act.cause}, ${-act.amountYen}::bigint,
      ${sign * netYen}::bigint, ${sign * act.taxYen}::bigint)`
  const taxClass = salesTaxClass(bill.ratePercent)
  await postLines(scope, voucherId, [
    { purpose: act.purpose, subAccount: act.cause === "allowance" ? SERVICES : "", taxClass, amountYen: netYen },
    { purpose: "output-tax", taxClass, amountYen: act.taxYen },
    { purpose: "receivable", subAccount: SERVICES, amountYen: -act.amountYen },
  ])
  return voucherId
}
