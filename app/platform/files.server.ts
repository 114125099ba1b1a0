import { createHash } from "node:crypto"
import { createReadStream } from "node:fs"
import { mkdir, open, rename, rm } from "node:fs/promises"
import path from "node:path"
import type { Readable } from "node:stream"
import { house } from "#app/platform/house.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type FileId, idOf } from "#app/values/ids.ts"

export type StoredFile = Readonly<{ id: FileId; name: string; sha256: string; byteCount: number }>

/**
 * Keeps a file of the house under its hash: temporary file, fsync, rename, so that no truncated file is ever offered. The
 * row belongs to the Scope's transaction; bytes without a row are harmless and found again by the same hash.
 */
export async function storeFile(
  scope: Scope,
  file: { name: string; mediaType: string; content: AsyncIterable<Uint8Array> | Uint8Array },
): Promise<StoredFile> {
  const folder = path.join(house().filesFolder, scope.organizationId)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { sha256, byteCount } = await writeUnderHash(folder, file.content)
  const [row] = await scope.sql<{ id: string }>`
    insert into stored_file (organization_id, name, media_type, sha256, byte_count)
    values (${scope.organizationId}, ${file.name}, ${file.mediaType}, ${sha256}, ${byteCount}::bigint) returning id`
  if (!row) throw new Error("stored_file gave no row")
  return { id: idOf(row.id), name: file.name, sha256, byteCount }
}

/** The same for many files with their bytes at hand; their rows are one statement. Names are told apart. */
export async function storeFiles(
  scope: Scope,
  files: readonly Readonly<{ name: string; mediaType: string; content: Uint8Array }>[],
): Promise<ReadonlyMap<string, FileId>> {
  const folder = path.join(house().filesFolder, scope.organizationId)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const written: { sha256: string; byteCount: number }[] = []
  for (const { content } of files) written.push(await writeUnderHash(folder, content))
  const rows = await scope.sql<{ id: string; name: string }>`
    insert into stored_file (organization_id, name, media_type, sha256, byte_count)
    select ${scope.organizationId}, * from unnest(${files.map(({ name }) => name)}::text[],
      ${files.map(({ mediaType }) => mediaType)}::text[], ${written.map(({ sha256 }) => sha256)}::text[],
      ${written.map(({ byteCount }) => byteCount)}::bigint[])
    returning id, name`
  return new Map(rows.map(({ id, name }) => [name, idOf(id)]))
}

async function writeUnderHash(folder: string, content: AsyncIterable<Uint8Array> | Uint8Array) {
  const temporary = path.join(folder, `.${process.pid}-${process.hrtime.bigint()}`)
  const hash = createHash("sha256")
  let byteCount = 0
  const handle = await open(temporary, "wx", 0o600)
  try {
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      hash.update(chunk)
      byteCount += chunk.byteLength
      await handle.writeFile(chunk)
    }
    await handle.sync()
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  } finally {
    await handle.close()
  }
  const sha256 = hash.digest("hex")
  await rename(temporary, path.join(folder, sha256))
  return { sha256, byteCount }
}

/** Where the bytes of a stored file lie. */
export const pathOfFile = (scope: Scope, sha256: string): string =>
  path.join(house().filesFolder, scope.organizationId, sha256)

/** A stored file of the Scope's organization as a stream of bytes; null where there is none, or none any more. */
export async function readStoredFile(
  scope: Scope,
  id: FileId,
): Promise<{ name: string; mediaType: string; byteCount: number; content: Readable } | null> {
  const [row] = await scope.sql<{ name: string; media_type: string; sha256: string; byte_count: number }>`
    select name, media_type, sha256, byte_count from stored_file where id = ${id}::uuid and erased_at is null`
  if (!row) return null
  const content = createReadStream(pathOfFile(scope, row.sha256))
  return { name: row.name, mediaType: row.media_type, byteCount: row.byte_count, content }
}

/**
 * Takes the bytes of files away whose rows were marked as erased and which no living row shares. It comes after the commit of the mark:
 * bytes that are left behind by a crash are taken by the next call.
 */
export async function removeErasedBytes(scope: Scope): Promise<void> {
  const gone = await scope.sql<{ sha256: string }>`
    select sha256 from stored_file group by sha256 having bool_and(erased_at is not null)`
  await Promise.all(gone.map(({ sha256 }) => rm(pathOfFile(scope, sha256), { force: true })))
}
