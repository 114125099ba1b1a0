import { createHash } from "node:crypto"
import { mkdir, open, rename, rm } from "node:fs/promises"
import path from "node:path"

/** Bytes that lie whole on disk: their SHA-256 and how many they are. */
export type KeptBytes = Readonly<{ sha256: string; byteCount: number }>

export type Content = AsyncIterable<Uint8Array> | Uint8Array

/** Writes a file of the name that the whole of it gives: temporary file, fsync, rename; where it fails nothing is left of it. */
export async function writeWhole(
  temporary: string,
  content: Content,
  nameOf: (kept: KeptBytes) => string,
): Promise<KeptBytes> {
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
  const kept = { sha256: hash.digest("hex"), byteCount }
  await rename(temporary, nameOf(kept))
  return kept
}

/** Writes a file into a folder that a person named, which is made where it is missing; a file of the name is replaced by the whole one. */
export async function writeOut(
  folder: string,
  name: string,
  content: Content,
): Promise<KeptBytes & Readonly<{ file: string }>> {
  await mkdir(folder, { recursive: true })
  const file = path.resolve(folder, name)
  const part = `${file}.${crypto.randomUUID()}.part`
  return { file, ...(await writeWhole(part, content, () => file)) }
}
