import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { requireStaffOf } from "#app/identity/require-staff.server.ts"
import { found } from "#app/platform/form.server.ts"
import { hashOf } from "#app/platform/random-code.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { DoorBatch } from "#app/seminars/door/check-in.ts"
import { snapshotForDoor } from "#app/seminars/door/snapshot-for-door.server.ts"
import { takeDoorBatch } from "#app/seminars/door/take-door-batch.server.ts"

/** Who comes and who is in by now, or what changed since the cursor of an earlier answer; 304 where nothing has. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaffOf(request, "seminars.write", params.organization)
  const since = new URL(request.url).searchParams.get("since") ?? ""
  const snapshot = await found(readScope(actor, (scope) => snapshotForDoor(scope, params.seminar ?? "", since)))
  const tag = `"${hashOf(JSON.stringify({ ...snapshot, now: 0, cursor: "" })).slice(0, 32)}"`
  const headers = { ETag: tag, "Cache-Control": "no-store", "Teiki-Now": String(snapshot.now) }
  const isSame = !snapshot.isWhole && snapshot.people.length === 0 && request.headers.get("if-none-match") === tag
  return isSame ? new Response(null, { status: 304, headers }) : Response.json(snapshot, { headers })
}

/** Takes the scans and acts of a door's page; the answer has a verdict per nonce. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaffOf(request, "seminars.write", params.organization)
  const batch = DoorBatch.safeParse(await request.json().catch(() => null))
  if (!batch.success) return Response.json({ error: "unfit" }, { status: 422 })
  const { verdicts, now } = await found(takeDoorBatch(actor, params.seminar ?? "", batch.data))
  return Response.json({ verdicts }, { headers: { "Teiki-Now": String(now.getTime()) } })
}
