import type { LoaderFunctionArgs } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { bytesDownload, fileDownload } from "#app/platform/download.server.ts"
import { found } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { certificatesOfSeminar } from "#app/seminars/certificates/certificate-batch.server.ts"
import { fileOfCertificate } from "#app/seminars/certificates/file-of-certificate.server.ts"
import { isId } from "#app/values/ids.ts"

/** `all.pdf`: every living 修了証 of the seminar for printing; `SERIAL.pdf`: one as it was issued. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.read")
  const { id = "", file = "" } = params
  if (!isId(id) || !file.endsWith(".pdf")) throw new Response("not found", { status: 404 })
  const name = file.slice(0, -4)
  if (name !== "all") {
    const stored = await inScope(actor, async (scope) => {
      await audit(scope, "read-certificate", name)
      return fileOfCertificate(scope, { seminarId: id, serial: name })
    })
    if (stored === null) throw new Response("not found", { status: 404 })
    return fileDownload(actor, stored)
  }
  const pdf = await found(
    inScope(actor, async (scope) => {
      await audit(scope, "print-certificates", id)
      return certificatesOfSeminar(scope, id)
    }),
  )
  return bytesDownload("certificates.pdf", "application/pdf", pdf)
}
