import { reissuedSlip } from "#app/billing/papers/convenience-slip.ts"
import { issueCopy } from "#app/billing/papers/issue-copy.server.ts"
import type { Addressee, PaperId, PaperKind } from "#app/billing/papers/paper.ts"
import { refuse } from "#app/billing/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { BusinessPaper } from "#templates/pdf/business-paper.ts"

type First = {
  id: PaperId
  kind: PaperKind
  number: string
  snapshot: BusinessPaper
  copies: number
  taxes_of_id: PaperId | null
}

/**
 * Issues a paper once more (再発行): the same number, date and amounts, marked, and if asked made out to another name; the first
 * one stays as it was, and the copies are the history of its 宛名. What was revised (修正) is issued as it was revised. Refuses: no-such-paper, paper-lacks-addressee.
 */
export async function reissuePaper(
  scope: Scope,
  input: { paperId: PaperId; addressee: Pick<Addressee, "name" | "department" | "honorific"> },
): Promise<PaperId> {
  if (input.addressee.name.trim() === "") throw refuse("paper-lacks-addressee", {}, { field: "name" })
  await scope.sql`select pg_advisory_xact_lock(hashtextextended(${`papers:${scope.organizationId}`}, 0))`
  const [first] = await scope.sql<First>`
    select first.id, first.kind, first.number, coalesce(revised.snapshot, first.snapshot) as snapshot, revised.id as taxes_of_id,
      (select count(*) from issued_paper as copy where copy.first_id = first.id)::integer as copies
    from issued_paper as asked join issued_paper as first on first.id = coalesce(asked.first_id, asked.id)
    left join lateral (select copy.id, copy.snapshot from issued_paper as copy where copy.first_id = first.id and copy.taxes_of_id = copy.id
      order by copy.copy_no desc limit 1) as revised on true
    where asked.id = ${input.paperId}::uuid`
  if (!first) throw refuse("no-such-paper")
  const copyNo = first.copies + 1
  const { slip } = first.snapshot
  const snapshot: BusinessPaper = {
    ...{ ...first.snapshot, copyNo, addressee: { ...first.snapshot.addressee, ...input.addressee } },
    slip: slip ? { ...slip, digits: reissuedSlip(slip.digits, copyNo) } : null,
  }
  const id = await issueCopy(scope, first.id, snapshot, first.taxes_of_id ?? "first")
  await audit(scope, "reissue-paper", first.number, { copy: copyNo })
  return id
}
