import type { LoaderFunctionArgs } from "@remix-run/node"
import { fileDownload } from "#app/platform/download.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { orderOfToken } from "#app/seminars/apply/order-of-token.server.ts"
import { papersForOrder } from "#app/seminars/money/papers-for-order.server.ts"

/** A paper of an order (請求書・適格返還請求書) as PDF, for its applicant. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, id } = await orderOfToken(request, params)
  const papers = await readScope(actor, (scope) => papersForOrder(scope, id))
  const paper = papers.find((one) => one.id === params.id)
  if (!paper) throw new Response("not found", { status: 404 })
  return fileDownload(actor, paper.fileId)
}
