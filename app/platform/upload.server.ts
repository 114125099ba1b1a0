import { mkdir, rm } from "node:fs/promises"
import path from "node:path"
import {
  MaxPartSizeExceededError,
  NodeOnDiskFile,
  unstable_createFileUploadHandler as createFileUploadHandler,
  unstable_createMemoryUploadHandler as createMemoryUploadHandler,
  unstable_parseMultipartFormData as parseMultipartFormData,
} from "@remix-run/node"
import { house } from "#app/platform/house.server.ts"

export type Upload = Readonly<{ path: string; name: string }>

/**
 * Reads a multipart form whose file is written to disk while it arrives, hands both to `use`, and removes the file
 * afterwards. An empty file is none; one beyond the limit is `tooLarge`: nothing of it is handed on, only the fields that stood before it.
 * What is no multipart form is answered with 400.
 */
export async function withUpload<Result>(
  request: Request,
  limits: { field: string; maxBytes: number },
  use: (form: FormData, upload: Upload | null | "tooLarge") => Promise<Result>,
): Promise<Result> {
  if (!(request.headers.get("content-type") ?? "").startsWith("multipart/form-data")) {
    throw new Response("a form with a file is expected", { status: 400 })
  }
  const directory = path.join(house().settings.home, "uploads")
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const toDisk = createFileUploadHandler({
    directory,
    maxPartSize: limits.maxBytes,
    file: () => `${crypto.randomUUID()}.upload`,
  })
  const inMemory = createMemoryUploadHandler({ maxPartSize: 100_000 })
  const before = new FormData()
  let form: FormData
  let name = ""
  try {
    form = await parseMultipartFormData(request, async (part) => {
      if (part.name !== limits.field) {
        const value = await inMemory(part)
        if (typeof value === "string") before.append(part.name, value)
        return value
      }
      if (part.filename === undefined || part.filename === "") return undefined
      name = path.basename(part.filename.replaceAll("\\", "/")).slice(0, 200)
      return toDisk(part)
    })
  } catch (error) {
    if (error instanceof MaxPartSizeExceededError) return use(before, "tooLarge")
    throw error
  }
  const file = form.get(limits.field)
  if (!(file instanceof NodeOnDiskFile)) return use(form, null)
  try {
    return await use(form, file.size === 0 ? null : { path: file.getFilePath(), name })
  } finally {
    await rm(file.getFilePath(), { force: true })
  }
}
