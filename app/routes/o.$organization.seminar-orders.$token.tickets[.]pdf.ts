import type { LoaderFunctionArgs } from "@remix-run/node"
import { bytesDownload } from "#app/platform/download.server.ts"
import { found } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { orderOfToken } from "#app/seminars/apply/order-of-token.server.ts"
import { ticketsForOrder } from "#app/seminars/office/ticket-letters.server.ts"

/** 受講証 of everybody on the order, for its applicant. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, id } = await orderOfToken(request, params)
  const pdf = await found(inScope(actor, (scope) => ticketsForOrder(scope, id)))
  return bytesDownload("tickets.pdf", "application/pdf", pdf)
}
