import { localeOfReader } from "#app/identity/appearance.server.ts"
import { found } from "#app/platform/form.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import type { Actor } from "#app/platform/scope.server.ts"
import { verified } from "#app/platform/seal.server.ts"
import { isId } from "#app/values/ids.ts"

/** The registration of an attendee's page, by its signed token; a token that is not ours is a page that is not there. */
export async function attendeeOfToken(
  request: Request,
  params: { organization?: string; token?: string },
): Promise<{ actor: Actor; id: string }> {
  const id = verified("attendee", params.token ?? "")
  if (id === null || !isId(id)) throw new Response("unknown-attendee", { status: 404 })
  const actor = await found(actorFor(params.organization ?? "", "reader", { locale: localeOfReader(request) }))
  return { actor, id }
}
