import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/seminars/refusals.ts"
import { designsOf } from "#app/seminars/certificates/certificate-design.server.ts"
import { type Certificate, certificatesPdf, plainDesign } from "#templates/pdf/certificate-pdf.ts"

/** 修了証 as one PDF for printing, a page each, drawn with the facts and the design that they were issued with. */
export async function certificateBatch(scope: Scope, ids: readonly string[]): Promise<Buffer> {
  const rows = await scope.sql<{ facts: Certificate; design_id: string | null }>`
    select facts, design_id from certificate where id = any(${[...ids]}::uuid[]) order by serial`
  const designs = await designsOf(
    scope,
    rows.flatMap(({ design_id }) => (design_id === null ? [] : [design_id])),
  )
  const pages = rows.map(({ facts, design_id }) => ({
    certificate: facts,
    design: designs.get(design_id ?? "") ?? plainDesign,
  }))
  return certificatesPdf(pages, scope.now)
}

/** The living certificates of a seminar, for printing all at once. Refuses: unknown-seminar. */
export async function certificatesOfSeminar(scope: Scope, seminarId: string): Promise<Buffer> {
  const [seminar] = await scope.sql`select from seminar where id = ${seminarId}::uuid`
  if (!seminar) throw refuse("unknown-seminar", { code: seminarId })
  const rows = await scope.sql<{ id: string }>`
    select certificate.id from certificate join registration on registration.id = registration_id
    where registration.seminar_id = ${seminarId}::uuid and revoked_at is null`
  return certificateBatch(
    scope,
    rows.map(({ id }) => id),
  )
}
