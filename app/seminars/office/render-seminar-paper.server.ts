import { audit } from "#app/platform/audit.server.ts"
import { bytesDownload } from "#app/platform/download.server.ts"
import { type Actor, inScope, type Scope } from "#app/platform/scope.server.ts"
import { type Paper, paperCsv } from "#templates/paper.ts"
import { paperXlsx } from "#templates/paper-xlsx.ts"
import { paperPdf } from "#templates/pdf/paper-pdf.ts"

/** A paper of the seminar office as a download in the format asked for (pdf, xlsx or csv); that it was read is noted. */
export async function downloadSeminarPaper(
  actor: Actor,
  format: string | undefined,
  make: (scope: Scope) => Promise<Paper>,
): Promise<Response> {
  const paper = await inScope(actor, async (scope) => {
    const paper = await make(scope)
    await audit(scope, "read-seminar-paper", paper.number, { format })
    return paper
  })
  const name = `${paper.title}-${paper.number}`
  if (format === "pdf") return bytesDownload(`${name}.pdf`, "application/pdf", await paperPdf(paper))
  if (format === "xlsx") {
    const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return bytesDownload(`${name}.xlsx`, type, await paperXlsx(paper))
  }
  return bytesDownload(`${name}.csv`, "text/csv; charset=utf-8", Buffer.from(`\uFEFF${paperCsv(paper)}`))
}
