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
  with account as (
    select distinct on (kept.id) kept.id as payer_id, kept.number as payer_number, account.*, customer.customer_number
    from debit_account as account
    join debit_customer as customer on customer.member_id = account.member_id
    join member as kept on kept.id = member_kept(account.member_id) and kept.erased_at is null
    where account.stopped_on is null
    order by kept.id, account.member_id = kept.id desc, account.registered_at desc
  ), due as (
    select account.payer_id, sum(item.left_yen)::bigint as yen,
      jsonb_agg(jsonb_build_object('invoiceId', item.invoice_id, 'amountYen', item.left_yen) order by item.due_on, item.number) as invoices
    from account cross join lateral member_family(account.payer_id) as family (id)
    join invoice_open_item as item on item.payer_id = family.id
    where item.left_yen > 0 and item.due_on <= ${on}::date
      and not exists (select from debit_invoice as asked where asked.invoice_id = item.invoice_id and asked.is_pending)
    group by account.payer_id
  )
  select account.payer_id as "memberId", account.payer_number as "memberNumber", account.id as "accountId",
    account.customer_number as "customerNumber", account.bank_code as "bankCode", account.bank_name as "bankName",
    account.branch_code as "branchCode", account.branch_name as "branchName", account.account_kind as "accountKind",
    account.account_number as "accountNumber", account.holder_name as "holderName",
    case when bool_or(sent.debit_account_id = account.id) then '0' when count(sent.debit_account_id) > 0 then '2' else '1' end as novelty,
    due.yen as "amountYen", due.invoices
  from due join account on account.payer_id = due.payer_id
  left join (
    select line.customer_number, line.debit_account_id from debit_line as line join debit_request as request on request.id = line.request_id
    where request.state <> 'cancelled'
  ) as sent on sent.customer_number = account.customer_number
  group by account.payer_id, account.payer_number, account.id, account.customer_number, account.bank_code, account.bank_name,
    account.branch_code, account.branch_name, account.account_kind, account.account_number, account.holder_name, due.yen, due.invoices
  order by account.customer_number`
