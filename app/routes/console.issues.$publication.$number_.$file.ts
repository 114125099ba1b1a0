import type { LoaderFunctionArgs } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { bytesDownload, fileDownload } from "#app/platform/download.server.ts"
import { found } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { workbookForRun } from "#app/reports/paper-for-run.server.ts"
import { runForPage } from "#app/reports/run-for-page.server.ts"
import { issueForRun, mainRunOfIssue } from "#app/subscriptions/issue-for-run.server.ts"
import { idOf } from "#app/values/ids.ts"

const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

/** The files of a confirmed run: labels-cp932, labels-utf8 (written to the audit log) and movement.xlsx. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "issues.read")
  const { run, issue } = await found(
    inScope(actor, async (scope) => {
      const issue = await issueForRun(scope, params.publication ?? "", Number(params.number) || 0)
      const runId = await mainRunOfIssue(scope, issue)
      const name = params.file ?? ""
      if (runId !== null && name.startsWith("labels-")) {
        await audit(scope, "export-labels", `${issue.publicationCode} ${issue.issueNumber}`, { file: name })
      }
      return { issue, run: runId === null ? null : await runForPage(scope, runId) }
    }),
  )
  const file = run?.files.find(({ kind }) => kind === params.file)
  if (file) return fileDownload(actor, idOf(file.id))
  if (run?.movement && params.file === "movement.xlsx") {
    const book = await workbookForRun({
      issue,
      page: run,
      movement: run.movement,
      organization: actor.organization.name,
    })
    return bytesDownload(`R1-${issue.publicationCode}-${issue.issueNumber}.xlsx`, xlsx, book)
  }
  throw new Response("not found", { status: 404 })
}
