import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { staffOf } from "#app/identity/require-staff.server.ts"
import { switchOrganization } from "#app/identity/staff-preferences.server.ts"
import { inHouse } from "#app/platform/scope.server.ts"
import { formOf } from "#app/platform/form.server.ts"

export async function action({ request }: ActionFunctionArgs) {
  const staff = await staffOf(request)
  const code = (await formOf(request)).get("organization")
  if (staff && typeof code === "string") await inHouse((scope) => switchOrganization(scope, request, staff, code))
  return redirect("/console")
}
