import { createReadableStreamFromReadable } from "@remix-run/node"
import { Readable } from "node:stream"
import { readStoredFile } from "#app/platform/files.server.ts"
import { type Actor, readScope } from "#app/platform/scope.server.ts"
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

/** Bytes at hand as a download. */
export const bytesDownload = (name: string, mediaType: string, bytes: Uint8Array): Response =>
  new Response(Buffer.from(bytes), { headers: headersFor(name, mediaType) })

/** Bytes that are made while they go out, so that a long file starts at once and memory does not grow with it. */
export const streamDownload = (name: string, mediaType: string, content: AsyncIterable<Uint8Array>): Response =>
  new Response(createReadableStreamFromReadable(Readable.from(content, { objectMode: false })), {
    headers: headersFor(name, mediaType),
  })
