import { createReadableStreamFromReadable } from "@remix-run/node"
import { mkdir, open, rm } from "node:fs/promises"
import path from "node:path"
import { Readable } from "node:stream"
import { readStoredFile } from "#app/platform/files.server.ts"
import { house } from "#app/platform/house.server.ts"
import { type Actor, readScope } from "#app/platform/scope.server.ts"
import { type Content, writeWhole } from "#app/platform/write-whole.server.ts"
import type { FileId } from "#app/values/ids.ts"

const headersFor = (name: string, mediaType: string): Record<string, string> => ({
  "Content-Type": mediaType,
  "Content-Disposition": `attachment; filename="${name.replace(/[^\w.-]/g, "_")}"; filename*=UTF-8''${encodeURIComponent(name)}`,
  "Cache-Control": "private, no-store",
  "X-Content-Type-Options": "nosniff",
})

/** A stored file of the Actor's organization as a download; 404 where there is none. */
export async function fileDownload(actor: Actor, id: FileId): Promise<Response> {
  const file = await readScope(actor, (scope) => readStoredFile(scope, id))
  if (!file) throw new Response("not found", { status: 404 })
  return new Response(createReadableStreamFromReadable(file.content), {
    headers: { ...headersFor(file.name, file.mediaType), "Content-Length": String(file.byteCount) },
  })
}

/** The same for what is looked at once: a picture opens in the browser, so that no copy stays in a folder; anything else is a download. */
export async function fileToLookAt(actor: Actor, id: FileId): Promise<Response> {
  const answer = await fileDownload(actor, id)
  if (answer.headers.get("Content-Type")?.startsWith("image/")) answer.headers.set("Content-Disposition", "inline")
  return answer
}

/** Bytes at hand as a download. */
export const bytesDownload = (name: string, mediaType: string, bytes: Uint8Array): Response =>
  new Response(Buffer.from(bytes), { headers: headersFor(name, mediaType) })

/** Bytes that are made while they go out, so that a long file starts at once and memory does not grow with it. */
export const streamDownload = (name: string, mediaType: string, content: AsyncIterable<Uint8Array>): Response =>
  new Response(createReadableStreamFromReadable(Readable.from(content, { objectMode: false })), {
    headers: headersFor(name, mediaType),
  })

/**
 * Bytes that a Scope makes as a download, to be called in it: they lie whole on disk before the first goes out, so that no slow reader
 * holds a transaction and a failure is an error page and no half of a file.
 */
export async function wholeDownload(name: string, mediaType: string, content: Content): Promise<Response> {
  const folder = path.join(house().settings.home, "downloads")
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, crypto.randomUUID())
  const { byteCount } = await writeWhole(`${file}.part`, content, () => file)
  const handle = await open(file)
  // Open it outlives its name, and goes with its last reader.
  await rm(file)
  return new Response(createReadableStreamFromReadable(handle.createReadStream()), {
    headers: { ...headersFor(name, mediaType), "Content-Length": String(byteCount) },
  })
}
