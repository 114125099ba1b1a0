import type { Scope } from "#app/platform/scope.server.ts"
import type { BrochureChannel, WaitReason } from "#app/subscriptions/brochures/brochure-form.ts"

export type BrochureRequestOfList = Readonly<{
  number: string
  memberId: string
  memberNumber: string
  name: string
  channel: BrochureChannel
  sourceCode: string
  requestedAt: Date
  brochures: string
  state: "waiting" | "left-out" | "picked" | "sent" | "cancelled"
  reason: WaitReason | null
  batchNumber: string | null
  sentOn: string | null
}>

/** 資料請求の一覧, of a member and those merged into him or of all: what waits first, then the last; with why a batch would leave one out. */
export const brochureRequests = (
  scope: Scope,
  memberId: string | null,
  limit: number,
) => scope.sql<BrochureRequestOfList>`
  select request.number, member.id as "memberId", member.number as "memberNumber",
    concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as name, request.channel,
    request.source_code as "sourceCode", request.requested_at as "requestedAt",
    (select string_agg(brochure.name || case when line.copies > 1 then '×' || line.copies else '' end, '、' order by brochure.code)
      from brochure_request_line as line join brochure on brochure.code = line.brochure_code where line.request_id = request.id) as brochures,
    case when request.cancelled_at is not null then 'cancelled' when batch.sent_on is not null then 'sent'
      when batch.id is not null then 'picked' when waiting.reason is not null then 'left-out' else 'waiting' end as state,
    waiting.reason, batch.number as "batchNumber", batch.sent_on as "sentOn"
  from brochure_request as request join member on member.id = request.member_id
  left join brochure_batch as batch on batch.id = request.batch_id
  left join brochure_to_pick as waiting on waiting.id = request.id
  where ${memberId}::uuid is null or request.member_id in (select member_family(${memberId}::uuid))
  order by request.batch_id is not null or request.cancelled_at is not null, request.requested_at desc, request.number desc
  limit ${limit}::integer`

export type BrochureBatchOfList = Readonly<{
  id: string
  number: string
  pickedOn: string
  requests: number
  copies: number
  weightGrams: number
  sentOn: string | null
  missing: readonly Readonly<{ character: string; record: number; field: number }>[]
  madeBy: string
}>

/** 出荷指示の一覧, the last first. */
export const brochureBatches = (scope: Scope) => scope.sql<BrochureBatchOfList>`
  select id, number, picked_on as "pickedOn", request_count as requests, copies, weight_grams as "weightGrams", sent_on as "sentOn",
    missing, made_by as "madeBy"
  from brochure_batch order by number desc limit 50`

/** The file of a batch by its encoding, and the members whose addresses it carries. */
export async function brochureBatchFile(
  scope: Scope,
  batchId: string,
): Promise<{ number: string; utf8: string; cp932: string; members: readonly string[] } | null> {
  const [batch] = await scope.sql<{ number: string; utf8: string; cp932: string; members: string[] }>`
    select batch.number, utf8_file_id as utf8, cp932_file_id as cp932,
      array(select distinct member.number from brochure_request as request join member on member.id = request.member_id
        where request.batch_id = batch.id order by 1) as members
    from brochure_batch as batch where batch.id = ${batchId}::uuid`
  return batch ?? null
}

export type BrochureYield = Readonly<{
  sourceCode: string
  sourceName: string
  requests: number
  /** Readers, each once a source. */
  people: number
  sent: number
  /** Those of them who ordered after their first request from this source. */
  ordered: number
  orderedYen: number
}>

/** 請求と受注 by source: how many asked, and how many of them ordered afterwards; a reader counts once a source, merged ones as one. */
export const brochureYield = (scope: Scope) => scope.sql<BrochureYield>`
  with asked as (
    select source_code, member_kept(member_id) as member_id, min(request.recorded_at) as first_at, count(*) as requests,
      count(*) filter (where batch.sent_on is not null) as sent
    from brochure_request as request left join brochure_batch as batch on batch.id = request.batch_id
    where cancelled_at is null group by 1, 2
  ), bought as (
    -- From who asked to what they ordered: there are many more orders than requests.
    select reader.member_id, recorded_at, total_yen from (select distinct member_id from asked) as reader
    cross join lateral member_family(reader.member_id) as family (id) join customer_order on customer_order.member_id = family.id
    where total_yen > 0
  ), yielded as (
    select asked.*, after.yen from asked left join lateral (
      select sum(total_yen) as yen from bought where bought.member_id = asked.member_id and bought.recorded_at > asked.first_at
    ) as after on true
  )
  select source_code as "sourceCode", coalesce(source.name, '') as "sourceName", sum(requests)::integer as requests,
    count(*)::integer as people, sum(sent)::integer as sent, count(yen)::integer as ordered, coalesce(sum(yen), 0)::bigint as "orderedYen"
  from yielded left join source_code as source on source.code = source_code
  group by source_code, source.name order by count(*) desc, source_code`
