import type { ActionFunctionArgs } from "@remix-run/node"
import { actorFor } from "#app/platform/organization.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { verified } from "#app/platform/seal.server.ts"
import { CheckInBatch } from "#app/seminars/door/check-in.ts"
import { recordCheckIns } from "#app/seminars/door/record-check-ins.server.ts"
import { isId } from "#app/values/ids.ts"

/**
 * Check-ins of a device, many at once: `Authorization: Bearer` the door key of the seminar's console page. The answer has a verdict per
 * nonce; the same nonce again gets the same verdict.
 */
export async function action({ request }: ActionFunctionArgs) {
  const key = verified("door-key", (request.headers.get("authorization") ?? "").replace(/^Bearer /, ""))
  const [organization = "", seminarId = ""] = key?.split(":") ?? []
  if (key === null || !isId(seminarId)) return Response.json({ error: "unknown-key" }, { status: 401 })
  const batch = CheckInBatch.safeParse(await request.json().catch(() => null))
  if (!batch.success) return Response.json({ error: "unfit" }, { status: 422 })
  const actor = await actorFor(organization, `device:${batch.data.device}`)
  return Response.json({ verdicts: await inScope(actor, (scope) => recordCheckIns(scope, seminarId, batch.data)) })
}
