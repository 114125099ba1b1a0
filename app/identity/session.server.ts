import { createHash, randomBytes } from "node:crypto"
import { laterBy } from "#app/platform/clock.server.ts"
import { house } from "#app/platform/house.server.ts"
import type { HouseScope } from "#app/platform/scope.server.ts"

const LASTS_SECONDS = 12 * 60 * 60

/** What the database keeps of a session's token. */
export const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex")

// __Host- binds the cookie to this host and to https; plain http is for the local machine alone.
const isSecure = () => house().settings.url.startsWith("https:")
const cookieName = (name: string) => (isSecure() ? `__Host-${name}` : name)
const STAFF = "teiki"

/** Starts a session of a member of staff; the database keeps the token's hash alone. Gives the Set-Cookie header. */
export async function startSession(scope: HouseScope, staffId: string, organizationId: string | null): Promise<string> {
  const token = randomBytes(32).toString("base64url")
  await scope.sql`delete from staff_session where expires_at < ${scope.now}`
  await scope.sql`
    insert into staff_session (token_hash, staff_id, organization_id, started_at, expires_at)
    values (${hashOf(token)}, ${staffId}::uuid, ${organizationId}::uuid, ${scope.now}, ${laterBy(scope.now, LASTS_SECONDS)})`
  return cookie(token, LASTS_SECONDS)
}

/** Ends the session of a request, on the server too. Gives the Set-Cookie header that forgets it. */
export async function endSession(scope: HouseScope, request: Request): Promise<string> {
  const token = tokenOf(request)
  if (token !== null) await scope.sql`delete from staff_session where token_hash = ${hashOf(token)}`
  return cookie("", 0)
}

/** The hash that finds a request's session; null without a cookie. */
export function sessionHash(request: Request): string | null {
  const token = tokenOf(request)
  return token === null ? null : hashOf(token)
}

const tokenOf = (request: Request) => sessionToken(request, STAFF)
const cookie = (token: string, seconds: number) => sessionCookie(STAFF, token, seconds)

/** The token of a request's session cookie of this name; null without one. */
export function sessionToken(request: Request, name: string): string | null {
  const found = (request.headers.get("cookie") ?? "")
    .split(";")
    .map((pair) => pair.trim().split("="))
    .find(([given]) => given === cookieName(name))
  return found?.[1] ?? null
}

/** The Set-Cookie header of a session. */
export const sessionCookie = (name: string, token: string, seconds: number): string =>
  `${cookieName(name)}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${isSecure() ? "; Secure" : ""}`
