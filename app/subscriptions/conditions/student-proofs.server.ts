import type { Scope } from "#app/platform/scope.server.ts"

export type StudentProof = Readonly<{
  id: string
  memberId: string
  memberNumber: string
  memberName: string
  school: string
  /** YYYY-MM; null where nobody asked. */
  graduatesIn: string | null
  askedAt: Date
  state: "waiting" | "confirmed" | "refused"
  studiesUntil: string | null
  note: string
  decidedAt: Date | null
  decidedBy: string | null
  orderId: string | null
  orderNumber: string | null
  offer: string | null
  copies: number | null
  /** The contract of the order while it runs: what an operator cancels where no proof comes. */
  contractId: string | null
  /** Pictures and PDFs that the reader sent and that are still kept. */
  files: readonly Readonly<{ id: string; name: string }>[]
  total: number
}>

/**
 * 在学の確認, of a member with those merged into him, or of all by state; of what waits first that with something to look at, then what has
 * waited longest, of what is decided the last.
 */
export const studentProofs = (
  scope: Scope,
  asked: Readonly<{ memberId: string | null; state: StudentProof["state"] | null; limit: number; offset: number }>,
) => scope.sql<StudentProof>`
  select proof.id, member.id as "memberId", member.number as "memberNumber",
    concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as "memberName",
    proof.school, to_char(proof.graduates_in, 'YYYY-MM') as "graduatesIn", proof.asked_at as "askedAt", proof.state,
    proof.studies_until as "studiesUntil", proof.note, proof.decided_at as "decidedAt", proof.decided_by as "decidedBy",
    ordered.id as "orderId", ordered.number as "orderNumber", sold.offer, sold.copies, sold.running as "contractId", sent.files,
    (count(*) over ())::integer as total
  from student_proof as proof join member on member.id = member_kept(proof.member_id)
  left join customer_order as ordered on ordered.id = proof.order_id
  left join lateral (
    select publication.name || ' ' || offer.name as offer, case when contract.state = 'active' then contract.id end as running,
      (select sum(line.copies)::integer from contract_line as line where line.contract_id = contract.id and line.until_issue is null) as copies
    from contract join offer on offer.id = contract.offer_id join publication on publication.id = contract.publication_id
    where contract.order_id = ordered.id order by contract.number limit 1
  ) as sold on true
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('id', kept.id, 'name', kept.name) order by file.received_at, kept.name), '[]') as files
    from student_proof_file as file join stored_file as kept on kept.id = file.file_id
    where file.proof_id = proof.id and kept.erased_at is null
  ) as sent
  where (${asked.memberId}::uuid is null or proof.member_id in (select member_family(${asked.memberId}::uuid)))
    and (${asked.state}::text is null or proof.state = ${asked.state})
  order by proof.state = 'waiting' desc, proof.state = 'waiting' and sent.files <> '[]' desc, case when proof.state = 'waiting' then proof.asked_at end, proof.decided_at desc, proof.id desc
  limit ${asked.limit}::integer offset ${asked.offset}::integer`

/** How many proofs stand in each state. */
export async function proofsByState(scope: Scope): Promise<Readonly<Record<StudentProof["state"], number>>> {
  const [counts] = await scope.sql<Record<StudentProof["state"], number>>`
    select count(*) filter (where state = 'waiting')::integer as waiting, count(*) filter (where state = 'confirmed')::integer as confirmed,
      count(*) filter (where state = 'refused')::integer as refused
    from student_proof`
  return counts ?? { waiting: 0, confirmed: 0, refused: 0 }
}
