import type { Scope } from "#app/platform/scope.server.ts"
import { type FileId, idOf, isId, type MemberId } from "#app/values/ids.ts"

export type StudiesOfReader = Readonly<{
  /** `over`: confirmed until a day that has passed; `none`: nothing was ever asked. */
  state: "none" | "waiting" | "confirmed" | "over" | "refused"
  school: string
  /** YYYY-MM; empty where nobody asked. */
  graduatesIn: string
  until: string | null
  /** When each file that waits for an operator came. */
  received: readonly string[]
  /** Whether any offer for students is on sale. */
  isOffered: boolean
}>

/** 在学, as a reader sees it on his own page: what waits, else what was decided last. */
export async function studiesOfReader(scope: Scope, memberId: MemberId): Promise<StudiesOfReader> {
  const [studies] = await scope.sql<StudiesOfReader>`
    select case when last.state = 'confirmed' and last.studies_until < ${scope.today}::date then 'over' else coalesce(last.state, 'none') end as state,
      coalesce(last.school, '') as school, coalesce(to_char(last.graduates_in, 'YYYY-MM'), '') as "graduatesIn",
      last.studies_until as until,
      array(select to_char(received_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD HH24:MI') from student_proof_file
        where proof_id = last.id and last.state = 'waiting' order by received_at, file_id) as received,
      exists (select from offer_condition as condition join offer on offer.id = condition.offer_id
        where condition.kind = 'students' and offer.on_sale) as "isOffered"
    from (select) as one left join lateral (
      select * from student_proof where member_id in (select member_family(${memberId}::uuid))
      order by state = 'waiting' desc, case when state = 'waiting' then asked_at end, decided_at desc, id desc limit 1
    ) as last on true`
  if (!studies) throw new Error("the studies gave no row")
  return studies
}

/** A kept file that a reader sent as his proof, and whose it is; null where there is none, or none any more. */
export async function proofFileForOperator(
  scope: Scope,
  fileId: string,
): Promise<Readonly<{ id: FileId; name: string; sha256: string; memberNumber: string }> | null> {
  if (!isId(fileId)) return null
  const [row] = await scope.sql<{ id: string; name: string; sha256: string; memberNumber: string }>`
    select kept.id, kept.name, kept.sha256, member.number as "memberNumber"
    from student_proof_file as sent join stored_file as kept on kept.id = sent.file_id
    join student_proof as proof on proof.id = sent.proof_id join member on member.id = member_kept(proof.member_id)
    where kept.id = ${fileId}::uuid and kept.erased_at is null`
  return row ? { ...row, id: idOf(row.id) } : null
}
