import { type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { readScope } from "#app/platform/scope.server.ts"
import { joinLinkFor } from "#app/seminars/apply/join-link-for.server.ts"
import { orderOfToken } from "#app/seminars/apply/order-of-token.server.ts"

/** An attendee's own way into an online session: leads on to the meeting while his seat stands. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, id } = await orderOfToken(request, params)
  const url = await readScope(actor, (scope) => joinLinkFor(scope, id, params.join ?? ""))
  if (url === null) throw new Response("no such link", { status: 404 })
  return redirect(url)
}
