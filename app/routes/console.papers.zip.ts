import type { LoaderFunctionArgs } from "@remix-run/node"
import { paperFilterOf } from "#app/billing/papers/paper-filter.ts"
import { zipOfPapers } from "#app/billing/papers/zip-of-papers.server.ts"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { streamDownload } from "#app/platform/download.server.ts"
import { refusalReply } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { listUrl } from "#app/ui/list-url.ts"

/** Every paper that the search finds, as it was issued, with its index; the download is noted. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "orders.read")
  try {
    const { zip, on } = await inScope(actor, async (scope) => ({
      zip: await zipOfPapers(scope, paperFilterOf(listUrl(request).text)),
      on: scope.today,
    }))
    return streamDownload(`papers-${actor.organization.code}-${on}.zip`, "application/zip", zip)
  } catch (error) {
    const { status, message } = refusalReply(error, actor.locale)
    throw new Response(message, { status })
  }
}
