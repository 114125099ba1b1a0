import { type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { monthsForList } from "#app/reports/months-for-list.server.ts"

/** The ledgers of the last month that has vouchers. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  const months = await readScope(actor, (scope) => monthsForList(scope))
  const last = months.find(({ vouchers }) => vouchers > 0) ?? months[0]
  return redirect(last ? `/console/books/${last.month}/deferred` : "/console/books")
}
