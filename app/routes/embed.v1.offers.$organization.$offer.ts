import type { LoaderFunctionArgs } from "@remix-run/node"
import { found } from "#app/platform/form.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { offerForApplication } from "#app/subscriptions/offer-for-application.server.ts"

/** What the apply button shows of an offer; for every origin, and cached for a quarter of a minute. */
export async function loader({ params }: LoaderFunctionArgs) {
  const actor = await found(actorFor(params.organization ?? "", "visitor"))
  const offer = await found(readScope(actor, (scope) => offerForApplication(scope, params.offer ?? "")))
  return Response.json(
    { code: offer.code, name: offer.name, priceYen: offer.priceYen, units: offer.units, open: offer.issues.length > 0 },
    { headers: { "Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=15" } },
  )
}
