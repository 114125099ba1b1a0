import type { LoaderFunctionArgs } from "@remix-run/node"
import { paperFileOfReader } from "#app/billing/papers/papers-for-reader.server.ts"
import { requireReader } from "#app/members/reader/reader-session.server.ts"
import { fileDownload } from "#app/platform/download.server.ts"
import { readScope } from "#app/platform/scope.server.ts"

/** A reader's own paper as PDF; nobody else's. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const reader = await requireReader(request, params.organization)
  const fileId = await readScope(reader, (scope) => paperFileOfReader(scope, reader.memberId, params.id ?? ""))
  if (fileId === null) throw new Response("not found", { status: 404 })
  return fileDownload(reader, fileId)
}
