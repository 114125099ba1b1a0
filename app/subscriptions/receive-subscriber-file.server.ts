import type { Actor } from "#app/platform/scope.server.ts"
import type { Upload } from "#app/platform/upload.server.ts"
import { keepUpload, startSubscriberImport } from "#app/subscriptions/start-subscriber-import.server.ts"
import { calendarDate, isCalendarDate } from "#app/values/calendar.ts"

type Received =
  | { ok: true; runId: string }
  | { ok: false; problems: { file?: "chooseFile" | "tooLarge" | undefined; asOf?: "chooseDate" | undefined } }

/** Keeps an uploaded subscribers file and starts its preview; names what is missing, and then keeps nothing. */
export async function receiveSubscriberFile(
  actor: Actor,
  upload: Upload | null | "tooLarge",
  asOf: FormDataEntryValue | null,
): Promise<Received> {
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
  const flags = { fileId: kept.id, fileName: kept.name, sha256: kept.sha256, asOf: date }
  return { ok: true, runId: await startSubscriberImport(actor, { ...flags, mode: "preview" }) }
}
