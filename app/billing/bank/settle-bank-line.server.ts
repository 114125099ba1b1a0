import { allotToSubject, type SubjectForMoney } from "#app/billing/allot-to-subject.server.ts"
import { bookPayment } from "#app/billing/book-payment.server.ts"
import { settleInvoices } from "#app/billing/papers/settle-invoices.server.ts"
import { type LockedBankLine, lockBankLine } from "#app/billing/bank/lock-bank-line.server.ts"
import { refuse } from "#app/billing/refusals.ts"
import { openVoucher, postingDate, postLines, type VoucherLine } from "#app/ledger/post-voucher.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { idOf, isId, type PaymentId } from "#app/values/ids.ts"
import { negate, yen } from "#app/values/yen.ts"

export type LineToSettle = Readonly<{
  lineId: string
  payerId: string
  /** What of the money pays which contract, seminar order or service's bill. */
  parts: readonly Readonly<{ subjectId: string; amountYen: number }>[]
  /** 差し引かれた振込手数料: booked as 支払手数料, and credited to the payer (entry 19). */
  feeYen: number
  reasons: readonly string[]
}>

/**
 * 消込: a deposit becomes a payment of a payer, shared out over his contracts, seminar orders and services' bills; what nobody owes stays 仮受金. A deposit that was held as 仮受金
 * goes from there (entry 18). The payer's name on the transfer is learned. Refuses: no-such-bank-line, bank-line-decided,
 * match-beyond-deposit, unknown-subject, suggestion-changed (a fee is credited though something is left over).
 */
export async function settleBankLine(scope: Scope, input: LineToSettle): Promise<PaymentId> {
  const line = await lockBankLine(scope, input.lineId)
  if (line.state !== "open" && line.state !== "held") throw refuse("bank-line-decided")
  const moneyYen = line.amount_yen + input.feeYen
  const partsYen = input.parts.reduce((sum, part) => sum + part.amountYen, 0)
  if (partsYen > moneyYen) throw refuse("match-beyond-deposit", { parts: partsYen, money: moneyYen })
  const subjects = await subjectsOf(scope, input)
  const label = subjects.map(({ number }) => number).join("・")
  const booked = await bookPayment(
    scope,
    {
      ...{ payerId: idOf(input.payerId), orderId: null, way: "bank-transfer", amountYen: moneyYen },
      ...{ receivedOn: line.received_on, externalKey: `bank:${line.line_key}`, cardBrand: null, cardLast4: null },
    },
    label === "" ? null : label,
  )
  if (booked === null) throw refuse("bank-line-decided")
  const credits: VoucherLine[] = []
  let restYen = moneyYen - partsYen
  for (const subject of subjects) {
    const allotted = await allotToSubject(scope, booked, subject, subject.amountYen)
    credits.push(...allotted.lines)
    restYen += allotted.restYen
  }
  // A fee that the payer took off is credited to what he owed. Where that has been paid meanwhile, there was no fee.
  if (input.feeYen > 0 && restYen > 0) throw refuse("suggestion-changed")
  await postLines(scope, booked.voucherId, [
    { purpose: line.state === "held" ? "suspense" : "bank", amountYen: line.amount_yen },
    { purpose: "payment-fee", amountYen: input.feeYen },
    ...credits,
    { purpose: "suspense", amountYen: negate(yen(restYen)) },
  ])
  await settleInvoices(
    scope,
    subjects.map(({ id }) => id),
  )
  await scope.sql`
    update bank_line set state = case state when 'held' then 'assigned' else 'matched' end, payment_id = ${booked.paymentId}::uuid,
      fee_yen = ${input.feeYen}::bigint, decided_at = ${scope.now}, decided_by = ${scope.actor}, reasons = ${[...input.reasons]}::text[]
    where id = ${line.id}::uuid`
  await learnName(scope, line, input.payerId)
  await audit(scope, "match-bank-line", label, { amountYen: line.amount_yen, feeYen: input.feeYen, restYen })
  return booked.paymentId
}

type Subject = SubjectForMoney & Readonly<{ amountYen: number }>

async function subjectsOf(scope: Scope, { parts, payerId }: LineToSettle): Promise<readonly Subject[]> {
  if (!isId(payerId) || !parts.every(({ subjectId }) => isId(subjectId))) throw refuse("unknown-subject")
  const ids = parts.map(({ subjectId }) => subjectId)
  const amountOf = (id: string) => parts.reduce((sum, part) => (part.subjectId === id ? sum + part.amountYen : sum), 0)
  // In the order of their ids, contracts first, so that two settlements never wait for each other.
  const contracts = await scope.sql<{ id: string; number: string; publication_id: string; code: string }>`
    select contract.id, contract.number, contract.publication_id, publication.code
    from contract join publication on publication.id = contract.publication_id
    where contract.id = any (${ids}::uuid[]) and contract.payer_id = ${payerId}::uuid
    order by contract.publication_id, contract.id`
  const orders = await scope.sql<{ id: string; number: string; code: string }>`
    select seminar_order.id, seminar_order.number, seminar.code from seminar_order join seminar on seminar.id = seminar_id
    where seminar_order.id = any (${ids}::uuid[]) and seminar_order.payer_id = ${payerId}::uuid order by seminar_order.id`
  const bills = await scope.sql<{ id: string; number: string }>`
    select id, number from service_bill
    where id = any (${ids}::uuid[]) and payer_id in (select member_family(member_kept(${payerId}::uuid))) order by id`
  if (contracts.length + orders.length + bills.length !== new Set(ids).size) throw refuse("unknown-subject")
  return [
    ...contracts.map((row): Subject => ({
      ...{ of: "contract", id: idOf<"contract">(row.id), number: row.number, amountYen: amountOf(row.id) },
      ...{ publicationId: idOf<"publication">(row.publication_id), publicationCode: row.code },
    })),
    ...orders.map((row): Subject => ({ ...row, of: "seminar", amountYen: amountOf(row.id) })),
    ...bills.map((row): Subject => ({ ...row, of: "service", amountYen: amountOf(row.id) })),
  ]
}

/** A name that is not the payer's own kana is remembered for the next transfer. */
async function learnName(scope: Scope, line: LockedBankLine, payerId: string): Promise<void> {
  await scope.sql`
    insert into remitter_alias (organization_id, remitter_key, payer_id, learned_at, learned_by)
    select ${scope.organizationId}, ${line.remitter_key}, member.id, ${scope.now}, ${scope.actor}
    from member where member.id = ${payerId}::uuid and ${line.remitter_key} <> ''
      and remitter_key(member.family_name_kana || member.given_name_kana) <> ${line.remitter_key}
    on conflict (organization_id, remitter_key) do update set payer_id = excluded.payer_id, learned_at = excluded.learned_at,
      learned_by = excluded.learned_by`
}

/** 仮受金: a deposit that nobody can explain yet is booked and waits (entry 18). Refuses: no-such-bank-line, bank-line-decided. */
export async function holdBankLine(scope: Scope, lineId: string): Promise<void> {
  const line = await lockBankLine(scope, lineId)
  if (line.state !== "open") throw refuse("bank-line-decided")
  const voucherId = await openVoucher(scope, {
    ...{ kind: "payment", sourceKey: `bank:${line.line_key}`, effectiveOn: await postingDate(scope, line.received_on) },
    description: `銀行振込入金(不明) ${line.remitter_name}`.trim(),
  })
  if (voucherId === null) throw refuse("bank-line-decided")
  await postLines(scope, voucherId, [
    { purpose: "bank", amountYen: line.amount_yen },
    { purpose: "suspense", amountYen: negate(yen(line.amount_yen)) },
  ])
  await scope.sql`
    update bank_line set state = 'held', decided_at = ${scope.now}, decided_by = ${scope.actor} where id = ${line.id}::uuid`
  await audit(scope, "hold-bank-line", line.line_key, { amountYen: line.amount_yen })
}
