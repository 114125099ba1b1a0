import type { LoaderFunctionArgs } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { bytesDownload, streamDownload } from "#app/platform/download.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { found } from "#app/platform/form.server.ts"
import { batchToPost, labelsToPost } from "#app/seminars/office/batch-to-post.server.ts"
import { letterKinds } from "#app/seminars/office/letter-kinds.ts"

/** The letters of a kind that wait (letters.pdf), or their address labels (labels.pdf). */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  const kind = letterKinds.find((one) => one === params.kind)
  if (kind === undefined) throw new Response("not found", { status: 404 })
  if (params.file === "letters.pdf") {
    const pdf = await found(inScope(actor, (scope) => batchToPost(scope, kind)))
    return bytesDownload(`${kind}-letters.pdf`, "application/pdf", pdf)
  }
  if (params.file !== "labels.pdf") throw new Response("not found", { status: 404 })
  const labels = await found(inScope(actor, (scope) => labelsToPost(scope, kind)))
  return streamDownload(`${kind}-labels.pdf`, "application/pdf", labels)
}
