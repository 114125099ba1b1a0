import type { LoaderFunctionArgs } from "@remix-run/node"
import { found } from "#app/platform/form.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { seatsLeft } from "#app/seminars/apply/seats-left.server.ts"

/** 残席: what the apply button shows of a seminar; for every origin, and cached for a quarter of a minute. */
export async function loader({ params }: LoaderFunctionArgs) {
  const actor = await found(actorFor(params.organization ?? "", "visitor"))
  const seats = await found(readScope(actor, (scope) => seatsLeft(scope, params.code ?? "")))
  return Response.json(seats, {
    headers: { "Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=15" },
  })
}
