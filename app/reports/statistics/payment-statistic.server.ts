import type { Scope } from "#app/platform/scope.server.ts"
import type { StatisticRun } from "#app/reports/statistics/statistic-run.ts"
import { identity, type Statistic, totalsOf } from "#app/reports/statistics/statistic.ts"

const figures = [
  ...["ordered", "paid", "cancelled", "stopped", "billed"],
  ...["billedYen", "receivedYen", "refundedYen", "movedYen", "waivedYen", "voidYen", "openYen"],
  ...["days7", "days14", "days30", "days60", "daysMore", "daysUnknown"],
] as const

type Row = { issue: number; way: string; source: string } & Record<string, number | string>

// Orders older than this many issues have had their end; their few open yen stand in R9 and the ledger.
const BLOCKS = 36

/**
 * R4 入金率一覧表: orders by start issue, way of payment and source. What is demanded is split in two ways that meet: by the
 * payments (received, refunded, moved, waived) and by the books (served, kept, deferred, receivable).
 */
export async function paymentStatistic(scope: Scope, run: StatisticRun): Promise<Statistic> {
  const rows = await rowsOf(scope, run)
  const totals = totalsOf(rows, figures)
  const total = (field: string) => totals[field] ?? 0
  return {
    code: "R4",
    previousIssue: run.previous?.issueNumber ?? null,
    rows,
    totals,
    identities: [
      identity(
        "受注=入金+本人解約+未入金解約+請求中",
        total("ordered"),
        total("paid") + total("cancelled") + total("stopped") + total("billed"),
      ),
      identity(
        "請求=入金−返金+移管+免除+取消+未収",
        total("billedYen"),
        total("receivedYen") -
          total("refundedYen") +
          total("movedYen") +
          total("waivedYen") +
          total("voidYen") +
          total("openYen"),
      ),
      identity(
        "入金までの日数の合計=入金",
        figures.filter((field) => field.startsWith("days")).reduce((sum, field) => sum + total(field), 0),
        total("paid"),
      ),
    ],
  }
}

/** Each order in one state: paid in full; else ended by its reader or for want of payment; else billed. */
const rowsOf = (scope: Scope, run: StatisticRun) => scope.sql<Row>`
  with ordered as (
    select start_issue as issue, payment_way as way, source_code as source, price_yen, received_yen, refunded_yen, waived_yen,
      moved_yen, receivable_yen, paid_on - opened_on as days,
      price_yen - recognised_yen - kept_yen - deferred_yen as unserved_yen, state = 'active' as goes_on,
      case when received_yen + moved_yen >= price_yen then 'paid' when state = 'stopped' then 'stopped'
        when state in ('cancelled', 'transferred') then 'cancelled' else 'billed' end as payment
    from run_contract where price_yen > 0 and start_issue > ${run.issue.issueNumber}::integer - ${BLOCKS}::integer
  )
  select issue, way, source, count(*)::integer as ordered,
    count(*) filter (where payment = 'paid')::integer as paid,
    count(*) filter (where payment = 'cancelled')::integer as cancelled,
    count(*) filter (where payment = 'stopped')::integer as stopped,
    count(*) filter (where payment = 'billed')::integer as billed,
    sum(price_yen)::bigint as "billedYen", sum(received_yen)::bigint as "receivedYen",
    sum(refunded_yen)::bigint as "refundedYen", sum(moved_yen)::bigint as "movedYen", sum(waived_yen)::bigint as "waivedYen",
    coalesce(sum(unserved_yen) filter (where not goes_on), 0)::bigint as "voidYen",
    coalesce(sum(receivable_yen + case when goes_on then unserved_yen else 0 end), 0)::bigint as "openYen",
    count(*) filter (where payment = 'paid' and days <= 7)::integer as days7,
    count(*) filter (where payment = 'paid' and days between 8 and 14)::integer as days14,
    count(*) filter (where payment = 'paid' and days between 15 and 30)::integer as days30,
    count(*) filter (where payment = 'paid' and days between 31 and 60)::integer as days60,
    count(*) filter (where payment = 'paid' and days > 60)::integer as "daysMore",
    count(*) filter (where payment = 'paid' and days is null)::integer as "daysUnknown"
  from ordered group by issue, way, source order by issue desc, way, source`
