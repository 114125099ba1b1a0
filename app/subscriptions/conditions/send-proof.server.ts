import { fileTypeFromFile } from "file-type"
import { createReadStream } from "node:fs"
import { audit } from "#app/platform/audit.server.ts"
import { keepBytes, nameFiles } from "#app/platform/files.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { proofFileTypes, PROOF_FILES } from "#app/subscriptions/conditions/student-proof-form.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import type { MemberId } from "#app/values/ids.ts"

type Sent = Readonly<{ path: string; school: string; graduatesIn: string }>

/**
 * 在学の証明書類を送る: a reader's picture or PDF joins what waits for his proof, or begins to wait with the school he names; an operator
 * decides. What a file is its bytes say, not its name. The same file twice is one. Refuses, beside the field: unknown-member,
 * proof-not-a-picture, proof-needs-a-school (nothing waits and none is named), too-many-proofs.
 */
export async function sendProof(scope: Scope, memberId: MemberId, sent: Sent): Promise<void> {
  const type = await fileTypeFromFile(sent.path)
  const known = proofFileTypes.find(({ mediaType }) => mediaType === type?.mime)
  if (!known) throw refuse("proof-not-a-picture", {}, { field: "file" })
  const [member] = await scope.sql<{ number: string }>`
    select number from member where id = ${memberId}::uuid and erased_at is null for no key update`
  if (!member) throw refuse("unknown-member", { number: "" })
  const proof = (await waitingProof(scope, memberId)) ?? (await beginToWait(scope, memberId, sent))
  const bytes = await keepBytes(scope, createReadStream(sent.path))
  const [same] = await scope.sql`
    select from student_proof_file as file join stored_file as kept on kept.id = file.file_id
    where file.proof_id = ${proof.id}::uuid and kept.sha256 = ${bytes.sha256} limit 1`
  if (same) return
  if (proof.files >= PROOF_FILES) throw refuse("too-many-proofs", { most: PROOF_FILES }, { field: "file" })
  const name = `student-proof-${member.number}-${proof.files + 1}.${known.extension}`
  const fileId = (await nameFiles(scope, [{ ...bytes, name, mediaType: known.mediaType }])).get(name)
  await scope.sql`
    insert into student_proof_file (organization_id, proof_id, file_id, received_at)
    values (${scope.organizationId}, ${proof.id}::uuid, ${fileId ?? null}::uuid, ${scope.now})`
  await audit(scope, "send-proof", member.number, { sha256: bytes.sha256 })
}

type Waiting = Readonly<{ id: string; files: number }>

/** What has waited longest: a decision decides all that waits. */
async function waitingProof(scope: Scope, memberId: MemberId): Promise<Waiting | undefined> {
  const [waiting] = await scope.sql<Waiting>`
    select id, (select count(*)::integer from student_proof_file where proof_id = student_proof.id) as files
    from student_proof where state = 'waiting' and member_id in (select member_family(${memberId}::uuid))
    order by asked_at, id limit 1`
  return waiting
}

async function beginToWait(scope: Scope, memberId: MemberId, said: Sent): Promise<Waiting> {
  if (said.school === "" || said.graduatesIn === "") throw refuse("proof-needs-a-school", {}, { field: "school" })
  const [begun] = await scope.sql<Waiting>`
    insert into student_proof (organization_id, member_id, school, graduates_in, asked_at, state)
    values (${scope.organizationId}, ${memberId}::uuid, ${said.school}, ${`${said.graduatesIn}-01`}::date, ${scope.now}, 'waiting')
    returning id, 0 as files`
  if (!begun) throw new Error("student_proof gave no row")
  return begun
}
