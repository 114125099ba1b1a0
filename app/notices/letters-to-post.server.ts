import type { LetterKind } from "#app/notices/letter-kinds.ts"
import { refuse } from "#app/notices/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

export type LetterBatch = Readonly<{
  fileId: string
  kind: LetterKind
  /** Letters, each with its own pages. */
  count: number
  printedAt: Date
  /** JST. */
  postedOn: string | null
  postedBy: string | null
  /** Taken away with its reader's data. */
  isErased: boolean
  total: number
}>

/** 郵送物: what was printed and is not posted yet, the oldest first, or what was, the last first. */
export const lettersToPost = (scope: Scope, asked: Readonly<{ isPosted: boolean; limit: number; offset: number }>) =>
  scope.sql<LetterBatch>`
    select batch.file_id as "fileId", kind, letter_count as count, printed_at as "printedAt", posted_on as "postedOn",
      posted_by as "postedBy", file.erased_at is not null as "isErased", (count(*) over ())::integer as total
    from letter_batch as batch join stored_file as file on file.id = batch.file_id
    where (posted_on is not null) = ${asked.isPosted}
    order by case when posted_on is null then printed_at end, posted_on desc, printed_at desc, batch.file_id
    limit ${asked.limit}::integer offset ${asked.offset}::integer`

/** 投函済み: a batch has gone to the post today; said twice the first day stays. Refuses: no-such-letters. */
export async function markLettersPosted(scope: Scope, fileId: string): Promise<void> {
  const [batch] = await scope.sql<{ kind: string; posted: boolean }>`
    select kind, posted_on is not null as posted from letter_batch where file_id = ${fileId}::uuid for no key update`
  if (!batch) throw refuse("no-such-letters")
  if (batch.posted) return
  await scope.sql`
    update letter_batch set posted_on = ${scope.today}::date, posted_by = ${scope.actor} where file_id = ${fileId}::uuid`
  await audit(scope, "post-letters", fileId, { kind: batch.kind })
}
