import type { LoaderFunctionArgs } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { bytesDownload } from "#app/platform/download.server.ts"
import { found } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { ticketsForOrder } from "#app/seminars/office/ticket-letters.server.ts"
import { isId } from "#app/values/ids.ts"

/** 受講証 of everybody on an order, for staff to print. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  const id = params.id ?? ""
  if (!isId(id)) throw new Response("not found", { status: 404 })
  const pdf = await found(inScope(actor, (scope) => ticketsForOrder(scope, id)))
  return bytesDownload("tickets.pdf", "application/pdf", pdf)
}
