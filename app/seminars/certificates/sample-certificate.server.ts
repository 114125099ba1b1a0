import type { Scope } from "#app/platform/scope.server.ts"
import { keptDesign, withImages } from "#app/seminars/certificates/certificate-design.server.ts"
import { certificatePdf, sample } from "#templates/pdf/certificate-pdf.ts"

/** A certificate of nobody, with the organization's design as it is now and a name of old characters. */
export async function sampleCertificate(scope: Scope): Promise<Buffer> {
  const design = await keptDesign(scope)
  const [organization] = await scope.sql<{ name: string }>`
    select name from organization where id = ${scope.organizationId}`
  const text = design.body === "" ? sample.text : design.body
  const certificate = { ...sample, title: design.title, text, issuer: organization?.name ?? "", mark: "見本" }
  return certificatePdf(certificate, scope.now, await withImages(scope, design))
}
