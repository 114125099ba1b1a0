import type { Actor } from "#app/platform/scope.server.ts"
import type { Upload } from "#app/platform/upload.server.ts"
import { keepUpload, startSubscriberImport } from "#app/subscriptions/start-subscriber-import.server.ts"
import { calendarDate, isCalendarDate } from "#app/values/calendar.ts"
import { isId } from "#app/values/ids.ts"

/** Of the form: the columns are mapped on the next page. */
export const MAP_COLUMNS = "map"

type Received =
  | { ok: true; to: string }
  | { ok: false; problems: { file?: "chooseFile" | "tooLarge" | undefined; asOf?: "chooseDate" | undefined } }

/**
 * Keeps an uploaded subscribers file and starts its preview, by a saved mapping or by its own headings; or leads to where its columns are
 * mapped. Names what is missing, and then keeps nothing.
 */
export async function receiveSubscriberFile(
  actor: Actor,
  upload: Upload | null | "tooLarge",
  form: FormData,
): Promise<Received> {
  const [asOf, mapping] = [form.get("asOf"), form.get("mapping")]
  const date = typeof asOf === "string" && isCalendarDate(asOf) ? calendarDate(asOf) : null
  if (upload === "tooLarge") return { ok: false, problems: { file: "tooLarge" } }
  if (upload === null || date === null) {
    const problems = {
      file: upload === null ? ("chooseFile" as const) : undefined,
      asOf: date === null ? ("chooseDate" as const) : undefined,
    }
    return { ok: false, problems }
  }
  const kept = await keepUpload(actor, upload)
  if (mapping === MAP_COLUMNS) return { ok: true, to: `/console/imports/columns/${kept.id}?asOf=${date}` }
  const flags = { fileId: kept.id, fileName: kept.name, sha256: kept.sha256, asOf: date, mode: "preview" as const }
  const run = await startSubscriberImport(actor, {
    ...flags,
    mapping: typeof mapping === "string" && isId(mapping) ? mapping : null,
  })
  return { ok: true, to: `/console/imports/${run}` }
}
