import { createReadStream } from "node:fs"
import { mkdir, rm } from "node:fs/promises"
import path from "node:path"
import type { Readable } from "node:stream"
import { house } from "#app/platform/house.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type Content, type KeptBytes, writeWhole } from "#app/platform/write-whole.server.ts"
import { type FileId, idOf } from "#app/values/ids.ts"

export type StoredFile = Readonly<{ id: FileId; name: string; sha256: string; byteCount: number }>

/**
 * Keeps bytes of the house under their hash: temporary file, fsync, rename, so that no truncated file is ever offered. They
 * are nobody's until a row names them (`nameFiles`), harmless, and found again by the same hash.
 */
export async function keepBytes(scope: Scope, content: Content): Promise<KeptBytes> {
  const folder = path.join(house().filesFolder, scope.organizationId)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const temporary = path.join(folder, `.${process.pid}-${process.hrtime.bigint()}`)
  return writeWhole(temporary, content, ({ sha256 }) => path.join(folder, sha256))
}

/** Rows for kept bytes, in one statement of the Scope's transaction. Names are told apart. */
export async function nameFiles(
  scope: Scope,
  files: readonly (KeptBytes & Readonly<{ name: string; mediaType: string }>)[],
): Promise<ReadonlyMap<string, FileId>> {
  const rows = await scope.sql<{ id: string; name: string }>`
    insert into stored_file (organization_id, name, media_type, sha256, byte_count)
    select ${scope.organizationId}, * from unnest(${files.map(({ name }) => name)}::text[],
      ${files.map(({ mediaType }) => mediaType)}::text[], ${files.map(({ sha256 }) => sha256)}::text[],
      ${files.map(({ byteCount }) => byteCount)}::bigint[])
    returning id, name`
  return new Map(rows.map(({ id, name }) => [name, idOf(id)]))
}

/** Keeps a file of the house and its row. */
export async function storeFile(
  scope: Scope,
  { name, mediaType, content }: { name: string; mediaType: string; content: Content },
): Promise<StoredFile> {
  const kept = await keepBytes(scope, content)
  const id = (await nameFiles(scope, [{ ...kept, name, mediaType }])).get(name)
  if (id === undefined) throw new Error("stored_file gave no row")
  return { ...kept, id, name }
}

/** The same for many files with their bytes at hand. */
export async function storeFiles(
  scope: Scope,
  files: readonly Readonly<{ name: string; mediaType: string; content: Uint8Array }>[],
): Promise<ReadonlyMap<string, FileId>> {
  const kept: (KeptBytes & { name: string; mediaType: string })[] = []
  for (const { name, mediaType, content } of files) kept.push({ ...(await keepBytes(scope, content)), name, mediaType })
  return nameFiles(scope, kept)
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

/** The bytes of a small stored file; null where there is none, or none any more. */
export async function bytesOfStoredFile(scope: Scope, id: FileId): Promise<Uint8Array | null> {
  const file = await readStoredFile(scope, id)
  if (!file) return null
  const chunks: Uint8Array[] = []
  for await (const chunk of file.content) if (chunk instanceof Uint8Array) chunks.push(chunk)
  return Buffer.concat(chunks)
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
