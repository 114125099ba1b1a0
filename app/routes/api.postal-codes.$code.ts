import type { LoaderFunctionArgs } from "@remix-run/node"
import { addressOfPostalCode } from "#app/platform/postal-code.server.ts"

/** The address of a postal code, for forms; data from a package, no network. */
export function loader({ params }: LoaderFunctionArgs) {
  const address = addressOfPostalCode(params.code ?? "")
  if (address === null) return Response.json({}, { status: 404 })
  return Response.json(address, { headers: { "Cache-Control": "public, max-age=86400" } })
}
