import { Readable } from "node:stream"
import { applyDueAddresses } from "#app/members/apply-due-addresses.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { Cp932Stream, type MissingCharacters } from "#app/platform/cp932-stream.server.ts"
import { type StoredFile, storeFile } from "#app/platform/files.server.ts"
import { nextNumber } from "#app/platform/number-sequence.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { WaitReason } from "#app/subscriptions/brochures/brochure-form.ts"
import { type PickingLine, pickingCsv } from "#app/subscriptions/brochures/picking-file.ts"

export type PickedBatch = Readonly<{
  id: string
  number: string
  requests: number
  copies: number
  sha256: string
  missing: MissingCharacters
}>

export type Picked = Readonly<{
  /** Null where nothing was to be sent. */
  batch: PickedBatch | null
  /** Requests that wait on, by why. */
  leftOut: Readonly<Partial<Record<WaitReason, number>>>
}>

/**
 * 出荷指示 (C5): every open request that can be sent, exactly once, into one numbered batch with its picking list for the partner, in UTF-8
 * with BOM and in CP932, with the addresses in force today. Who is undeliverable, erased, without address or beyond the stock waits on
 * and is counted by reason. A second run finds nothing and makes no batch; a batch's files are never made again.
 */
export async function pickBrochures(scope: Scope): Promise<Picked> {
  await scope.sql`select pg_advisory_xact_lock(hashtextextended(${`pick-brochures:${scope.organizationId}`}, 0))`
  await applyDueAddresses(scope, scope.today)
  // Whoever cancels a request meanwhile waits for the batch and then finds it taken.
  await scope.sql`select from brochure_request where batch_id is null and cancelled_at is null order by id for update`
  const waiting = await scope.sql<{ id: string; reason: WaitReason | null }>`select id, reason from brochure_to_pick`
  const leftOut: Partial<Record<WaitReason, number>> = {}
  for (const { reason } of waiting) if (reason !== null) leftOut[reason] = (leftOut[reason] ?? 0) + 1
  const ids = waiting.filter(({ reason }) => reason === null).map(({ id }) => id)
  if (ids.length === 0) return { batch: null, leftOut }
  const number = await nextNumber(scope, "brochure-batch", "BA")
  const lines = await linesOf(scope, ids)
  const files = await keepFiles(scope, number, lines)
  const batch = await keepBatch(scope, { number, ids, lines, files })
  const { requests, copies } = batch
  await audit(scope, "pick-brochures", number, { requests, copies, leftOut, sha256: batch.sha256 })
  return { batch, leftOut }
}

const linesOf = (scope: Scope, ids: readonly string[]) => scope.sql<PickingLine>`
  select request.number as request, member.number as member, member.postal_code as "postalCode", member.prefecture, member.city,
    member.street, member.building, member.company_name as company, member.department,
    member.family_name || case when member.given_name = '' then '' else ' ' || member.given_name end as name,
    member.family_name_kana || case when member.given_name_kana = '' then '' else ' ' || member.given_name_kana end as kana,
    member.phone, brochure.code, brochure.name as brochure, line.copies, brochure.weight_grams as "weightGrams",
    (request.requested_at at time zone 'Asia/Tokyo')::date::text as "requestedOn"
  from brochure_request as request
  join member on member.id = member_kept(request.member_id)
  join brochure_request_line as line on line.request_id = request.id
  join brochure on brochure.code = line.brochure_code
  where request.id = any (${[...ids]}::uuid[])
  order by member.postal_code, request.number, brochure.code`

type Files = Readonly<{ utf8: StoredFile; cp932: StoredFile; missing: MissingCharacters }>

async function keepFiles(scope: Scope, number: string, lines: readonly PickingLine[]): Promise<Files> {
  const text = pickingCsv(number, lines)
  const utf8 = await storeFile(scope, {
    ...{ name: `picking-${number}-utf8.csv`, mediaType: "text/csv; charset=utf-8" },
    content: Buffer.from(`\uFEFF${text}`),
  })
  const stream = new Cp932Stream()
  const cp932 = await storeFile(scope, {
    ...{ name: `picking-${number}-cp932.csv`, mediaType: "text/csv; charset=Shift_JIS" },
    content: stream.of(Readable.from([Buffer.from(text)])),
  })
  return { utf8, cp932, missing: stream.missing }
}

async function keepBatch(
  scope: Scope,
  { number, ids, lines, files }: Readonly<{ number: string; ids: readonly string[]; lines: readonly PickingLine[]; files: Files }>, // prettier-ignore
): Promise<PickedBatch> {
  const copies = lines.reduce((sum, line) => sum + line.copies, 0)
  const weight = lines.reduce((sum, line) => sum + line.copies * line.weightGrams, 0)
  const [made] = await scope.sql<{ id: string }>`
    insert into brochure_batch (organization_id, number, picked_on, request_count, copies, weight_grams, utf8_file_id, cp932_file_id,
      missing, made_at, made_by)
    values (${scope.organizationId}, ${number}, ${scope.today}::date, ${ids.length}::integer, ${copies}::integer, ${weight}::bigint,
      ${files.utf8.id}::uuid, ${files.cp932.id}::uuid, ${JSON.stringify(files.missing.named)}::jsonb, ${scope.now}, ${scope.actor})
    returning id`
  if (!made) throw new Error("brochure_batch gave no row")
  await scope.sql`update brochure_request set batch_id = ${made.id}::uuid where id = any (${[...ids]}::uuid[])`
  await scope.sql`
    update brochure set stock_copies = stock_copies - gone.copies
    from (
      select brochure_code as code, sum(copies)::integer as copies from brochure_request_line
      where request_id = any (${[...ids]}::uuid[]) group by brochure_code
    ) as gone
    where brochure.code = gone.code and stock_copies is not null`
  const { utf8, missing } = files
  return { id: made.id, number, requests: ids.length, copies, sha256: utf8.sha256, missing }
}
