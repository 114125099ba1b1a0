import { bytesOfStoredFile, storeFile } from "#app/platform/files.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/seminars/refusals.ts"
import type { FileId } from "#app/values/ids.ts"
import { certificatePdf, type CertificateDesign, plainDesign, sample } from "#templates/pdf/certificate-pdf.ts"

/** A design as it is kept, with its words; `id` is null where the organization has none yet. */
export type KeptDesign = Readonly<{
  id: string | null
  title: string
  body: string
  signer: string
  colour: string
  sealFileId: FileId | null
  signatureFileId: FileId | null
}>

const first: KeptDesign = {
  ...{ id: null, title: "修了証", body: "", signer: "", colour: plainDesign.colour },
  ...{ sealFileId: null, signatureFileId: null },
}

/** The organization's design of 修了証 that is in force: the one that was saved last. */
export async function keptDesign(scope: Scope): Promise<KeptDesign> {
  const [kept] = await scope.sql<KeptDesign>`
    select id, title, body, signer, colour, seal_file_id as "sealFileId", signature_file_id as "signatureFileId"
    from certificate_design order by saved_at desc, id desc limit 1`
  return kept ?? first
}

/** Designs with their images, by id, for certificates that were issued with them. */
export async function designsOf(scope: Scope, ids: readonly string[]): Promise<ReadonlyMap<string, CertificateDesign>> {
  const kept = await scope.sql<KeptDesign & { id: string }>`
    select id, title, body, signer, colour, seal_file_id as "sealFileId", signature_file_id as "signatureFileId"
    from certificate_design where id = any(${[...new Set(ids)]}::uuid[])`
  const designs = new Map<string, CertificateDesign>()
  for (const one of kept) designs.set(one.id, await withImages(scope, one))
  return designs
}

/** A design with its images at hand, to draw with. */
export const withImages = async (scope: Scope, kept: KeptDesign): Promise<CertificateDesign> => ({
  ...{ colour: kept.colour, signer: kept.signer },
  seal: kept.sealFileId && (await bytesOfStoredFile(scope, kept.sealFileId)),
  signature: kept.signatureFileId && (await bytesOfStoredFile(scope, kept.signatureFileId)),
})

/** Saves the words and colour of the design as a new version; its images stay. */
export async function saveDesign(
  scope: Scope,
  words: Readonly<{ title: string; body: string; signer: string; colour: string }>,
): Promise<void> {
  await keep(scope, { ...(await keptDesign(scope)), ...words })
}

export type DesignImage = "seal" | "signature"

/** The largest side of an image in points; a seal of 24 mm needs 600 at print quality. */
const MOST = 3000

/**
 * Keeps an image of the design (印影, 署名), or takes it away with null: a PNG of at most 3000 points a side that can be drawn. Refuses:
 * image-not-png, image-too-large.
 */
export async function saveDesignImage(scope: Scope, which: DesignImage, png: Uint8Array | null): Promise<void> {
  const now = await keptDesign(scope)
  const name = which === "seal" ? "sealFileId" : "signatureFileId"
  if (png === null) return keep(scope, { ...now, [name]: null })
  await refuseUnusable(scope, which, png)
  const file = await storeFile(scope, { name: `certificate-${which}.png`, mediaType: "image/png", content: png })
  await keep(scope, { ...now, [name]: file.id })
}

async function refuseUnusable(scope: Scope, which: DesignImage, png: Uint8Array) {
  const bytes = Buffer.from(png)
  const isPng = bytes.length > 33 && bytes.subarray(0, 8).equals(Buffer.from("89504e470d0a1a0a", "hex"))
  if (!isPng || bytes.toString("latin1", 12, 16) !== "IHDR") throw refuse("image-not-png", {}, { field: which })
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  if (width === 0 || height === 0 || width > MOST || height > MOST)
    throw refuse("image-too-large", { most: MOST }, { field: which })
  try {
    await certificatePdf(sample, scope.now, { ...plainDesign, seal: bytes })
  } catch {
    throw refuse("image-not-png", {}, { field: which })
  }
}

async function keep(scope: Scope, design: KeptDesign) {
  await scope.sql`
    insert into certificate_design (organization_id, title, body, signer, colour, seal_file_id, signature_file_id, saved_at, saved_by)
    values (${scope.organizationId}, ${design.title}, ${design.body}, ${design.signer}, ${design.colour}, ${design.sealFileId}::uuid,
      ${design.signatureFileId}::uuid, ${scope.now}, ${scope.actor})`
  await audit(scope, "save-certificate-design", design.title)
}
