import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { endSession } from "#app/identity/session.server.ts"
import { inHouse } from "#app/platform/scope.server.ts"

export async function action({ request }: ActionFunctionArgs) {
  const cookie = await inHouse((scope) => endSession(scope, request))
  return redirect("/", { headers: { "Set-Cookie": cookie } })
}

export const loader = () => redirect("/")
