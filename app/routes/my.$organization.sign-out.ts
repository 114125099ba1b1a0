import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { endReaderSession } from "#app/members/reader/reader-session.server.ts"
import { found } from "#app/platform/form.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"

const signIn = ({ params }: LoaderFunctionArgs | ActionFunctionArgs) => `/my/${params.organization ?? ""}/sign-in`

export async function action(asked: ActionFunctionArgs) {
  const code = asked.params.organization ?? ""
  const cookie = await endReaderSession(await found(actorFor(code, "reader")), code, asked.request)
  return redirect(signIn(asked), { headers: { "Set-Cookie": cookie } })
}

export const loader = (asked: LoaderFunctionArgs) => redirect(signIn(asked))
