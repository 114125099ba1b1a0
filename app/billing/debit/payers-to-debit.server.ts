import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

export type PayerToDebit = Readonly<{
  memberId: string
  memberNumber: string
  accountId: string
  customerNumber: string
  bankCode: string
  bankName: string
  branchCode: string
  branchName: string
  accountKind: string
  accountNumber: string
  holderName: string
  /** 新規コード: 1 the payer's first debit, 2 the first from another account than before, 0 any other. */
  novelty: "0" | "1" | "2"
  amountYen: number
  invoices: readonly Readonly<{ invoiceId: string; amountYen: number }>[]
}>

/**
 * Who is debited on a day (引落対象): every payer with a live account whose invoices are due by then, open, and with no bank yet, with their sum
 * in yen, by 顧客番号. An invoice without a due day is not debited: no day was agreed. Of members who were merged, the kept one's account
 * comes first. Reads only.
 */
export const payersToDebit = (scope: Scope, on: CalendarDate) => scope.sql<PayerToDebit>`
  with merged as materialized (
    -- Once for each, before any join: a join may ask a function for every pair.
    select id, member_kept(id) as kept_id from member where merged_into_id is not null
  ), account as materialized (
    select distinct on (kept.id) kept.id as payer_id, kept.number as payer_number, account.*, customer.customer_number
    from debit_account as account
    join debit_customer as customer on customer.member_id = account.member_id
    left join merged on merged.id = account.member_id
    join member as kept on kept.id = coalesce(merged.kept_id, account.member_id) and kept.erased_at is null
    where account.stopped_on is null
    order by kept.id, account.member_id = kept.id desc, account.registered_at desc
  ), family as materialized (
    select payer_id, payer_id as id from account
    union select account.payer_id, merged.id from merged join account on account.payer_id = merged.kept_id
  ), item as materialized (
    -- Chosen by the array before they meet the payers: one walk over the invoices, whatever the planner knows of them.
    select item.payer_id, item.invoice_id, item.left_yen, item.due_on, item.number from invoice_open_item as item
    where item.payer_id = any (array(select id from family)) and item.left_yen > 0 and item.due_on <= ${on}::date
      and not exists (select from debit_invoice as asked where asked.invoice_id = item.invoice_id and asked.is_pending)
  ), due as materialized (
    select family.payer_id, sum(item.left_yen)::bigint as yen,
      jsonb_agg(jsonb_build_object('invoiceId', item.invoice_id, 'amountYen', item.left_yen) order by item.due_on, item.number) as invoices
    from family join item on item.payer_id = family.id group by family.payer_id
  ), sent as materialized (
    select line.customer_number, array_agg(line.debit_account_id) as account_ids
    from debit_line as line join debit_request as request on request.id = line.request_id
    where request.state <> 'cancelled' group by line.customer_number
  )
  select account.payer_id as "memberId", account.payer_number as "memberNumber", account.id as "accountId",
    account.customer_number as "customerNumber", account.bank_code as "bankCode", account.bank_name as "bankName",
    account.branch_code as "branchCode", account.branch_name as "branchName", account.account_kind as "accountKind",
    account.account_number as "accountNumber", account.holder_name as "holderName",
    case when sent.account_ids is null then '1' when account.id = any (sent.account_ids) then '0' else '2' end as novelty,
    due.yen as "amountYen", due.invoices
  from due join account on account.payer_id = due.payer_id left join sent on sent.customer_number = account.customer_number
  order by account.customer_number`
