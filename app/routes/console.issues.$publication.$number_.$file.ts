import type { LoaderFunctionArgs } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { bytesDownload, fileDownload, streamDownload } from "#app/platform/download.server.ts"
import { found } from "#app/platform/form.server.ts"
import { type Actor, inScope } from "#app/platform/scope.server.ts"
import { workbookForRun } from "#app/reports/paper-for-run.server.ts"
import { runForPage } from "#app/reports/run-for-page.server.ts"
import { runsOfIssue } from "#app/reports/shipping/runs-of-issue.server.ts"
import { shippingDocument } from "#app/reports/shipping/shipping-document.server.ts"
import { issueForRun } from "#app/subscriptions/issue-for-run.server.ts"
import { idOf } from "#app/values/ids.ts"

const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

/** The files of an issue's runs: label files and what is made of them (written to the audit log), and movement.xlsx. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "issues.read")
  const wished = new URL(request.url).searchParams
  const file = params.file ?? ""
  const { issue, run } = await found(
    inScope(actor, async (scope) => {
      const issue = await issueForRun(scope, params.publication ?? "", Number(params.number) || 0)
      const runs = await runsOfIssue(scope, issue)
      const run = runs.find(({ id, kind }) => (wished.has("run") ? id === wished.get("run") : kind === "main"))
      if (run && file !== "movement.xlsx") {
        await audit(scope, "export-labels", `${issue.publicationCode} ${issue.issueNumber}`, { file, run: run.kind })
      }
      return { issue, run: run ? { id: run.id, page: await runForPage(scope, run.id) } : null }
    }),
  )
  if (run === null) throw new Response("not found", { status: 404 })
  const kept = run.page.files.find(({ kind }) => kind === file)
  if (kept) return fileDownload(actor, idOf(kept.id))
  if (run.page.movement && file === "movement.xlsx") {
    const organization = actor.organization.name
    const book = await workbookForRun({ issue, page: run.page, movement: run.page.movement, organization })
    return bytesDownload(`R1-${issue.publicationCode}-${issue.issueNumber}.xlsx`, xlsx, book)
  }
  return made(actor, run.id, { name: file, inserts: wished.get("inserts") })
}

async function made(
  actor: Actor,
  runId: Parameters<typeof shippingDocument>[1],
  wish: Parameters<typeof shippingDocument>[2],
) {
  const document = await shippingDocument(actor, runId, wish)
  if (document === null) throw new Response("not found", { status: 404 })
  const { name, mediaType, content } = document
  return content instanceof Uint8Array
    ? bytesDownload(name, mediaType, content)
    : streamDownload(name, mediaType, content)
}
