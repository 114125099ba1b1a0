import { openVoucher, postingDate, postLines } from "#app/ledger/post-voucher.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

type Owed = {
  number: string
  amount_yen: number
  left_yen: number
  paid_on: string | null
  owed_on: string
  on_its_way: boolean
}

/** Locks refunds, and says what is left of each in yen, less what has gone back to a card. */
const lockRefunds = (scope: Scope, numbers: readonly string[]) => scope.sql<Owed>`
  with locked as (select * from refund where number = any (${[...numbers]}::text[]) order by number for update)
  select number, amount_yen, paid_on, owed_on, amount_yen - (select coalesce(sum(amount_yen), 0) from card_refund
      where refund_number = locked.number and state = 'done')::bigint as left_yen,
    exists (select from card_refund where refund_number = locked.number and state = 'waiting') as on_its_way
  from locked order by number`

/**
 * Books that refunds have been paid out together (返金の支払): Dr 未払金, Cr 普通預金 on the JST date, in one voucher under its source key.
 * Set-based; gives the yen that were paid. Refuses: unknown-refund, refund-paid-already, refund-on-its-way, paid-before-owed,
 * paid-in-the-future.
 */
export async function bookRefundsPaid(
  scope: Scope,
  act: Readonly<{
    numbers: readonly string[]
    paidOn: CalendarDate
    way: "bank-transfer" | "cash"
    sourceKey: string
    description: string
  }>,
): Promise<number> {
  const refunds = await lockRefunds(scope, act.numbers)
  const byNumber = new Map(refunds.map((refund) => [refund.number, refund]))
  for (const number of act.numbers) refuseWrong(scope, act.paidOn, number, byNumber.get(number))
  const paidYen = refunds.reduce((sum, { left_yen }) => sum + left_yen, 0)
  await scope.sql`
    with paid as (
      update refund set paid_on = ${act.paidOn}::date, paid_way = ${act.way} where number = any (${[...act.numbers]}::text[])
      returning contract_id, number, amount_yen
    )
    insert into contract_event (organization_id, contract_id, seq, kind, from_issue, happened_on, detail, recorded_at, recorded_by)
    select ${scope.organizationId}, contract_id, coalesce((select max(seq) from contract_event as event
        where event.contract_id = paid.contract_id), 0) + row_number() over (partition by contract_id order by number), 'refunded', null,
      ${act.paidOn}::date, jsonb_build_object('number', number, 'yen', amount_yen), ${scope.now}, ${scope.actor}
    from paid`
  const { sourceKey, description } = act
  const effectiveOn = await postingDate(scope, act.paidOn)
  const voucherId = await openVoucher(scope, { kind: "refund", sourceKey, effectiveOn, description })
  if (voucherId === null) throw new Error(`${sourceKey} has its voucher already, though its refunds were not paid`)
  await postLines(scope, voucherId, [
    { purpose: "payable", amountYen: paidYen },
    { purpose: "bank", amountYen: -paidYen },
  ])
  return paidYen
}

function refuseWrong(scope: Scope, paidOn: CalendarDate, number: string, refund: Owed | undefined) {
  if (!refund) throw refuse("unknown-refund", { number })
  if (refund.paid_on !== null) throw refuse("refund-paid-already", { number, date: refund.paid_on })
  if (refund.on_its_way) throw refuse("refund-on-its-way", { number })
  if (paidOn < refund.owed_on) throw refuse("paid-before-owed", { date: refund.owed_on }, { field: "paidOn" })
  if (paidOn > scope.today) throw refuse("paid-in-the-future", {}, { field: "paidOn" })
}
