import { dateInTokyo } from "#app/platform/clock.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { firstDayOf, lastDayOf, type Month } from "#app/values/calendar.ts"

export type CheckState = "ok" | "warn" | "fail"

export type CheckItem = Readonly<{
  key:
    | "month-over"
    | "issues-confirmed"
    | "services-billed"
    | "stripe-applied"
    | "orders-made"
    | "earlier-closed"
    | "books-tie"
  state: CheckState
  label: Readonly<{ ja: string; en: string }>
  detail: Readonly<{ ja: string; en: string }>
  /** Where it is mended. */
  link?: string
  /** False where no explanation lets the month close. */
  explainable: boolean
}>

type Check = (scope: Scope, month: Month) => Promise<CheckItem>

/** The month is over (JST); closing before its end shuts out the days that are left. */
const monthOver: Check = (scope, month) => {
  const over = scope.today > lastDayOf(month)
  return Promise.resolve({
    key: "month-over",
    // A month that has not begun is hardly meant; one that runs may be closed early.
    state: over ? "ok" : scope.today < firstDayOf(month) ? "fail" : "warn",
    label: { ja: "対象月が終わっている", en: "The month is over" },
    detail: over
      ? { ja: `末日 ${lastDayOf(month)}`, en: `ended on ${lastDayOf(month)}` }
      : {
          ja: `本日 ${scope.today}。締めると末日までの伝票は起こせません`,
          en: `Today is ${scope.today}; no voucher can be dated in the days left`,
        },
    explainable: true,
  })
}

/** Every issue planned for the month has its run confirmed (号締め). */
const issuesConfirmed: Check = async (scope, month) => {
  const open = await scope.sql<{ code: string; number: number }>`
    select publication.code, issue.number from issue join publication on publication.id = issue.publication_id
    where to_char(issue.ships_on, 'YYYY-MM') = ${month} and issue.shipped_on is null and issue.skipped_on is null
    order by publication.code, issue.number`
  const list = open.map(({ code, number }) => `${code} ${number}`).join(", ")
  return {
    key: "issues-confirmed",
    state: open.length === 0 ? "ok" : "fail",
    label: { ja: "当月の号の発送処理が確定している", en: "All issue runs of the month are confirmed" },
    detail: open.length === 0 ? { ja: "未確定なし", en: "none open" } : { ja: `未確定: ${list}`, en: `open: ${list}` },
    ...(open.length === 0 ? {} : { link: "/console/issues" }),
    explainable: true,
  }
}

/** Every service contract that ran in the month has its bill: what is billed later stands in a later month. */
const servicesBilled: Check = async (scope, month) => {
  const [open] = await scope.sql<{ count: number }>`
    select count(*)::integer as count from service_contract as contract
    where coalesce(bills_from, starts_on) <= ${lastDayOf(month)}::date and (ends_on is null or ends_on >= ${firstDayOf(month)}::date)
      and not exists (select from service_bill as bill where bill.contract_id = contract.id and bill.month = ${month})`
  return counted(open?.count ?? 0, {
    key: "services-billed",
    label: { ja: "当月の業務委託料が請求されている", en: "The month's services are billed" },
    link: "/console/services",
  })
}

/** Every event that Stripe has sent up to the month's end is applied to the books. */
const stripeApplied: Check = async (scope, month) => {
  const waiting = await scope.sql<{ received_at: Date }>`
    select received_at from stripe_event where state in ('received', 'failed') order by received_at`
  const count = waiting.filter(({ received_at }) => dateInTokyo(received_at) <= lastDayOf(month)).length
  return counted(count, {
    key: "stripe-applied",
    label: { ja: "Stripeの通知がすべて反映されている", en: "All Stripe events are applied" },
    link: "/console/jobs",
  })
}

/** Nobody has paid without getting an order. */
const ordersMade: Check = async (scope) => {
  const [row] = await scope.sql<{ count: number }>`
    select count(*)::integer as count from application where state = 'paid' and order_id is null`
  return counted(row?.count ?? 0, {
    key: "orders-made",
    label: { ja: "入金済みの申込がすべて受注になっている", en: "Every paid application has its order" },
    link: "/console/orders",
  })
}

/** Earlier months that hold vouchers are closed. */
const earlierClosed: Check = async (scope, month) => {
  const open = await openMonthsBefore(scope, month)
  const list = open.join(", ")
  return {
    key: "earlier-closed",
    state: open.length === 0 ? "ok" : "warn",
    label: { ja: "前の月が締まっている", en: "Earlier months are closed" },
    detail: open.length === 0 ? { ja: "未締なし", en: "none open" } : { ja: `未締: ${list}`, en: `open: ${list}` },
    ...(open[0] === undefined ? {} : { link: `/console/books/${open[0]}` }),
    explainable: true,
  }
}

/** Months before this one that hold vouchers and are not closed. */
export async function openMonthsBefore(scope: Scope, month: Month): Promise<readonly string[]> {
  const rows = await scope.sql<{ month: string }>`
    select distinct to_char(effective_on, 'YYYY-MM') as month from voucher
    where effective_on < ${`${month}-01`}::date
      and coalesce((select kind from period_event where period_event.month = to_char(voucher.effective_on, 'YYYY-MM')
        order by seq desc limit 1), 'reopened') <> 'closed'
    order by month`
  return rows.map((row) => row.month)
}

/** Identities I1–I9 and the audit chain; no explanation makes up for books that do not tie out. */
const booksTie: Check = async (scope) => {
  const { ok, identities, differences } = await checkBooks(scope)
  const broken = Object.keys(identities).filter((identity) => identities[identity] === false)
  const places = differences.slice(0, 3).map(({ subject, left, right }) => `${subject}: ${left} ≠ ${right}`)
  const detail = `${broken.join(", ")} — ${places.join(" / ")}`
  return tying(ok, ok ? agreeing(Object.keys(identities).length) : { ja: detail, en: detail })
}

/**
 * The same for people who look: what the last night's check-books found. It reads all books, which takes seconds in large ones, and is asked again when the month
 * is closed. Where none has run since yesterday, or the last one found a difference that may be mended by now, the books are asked at once.
 */
const booksTiedLately: Check = async (scope, month) => {
  const [last] = await scope.sql<{ at: string; ok: boolean; count: number }>`
    select to_char(started_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD HH24:MI') as at, (result ->> 'ok')::boolean as ok,
      (select count(*) from jsonb_object_keys(coalesce(result -> 'identities', '{}')))::integer as count
    from job_run where name = 'check-books' and finished_at is not null and started_at > ${scope.now}::timestamptz - interval '36 hours'
    order by started_at desc limit 1`
  if (!last?.ok) return booksTie(scope, month)
  const { ja, en } = agreeing(last.count)
  return tying(true, {
    ja: `${ja}(${last.at}の照合。締めるときにもう一度照合します)`,
    en: `${en} (at ${last.at}; asked again when you close)`,
  })
}

const agreeing = (count: number) => ({ ja: `${count}項目すべて一致`, en: `all ${count} agree` })

const tying = (ok: boolean, detail: CheckItem["detail"]): CheckItem => ({
  key: "books-tie",
  state: ok ? "ok" : "fail",
  label: { ja: "帳簿の照合(I1〜I9・監査ログの連鎖)", en: "The books tie out (I1–I9, audit chain)" },
  detail,
  explainable: false,
})

function counted(count: number, item: Pick<CheckItem, "key" | "label"> & { link: string }): CheckItem {
  const { link, ...named } = item
  return {
    ...named,
    state: count === 0 ? "ok" : "fail",
    detail: count === 0 ? { ja: "残りなし", en: "none left" } : { ja: `残り${count}件`, en: `${count} left` },
    ...(count === 0 ? {} : { link }),
    explainable: true,
  }
}

const checks: readonly Check[] = [monthOver, issuesConfirmed, servicesBilled, stripeApplied, ordersMade, earlierClosed]

/** 締め前の確認: what must be so before a month is closed, each with where to mend it. Reads only. */
export const closeChecklist = (scope: Scope, month: Month) => inTurn(scope, month, [...checks, booksTie])

/** The same to be looked at before; the books as last night's check found them. Reads only. */
export const closeChecklistForPage = (scope: Scope, month: Month) => inTurn(scope, month, [...checks, booksTiedLately])

async function inTurn(scope: Scope, month: Month, asked: readonly Check[]): Promise<readonly CheckItem[]> {
  const items: CheckItem[] = []
  for (const check of asked) items.push(await check(scope, month))
  return items
}
