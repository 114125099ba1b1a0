import archiver from "archiver"
import { once } from "node:events"
import { createReadStream } from "node:fs"
import { stat } from "node:fs/promises"

/** Bytes at hand, or a file on disk that is read when its turn comes. */
type ZipEntry = Readonly<{ name: string; content: Uint8Array | Readonly<{ path: string }> }>

/**
 * Files in one ZIP archive, in the order given, all dated with one instant: the same files give the same bytes. Memory does not
 * grow with the files on disk.
 */
export async function* zipFiles(files: readonly ZipEntry[], datedAt: Date): AsyncGenerator<Uint8Array> {
  const archive = archiver("zip", { zlib: { level: 9 } })
  const fed = feed(archive, files, datedAt)
  fed.catch((error: unknown) => archive.destroy(error instanceof Error ? error : new Error(String(error))))
  for await (const chunk of archive) if (chunk instanceof Uint8Array) yield chunk
  await fed
}

/** One entry after the other: streams that wait in the archive's queue would be open already. */
async function feed(archive: archiver.Archiver, files: readonly ZipEntry[], datedAt: Date) {
  for (const { name, content } of files) {
    const source = await sourceOf(content)
    const entered = once(archive, "entry")
    // A fixed mode keeps the maker's umask out of the bytes. An empty entry has other bytes as a stream than as none.
    archive.append(source, { name, date: datedAt, mode: 0o644 })
    await entered
  }
  await archive.finalize()
}

async function sourceOf(content: ZipEntry["content"]) {
  if (content instanceof Uint8Array) return Buffer.from(content)
  return (await stat(content.path)).size === 0 ? Buffer.alloc(0) : createReadStream(content.path)
}
