import { openVoucher, postingDate, postLines } from "#app/ledger/post-voucher.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { noteContractEvent } from "#app/subscriptions/contract/note-contract-event.server.ts"
import { type LockedRemittance, lockRemittance } from "#app/subscriptions/remittances/lock-remittance.server.ts"
import { refuse } from "#app/subscriptions/remittances/refusals.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

type Line = Readonly<{ number: string; amountYen: number; contractId: string; madeOn: CalendarDate }>

/**
 * 組戻し: the bank could not pay one refund of a file, or gave its money back. It is owed again, waits until its account is told anew, and may
 * then go into another file. Where the file was booked as paid: Dr 普通預金, Cr 未払金 on the day. Refuses: no-such-remittance,
 * remittance-decided (cancelled), not-in-remittance, returned-out-of-time.
 */
export async function returnRemitted(
  scope: Scope,
  input: Readonly<{ remittanceId: string; refundNumber: string; on: CalendarDate }>,
): Promise<void> {
  const remittance = await lockRemittance(scope, input.remittanceId)
  if (remittance.state === "cancelled") throw refuse("remittance-decided")
  const line = await liveLine(scope, remittance, input.refundNumber)
  const from = remittance.paidOn ?? line.madeOn
  if (input.on < from || input.on > scope.today) throw refuse("returned-out-of-time", { from }, { field: "on" })
  await scope.sql`
    update remittance_line set is_live = false, returned_on = ${input.on}::date
    where remittance_id = ${remittance.id}::uuid and refund_number = ${line.number}`
  await scope.sql`
    update discontinued_contract set account_returned_on = ${input.on}::date where refund_number = ${line.number}`
  if (remittance.state === "paid") await oweAgain(scope, remittance, line, input.on)
  await audit(scope, "return-remitted", line.number, {
    remittance: remittance.number,
    on: input.on,
    yen: line.amountYen,
  })
}

async function liveLine(scope: Scope, remittance: LockedRemittance, refundNumber: string): Promise<Line> {
  const [line] = await scope.sql<Line>`
    select refund.number, line.amount_yen as "amountYen", refund.contract_id as "contractId",
      (remittance.made_at at time zone 'Asia/Tokyo')::date as "madeOn"
    from remittance_line as line join refund on refund.number = line.refund_number
    join remittance on remittance.id = line.remittance_id
    where line.remittance_id = ${remittance.id}::uuid and line.refund_number = ${refundNumber} and line.is_live for update of refund`
  if (!line) throw refuse("not-in-remittance", { number: refundNumber })
  return line
}

/** The money is back on the account, and the refund open as before. */
async function oweAgain(scope: Scope, remittance: LockedRemittance, line: Line, on: CalendarDate) {
  await scope.sql`update refund set paid_on = null, paid_way = null where number = ${line.number}`
  const sourceKey = `remittance:${remittance.number}:returned:${line.number}`
  const voucherId = await openVoucher(scope, {
    ...{ kind: "refund", sourceKey, effectiveOn: await postingDate(scope, on) },
    description: `返金の組戻し ${line.number}`,
  })
  if (voucherId === null) throw new Error(`${sourceKey} has its voucher already, though the line was live`)
  await postLines(scope, voucherId, [
    { purpose: "bank", amountYen: line.amountYen },
    { purpose: "payable", amountYen: -line.amountYen },
  ])
  await noteContractEvent(scope, line.contractId, {
    ...{ kind: "refund-returned", fromIssue: null, happenedOn: on },
    detail: { number: line.number, yen: line.amountYen },
  })
}
