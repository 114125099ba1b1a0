import { randomBytes } from "node:crypto"
import { redirect } from "@remix-run/node"
import { localeOfReader } from "#app/identity/appearance.server.ts"
import { hashOf, sessionCookie, sessionToken } from "#app/identity/session.server.ts"
import { laterBy } from "#app/platform/clock.server.ts"
import { found } from "#app/platform/form.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { type Actor, inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { idOf, type MemberId } from "#app/values/ids.ts"

const LASTS_SECONDS = 30 * 24 * 60 * 60

/** A reader on his own page: everything that he sees or does is asked for with his member's id. */
export type ReaderActor = Actor &
  Readonly<{ memberId: MemberId; number: string; memberName: string; email: string; organization: string }>

// A reader may have pages of several publishers open; the code is part of the cookie's name.
const cookieOf = (organization: string) => `teiki-my-${organization}`

/** Starts a reader's session; the database keeps the token's hash alone. Gives the Set-Cookie header. */
export async function startReaderSession(scope: Scope, organization: string, memberId: MemberId): Promise<string> {
  const token = randomBytes(32).toString("base64url")
  await scope.sql`delete from reader_session where expires_at < ${scope.now}`
  await scope.sql`
    insert into reader_session (organization_id, token_hash, member_id, started_at, expires_at)
    values (${scope.organizationId}, ${hashOf(token)}, ${memberId}::uuid, ${scope.now}, ${laterBy(scope.now, LASTS_SECONDS)})`
  return sessionCookie(cookieOf(organization), token, LASTS_SECONDS)
}

/** Ends the session of a request, on the server too. Gives the Set-Cookie header that forgets it. */
export async function endReaderSession(actor: Actor, organization: string, request: Request): Promise<string> {
  const token = sessionToken(request, cookieOf(organization))
  if (token !== null)
    await inScope(actor, (scope) => scope.sql`delete from reader_session where token_hash = ${hashOf(token)}`)
  return sessionCookie(cookieOf(organization), "", 0)
}

/** The reader of a request; null without a living session. A member merged since is who he was merged into. */
export async function readerOf(request: Request, organization: string | undefined): Promise<ReaderActor | null> {
  const code = organization ?? ""
  const actor = await found(actorFor(code, "reader", { locale: localeOfReader(request) }))
  const token = sessionToken(request, cookieOf(code))
  if (token === null) return null
  const [row] = await readScope(
    actor,
    (scope) => scope.sql<{ id: string; number: string; name: string; email: string }>`
      select member.id, member.number, member.email,
        coalesce(nullif(concat_ws(' ', member.family_name, nullif(member.given_name, '')), ''), member.company_name) as name
      from reader_session as session join member on member.id = member_kept(session.member_id)
      where session.token_hash = ${hashOf(token)} and session.expires_at > ${scope.now} and member.erased_at is null`,
  )
  if (!row) return null
  const reader = { memberId: idOf<"member">(row.id), number: row.number, memberName: row.name, email: row.email }
  return { ...actor, name: `reader:${row.number}`, organization: code, ...reader }
}

/** The reader of a request; without a session he is led to sign in, and back. */
export async function requireReader(request: Request, organization: string | undefined): Promise<ReaderActor> {
  const reader = await readerOf(request, organization)
  if (reader) return reader
  const url = new URL(request.url)
  const back = request.method === "GET" ? `?to=${encodeURIComponent(url.pathname + url.search)}` : ""
  throw redirect(`/my/${organization ?? ""}/sign-in${back}`)
}
