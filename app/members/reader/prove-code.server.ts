import { hashOf } from "#app/identity/session.server.ts"
import { refuse } from "#app/members/refusals.ts"
import { type Actor, inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { signed, verified } from "#app/platform/seal.server.ts"
import { idOf, isId, type MemberId } from "#app/values/ids.ts"

const TRIES = 5

/** Six digits alone are guessed from a plain hash in no time; the house's key goes into this one. */
export const codeHash = (id: string, code: string): string => hashOf(signed("reader-code", `${id}:${code}`))

export type MemberToChoose = Readonly<{ id: MemberId; number: string; name: string; city: string }>

const membersOf = (scope: Scope, email: string) => scope.sql<MemberToChoose>`
  select id, number, concat_ws(' ', nullif(company_name, ''), nullif(family_name, ''), nullif(given_name, '')) as name,
    prefecture || city as city
  from member where email_normal = ${email} and email_normal <> '' and merged_into_id is null and erased_at is null order by number`

/** Refuses no-such-code where a code was never asked for, is too old, or has led to a session. */
export async function codeToProve(scope: Scope, id: string): Promise<void> {
  const [row] = isId(id)
    ? await scope.sql`select from reader_code where id = ${id}::uuid and expires_at > ${scope.now} and proved_at is null`
    : []
  if (!row) throw refuse("no-such-code")
}

/**
 * Checks a mailed code. Gives the proof with which a session is started, once, for one of the members of that address.
 * Refuses: wrong-code (also when it is too old or was tried five times), so that one answer serves every case.
 */
export async function proveCode(
  actor: Actor,
  id: string,
  code: string,
): Promise<{ proof: string; members: MemberToChoose[] }> {
  const wrong = refuse("wrong-code", {}, { field: "code" })
  if (!isId(id)) throw wrong
  // The try counts in a transaction of its own: a refusal must not take it back.
  const [tried] = await inScope(
    actor,
    (scope) => scope.sql<{ code_hash: string; email_normal: string }>`
      update reader_code set tries = tries + 1
      where id = ${id}::uuid and expires_at > ${scope.now} and proved_at is null and tries < ${TRIES}::integer
      returning code_hash, email_normal`,
  )
  if (tried?.code_hash !== codeHash(id, code)) throw wrong
  const members = await inScope(actor, async (scope) => {
    await scope.sql`update reader_code set proved_at = ${scope.now} where id = ${id}::uuid`
    return membersOf(scope, tried.email_normal)
  })
  if (members.length === 0) throw wrong
  return { proof: signed("reader-proof", id), members }
}

/** The members that a proof lets choose from. Refuses: no-such-code. */
export async function membersOfProof(actor: Actor, proof: string): Promise<readonly MemberToChoose[]> {
  const id = verified("reader-proof", proof)
  if (id === null) throw refuse("no-such-code")
  return readScope(actor, async (scope) => {
    const [row] = await scope.sql<{ email_normal: string }>`
      select email_normal from reader_code where id = ${id}::uuid and expires_at > ${scope.now} and proved_at is not null`
    if (!row) throw refuse("no-such-code")
    return membersOf(scope, row.email_normal)
  })
}

/** Spends a proof for one of its members, once. Refuses: no-such-code, not-one-of-yours. */
export async function spendProof(scope: Scope, proof: string, memberId: string): Promise<MemberId> {
  const id = verified("reader-proof", proof)
  const [row] =
    id === null
      ? []
      : await scope.sql<{ email_normal: string }>`
          delete from reader_code where id = ${id}::uuid and expires_at > ${scope.now} and proved_at is not null
          returning email_normal`
  if (!row) throw refuse("no-such-code")
  const member = (await membersOf(scope, row.email_normal)).find((one) => one.id === memberId)
  if (!member) throw refuse("not-one-of-yours", {}, { field: "memberId" })
  return idOf(member.id)
}
