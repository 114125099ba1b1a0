import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/subscriptions/discontinued/refusals.ts"

export type DiscontinuedTitle = Readonly<{
  publicationId: string
  code: string
  name: string
  discontinuedAfter: number
  isOffered: boolean
  answerUntil: string | null
  settledOn: string | null
  letterFileId: string | null
  transferName: string | null
}>

/**
 * A title that has ended, all its issues shipped or skipped, so that what is left of each contract is known to the yen.
 * Refuses: unknown-title, title-goes-on, title-still-ships.
 */
export async function discontinuedTitle(scope: Scope, code: string): Promise<DiscontinuedTitle> {
  const [row] = await scope.sql<
    Omit<DiscontinuedTitle, "discontinuedAfter"> & { discontinuedAfter: number | null; ships: number | null }
  >`
    select publication.id as "publicationId", publication.code, publication.name, publication.discontinued_after as "discontinuedAfter",
      (select min(number) from issue where issue.publication_id = publication.id and shipped_on is null and skipped_on is null) as ships,
      discontinuation.publication_id is not null as "isOffered", answer_until as "answerUntil", settled_on as "settledOn",
      letter_file_id as "letterFileId", goes.name || ' ' || offer.name as "transferName"
    from publication left join discontinuation on discontinuation.publication_id = publication.id
    left join offer on offer.id = discontinuation.transfer_offer_id
    left join publication as goes on goes.id = offer.publication_id
    where publication.code = ${code}`
  if (!row) throw refuse("unknown-title", { code })
  if (row.discontinuedAfter === null) throw refuse("title-goes-on", { title: row.name })
  if (row.ships !== null) throw refuse("title-still-ships", { title: row.name, number: row.ships })
  return { ...row, discontinuedAfter: row.discontinuedAfter }
}
