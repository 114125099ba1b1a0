import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { found } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { CheckInBatch } from "#app/seminars/door/check-in.ts"
import { recordCheckIns } from "#app/seminars/door/record-check-ins.server.ts"
import { snapshotForDoor } from "#app/seminars/door/snapshot-for-door.server.ts"

/** Who comes and who is in by now, for a door that is open. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  if (actor.organization.code !== params.organization) throw new Response("another organization", { status: 404 })
  return found(readScope(actor, async (scope) => Response.json(await snapshotForDoor(scope, params.seminar ?? ""))))
}

/** Takes the scans of a door's page; the answer has a verdict per nonce and who is in by now. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  if (actor.organization.code !== params.organization) throw new Response("another organization", { status: 404 })
  const batch = CheckInBatch.safeParse(await request.json().catch(() => null))
  if (!batch.success) return Response.json({ error: "unfit" }, { status: 422 })
  return found(
    inScope(actor, async (scope) => {
      const { id } = await snapshotForDoor(scope, params.seminar ?? "")
      return Response.json({ verdicts: await recordCheckIns(scope, id, batch.data) })
    }),
  )
}
