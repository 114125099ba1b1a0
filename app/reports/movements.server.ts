import type { MovementForPage } from "#app/reports/movement.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type Statement, statement } from "#app/platform/statement.server.ts"
import { rowsOf } from "#app/platform/cursor.server.ts"

/** What a voucher did, contract by contract: contract × member × issue × unit × amount, a page at a time. */
export const movementsOfVoucher = (scope: Scope, id: string, page: Readonly<{ limit: number; offset: number }>) =>
  rowsOf<MovementForPage>(
    scope,
    statement`${told(statement`
      select moved.* from (${summed(statement`voucher_id = ${id}::uuid`)}) as moved
      left join contract on contract.id = moved.subject_id left join seminar_order on seminar_order.id = moved.subject_id
      left join service_bill on service_bill.id = moved.subject_id
      order by coalesce(contract.number, seminar_order.number, service_bill.number), cause limit ${page.limit} offset ${page.offset}`)}
    order by number, cause`,
  )

/** Every voucher that moved a contract, a seminar order or a service's bill, the latest first. */
export const movementsOfSubject = (scope: Scope, id: string) =>
  rowsOf<MovementForPage>(
    scope,
    statement`select * from (${told(summed(statement`subject_id = ${id}::uuid`))}) as told order by "effectiveOn" desc, "voucherId" desc, cause`,
  )

const summed = (which: Statement): Statement => statement`
  select subject_id, voucher_id, effective_on, cause, sum(deferred_yen)::bigint as deferred_yen,
    sum(receivable_yen)::bigint as receivable_yen, sum(net_yen)::bigint as net_yen, sum(tax_yen)::bigint as tax_yen
  from ledger_movement where ${which} group by subject_id, voucher_id, effective_on, cause`

/** The same with whom and what it was about. */
const told = (movements: Statement): Statement => statement`
  select moved.subject_id as "subjectId", case when contract.id is not null then 'contract' when bill.id is not null then 'service'
    else 'seminar' end as of, coalesce(bill.contract_id, moved.subject_id) as "pageId", subject.number, member.id as "memberId",
    member.number as member,
    concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as "memberName",
    moved.cause, case when contract.id is null then subject.plan else coalesce(served.issue, '') end as "servedWhat",
    served.from_unit as "fromUnit", served.until_unit as "untilUnit", moved.voucher_id as "voucherId",
    moved.effective_on::text as "effectiveOn", voucher.description, moved.deferred_yen as "deferredYen",
    moved.receivable_yen as "receivableYen", moved.net_yen as "netYen", moved.tax_yen as "taxYen"
  from (${movements}) as moved join ledger_subject as subject on subject.id = moved.subject_id
  join member on member.id = subject.payer_id join voucher on voucher.id = moved.voucher_id
  left join contract on contract.id = moved.subject_id
  left join service_bill as bill on bill.id = moved.subject_id
  left join lateral (
    select publication.code || ' ' || run.issue_number as issue, min(unit_no) as from_unit, max(unit_no) as until_unit
    from served_unit join issue_run as run on run.id = served_unit.issue_run_id
    join publication on publication.id = run.publication_id
    where served_unit.contract_id = moved.subject_id and moved.cause = 'issue'
      and (starts_with(voucher.source_key, 'issue-run:' || publication.code || ':' || run.issue_number || ':') and run.kind = 'main'
        or starts_with(voucher.source_key, 'late-run:' || run.id || ':'))
    group by publication.code, run.issue_number
  ) as served on true`
