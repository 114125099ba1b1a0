import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { memberExportFormats, startMemberExport } from "#app/members/export-members.server.ts"
import { filterOfUrl } from "#app/members/filter-of-url.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { formOf, found } from "#app/platform/form.server.ts"

/** Starts writing the members of the current view into a file, and leads to where it can be waited for. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  const form = await formOf(request)
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === "string" ? value.trim().slice(0, 200) : ""
  }
  const format = memberExportFormats.find((one) => one === text("format")) ?? "csv"
  const { filter, segmentName } = await found(readScope(actor, (scope) => filterOfUrl(scope, { text })))
  return redirect(
    `/console/members/exports/${await startMemberExport(actor, { ...filter, format, segment: segmentName })}`,
  )
}

export const loader = () => redirect("/console/members")
