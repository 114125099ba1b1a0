import type { LoaderFunctionArgs } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { membersForExport } from "#app/members/members-for-export.server.ts"
import { activeChoices } from "#app/members/members-for-list.server.ts"
import { streamDownload } from "#app/platform/download.server.ts"
import { listUrl } from "#app/ui/list-url.ts"

/** The members of the current view as CSV. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  const url = listUrl(request)
  const lines = await membersForExport(actor, {
    search: url.text("q"),
    prefecture: url.text("prefecture"),
    active: url.oneOf("active", activeChoices),
  })
  return streamDownload("members.csv", "text/csv; charset=utf-8", lines)
}
