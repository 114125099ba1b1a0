import type { Answer } from "#app/seminars/door/door-verdict.ts"
import { deviceTime } from "#app/ui/door/device-clock.ts"
import type { Device, QueueRow } from "#app/ui/door/door-store.ts"

/** Longer than this, and the door goes on without the network. */
export const PATIENCE_MILLISECONDS = 3_000

/** What an outage has piled up may take the house a little longer. */
const ROW_MILLISECONDS = 50

export type Outcome =
  | { readonly kind: "answered"; readonly answers: readonly Answer[]; readonly skewMs: number }
  /** The house understood and does not take it: sending the same again would not help. */
  | { readonly kind: "refused"; readonly status: number }
  | { readonly kind: "signed-out" }
  | { readonly kind: "failed"; readonly isSlow: boolean }

const isAnswers = (value: unknown): value is { verdicts: Answer[] } =>
  typeof value === "object" && value !== null && "verdicts" in value && Array.isArray(value.verdicts)

/** Nothing is wrong with what was sent; who sends must sign in or wait. */
const isPassing = (status: number) => status === 408 || status === 425 || status === 429 || status >= 500

/** What the house's clock showed against ours, halfway between asking and the answer. */
export function skewOf(answer: Response, askedAt: number): number | null {
  const house = Number(answer.headers.get("teiki-now") ?? "")
  return house > 0 ? Math.round(house - (askedAt + deviceTime()) / 2) : null
}

export const isSlowError = (error: unknown) => error instanceof DOMException && error.name === "TimeoutError"

/** Sends scans and acts to the house; none at all tells that the device is there. */
export async function sendRows(door: string, device: Device, rows: readonly QueueRow[]): Promise<Outcome> {
  const sentAt = deviceTime()
  try {
    const answer = await fetch(`${door}/check-ins`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        device: device.gate,
        deviceId: device.id,
        sentAt,
        checkIns: rows.map(({ item }) => item),
      }),
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS + rows.length * ROW_MILLISECONDS),
    })
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403)
      return { kind: "signed-out" }
    if (answer.status >= 400 && !isPassing(answer.status)) return { kind: "refused", status: answer.status }
    const body: unknown = answer.ok ? await answer.json() : null
    if (!isAnswers(body)) return { kind: "failed", isSlow: false }
    return { kind: "answered", answers: body.verdicts, skewMs: skewOf(answer, sentAt) ?? device.skewMs ?? 0 }
  } catch (error) {
    return { kind: "failed", isSlow: isSlowError(error) }
  }
}
