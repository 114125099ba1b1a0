import {
  type BookedDeposit,
  type FeeRule,
  type IdentityReason,
  type OwedItem,
  type Payer,
  suggest,
  type Suggestion,
} from "#app/billing/bank/suggestion.ts"
import { bookedDepositsFor } from "#app/billing/bank/booked-deposits.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

export type BankLine = Readonly<{
  id: string
  receivedOn: string
  amountYen: number
  remitterName: string
  remitterCode: string
  message: string
  fromBank: string
  fileName: string
  state: "open" | "matched" | "held" | "assigned" | "ignored"
  feeYen: number
  payerNumber: string | null
  payerId: string | null
  payerName: string | null
  paymentNumber: string | null
  suggestion: Suggestion | null
  /** What is booked already and looks like this deposit. */
  booked: readonly BookedDeposit[]
  /** Of a deposit set aside: why, in words or as what is booked. */
  aside: string
}>

type Row = Omit<BankLine, "suggestion" | "booked">

/** Deposits of one state, the oldest first where they wait and the newest first where they are done; what waits has a suggestion. */
export async function bankLines(
  scope: Scope,
  page: Readonly<{ state: "open" | "held" | "done" | "ignored"; limit: number; offset: number }>,
): Promise<{ lines: readonly BankLine[]; total: number; sumYen: number }> {
  const states = page.state === "done" ? ["matched", "assigned"] : [page.state]
  const rows = await scope.sql<Row & { total: number; sumYen: number }>`
    select line.id, line.received_on as "receivedOn", line.amount_yen as "amountYen", line.remitter_name as "remitterName",
      line.remitter_code as "remitterCode", line.message, line.from_bank as "fromBank", file.name as "fileName", line.state,
      line.fee_yen as "feeYen", payer.number as "payerNumber", payer.id as "payerId",
      coalesce(nullif(payer.company_name, ''), concat_ws(' ', payer.family_name, nullif(payer.given_name, ''))) as "payerName",
      payment.number as "paymentNumber", coalesce(nullif(line.aside_because, ''), line.booked_as, '') as aside, (count(*) over ())::integer as total, (sum(line.amount_yen) over ())::bigint as "sumYen"
    from bank_line as line join bank_file as file on file.id = line.bank_file_id
    left join payment on payment.id = line.payment_id left join member as payer on payer.id = payment.payer_id
    where line.state = any (${states}::text[])
    order by case when ${page.state} in ('done', 'ignored') then line.decided_at end desc, line.received_on, file.taken_at, line.line_no, line.id
    limit ${page.limit}::integer offset ${page.offset}::integer`
  const isDecided = page.state === "done" || page.state === "ignored"
  const waiting = isDecided ? [] : rows.map(({ id }) => id)
  const suggestions = await suggestionsFor(scope, waiting)
  const booked = await bookedDepositsFor(scope, page.state === "open" ? waiting : [])
  return {
    lines: rows.map((row) => ({
      ...row,
      suggestion: suggestions.get(row.id) ?? null,
      booked: booked.get(row.id) ?? [],
    })),
    ...{ total: rows[0]?.total ?? 0, sumYen: rows[0]?.sumYen ?? 0 },
  }
}

/** The best explanation of each of these deposits, by the line's id. */
export async function suggestionsFor(
  scope: Scope,
  lineIds: readonly string[],
): Promise<ReadonlyMap<string, Suggestion>> {
  const rule = await feeRule(scope)
  const lines = await scope.sql<{ id: string; amount_yen: number }>`
    select id, amount_yen from bank_line where id = any (${[...lineIds]}::uuid[])`
  const candidates = await candidatesOf(scope, lineIds, rule)
  const payers = await payersWithItems(scope, [...new Set(candidates.map(({ payer_id }) => payer_id))])
  const found = lines.flatMap((line): [string, Suggestion][] => {
    const mine = candidates.filter(({ line_id }) => line_id === line.id)
    const named = [...new Set(mine.map(({ payer_id }) => payer_id))].flatMap((payerId): Payer[] => {
      const payer = payers.get(payerId)
      const reasons = mine.filter(({ payer_id }) => payer_id === payerId).map(({ reason }) => reason)
      return payer ? [{ ...payer, reasons }] : []
    })
    const best = suggest(line.amount_yen, named, rule)
    return best ? [[line.id, best]] : []
  })
  return new Map(found)
}

export async function feeRule(scope: Scope): Promise<FeeRule> {
  const [rule] = await scope.sql<FeeRule>`
    select absorbs_bank_fees as absorbs, bank_fees as fees from billing_setting`
  return (
    rule ?? { absorbs: true, fees: [110, 145, 165, 220, 275, 330, 385, 440, 495, 550, 605, 660, 715, 770, 825, 880] }
  )
}

/** Who may have sent each line: his number, an invoice's number in the message, a learned name, his kana, or the amount alone. */
const candidatesOf = (scope: Scope, lineIds: readonly string[], rule: FeeRule) =>
  scope.sql<{ line_id: string; payer_id: string; reason: IdentityReason }>`
    with line as (
      select id, amount_yen, remitter_key, digits_of(message || ' ' || remitter_name) as digits,
        coalesce(nullif(ltrim(remitter_code, '0'), ''), ltrim(substring(remitter_name from '^[0-9]{1,10}'), '0')) as code
      from bank_line where id = any (${[...lineIds]}::uuid[])
    ), open_invoice as (
      select item.payer_id, item.left_yen, regexp_replace(item.number, '[^0-9]', '', 'g') as digits
      from invoice_open_item as item where item.left_yen > 0
    ), by_kana as (
      select line.id as line_id, member.id as payer_id, count(*) over (partition by line.id) as people
      from line join member on remitter_key(member.family_name_kana || member.given_name_kana) = line.remitter_key
      where line.remitter_key <> '' and member.merged_into_id is null and member.erased_at is null
    ), by_amount as (
      select line.id as line_id, min(open_invoice.payer_id::text)::uuid as payer_id
      from line join open_invoice on open_invoice.left_yen = line.amount_yen
        or (${rule.absorbs}::boolean and open_invoice.left_yen - line.amount_yen = any (${[...rule.fees]}::bigint[]))
      group by line.id having count(*) = 1
    )
    select line.id as line_id, terms.member_id as payer_id, 'code' as reason
    from line join payer_terms as terms on ltrim(terms.remitter_code, '0') = line.code and line.code <> ''
    union select line.id, open_invoice.payer_id, 'number' from line join open_invoice on strpos(line.digits, open_invoice.digits) > 0
    union select line.id, alias.payer_id, 'alias' from line join remitter_alias as alias on alias.remitter_key = line.remitter_key
    union select line_id, payer_id, case people when 1 then 'kana' else 'kana-of-several' end from by_kana
    union select line_id, payer_id, 'amount-only' from by_amount`

/**
 * What these payers owe, contract by contract, seminar order by seminar order and bill by bill of services, what is due first coming first; what was written off and
 * never came in last, of contracts and bills that owe nothing else.
 */
export async function payersWithItems(scope: Scope, payerIds: readonly string[]): Promise<ReadonlyMap<string, Payer>> {
  const rows = await scope.sql<{ id: string; number: string; name: string; items: readonly OwedItem[] }>`
    select member.id, member.number,
      coalesce(nullif(member.company_name, ''), concat_ws(' ', member.family_name, nullif(member.given_name, ''))) as name,
      coalesce(owing.items, '[]'::jsonb) as items
    from member left join lateral (
      select jsonb_agg(jsonb_build_object('subjectId', owed.id, 'subjectNumber', owed.number, 'orderId', owed.order_id, 'owedYen', owed.yen,
        'invoiceId', invoice.id, 'invoiceNumber', invoice.number, 'dueOn', coalesce(invoice.due_on, owed.due_on),
        'isLost', owed.is_lost)
        order by owed.is_lost, coalesce(invoice.due_on, owed.due_on) nulls last, owed.opened_on, owed.number) as items
      from (
        select contract.id, contract.number, contract.order_id, contract.opened_on, null::date as due_on, false as is_lost,
          position.receivable_yen + case when contract.state = 'active' then greatest(contract.price_yen
            - (contract.price_yen - contract.tax_yen) * position.served_units / contract.units
            - contract.tax_yen * position.served_units / contract.units - position.deferred_yen, 0) else 0 end as yen
        from contract join contract_position as position on position.contract_id = contract.id where contract.payer_id = member.id
        union all
        select contract.id, contract.number, contract.order_id, contract.opened_on, null, true, lost.yen
        from contract join contract_position as position on position.contract_id = contract.id
        cross join lateral (
          select sum(case cause when 'written-off' then net_yen + tax_yen else -(net_yen + tax_yen) end) as yen
          from movement where movement.contract_id = contract.id and cause in ('written-off', 'recovered')
        ) as lost
        where contract.payer_id = member.id and contract.state <> 'active' and position.receivable_yen = 0
        union all
        select seminar_order.id, seminar_order.number, null, (confirmed_at at time zone 'Asia/Tokyo')::date, seminar_order.due_on, false,
          position.receivable_yen + case when seminar_order.state = 'confirmed'
            then greatest(total_yen - position.recognised_yen - position.deferred_yen, 0) else 0 end
        from seminar_order join seminar_position as position on position.order_id = seminar_order.id
        where seminar_order.payer_id = member.id
        union all
        select bill.id, bill.number, null, bill.dated_on, null, position.receivable_yen = 0, case position.receivable_yen
          when 0 then service_bill_lost(bill.id) else position.receivable_yen end
        from member_family(member_kept(member.id)) as family (id) join service_bill as bill on bill.payer_id = family.id
        join service_position as position on position.bill_id = bill.id
      ) as owed
      left join lateral (
        select paper.id, paper.number, paper.due_on from issued_paper_line as line join issued_paper as paper on paper.id = line.paper_id
        where line.subject_id = owed.id and paper.kind = 'invoice' order by paper.issued_at limit 1
      ) as invoice on true
      where owed.yen > 0
    ) as owing on true
    where member.id = any (${[...payerIds]}::uuid[])`
  return new Map(rows.map((row) => [row.id, { ...row, reasons: [] }]))
}
