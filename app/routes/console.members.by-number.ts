import type { LoaderFunctionArgs } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { memberByNumber } from "#app/members/member-by-number.server.ts"
import { readScope } from "#app/platform/scope.server.ts"

/** Who has `?number=`, for forms that ask for a member by number. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  const number = (new URL(request.url).searchParams.get("number") ?? "").slice(0, 40)
  const member = await readScope(actor, (scope) => memberByNumber(scope, number))
  return { name: member?.name ?? null }
}
