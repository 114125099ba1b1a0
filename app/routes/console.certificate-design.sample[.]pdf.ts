import type { LoaderFunctionArgs } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { bytesDownload } from "#app/platform/download.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { sampleCertificate } from "#app/seminars/certificates/sample-certificate.server.ts"

/** 見本: a certificate with the design as it is now. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  return bytesDownload("sample.pdf", "application/pdf", await readScope(actor, sampleCertificate))
}
