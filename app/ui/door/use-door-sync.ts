import { useCallback, useEffect, useRef, useState } from "react"
import { type DoorSnapshot, withChanges } from "#app/seminars/door/door-snapshot.ts"
import { type Answer, withWaiting } from "#app/seminars/door/door-verdict.ts"
import { deviceTime } from "#app/ui/door/device-clock.ts"
import { keepSnapshot, keptSnapshot, type QueueRow, wipePast } from "#app/ui/door/door-store.ts"
import { isSlowError, type Outcome, PATIENCE_MILLISECONDS, sendRows, skewOf } from "#app/ui/door/send-rows.ts"
import type { useDoorRows } from "#app/ui/door/use-door-rows.ts"

/** So that each door sees the others within five seconds. */
const POLL_MILLISECONDS = 4_000
const GREETING_MILLISECONDS = 60_000
const ERRORS_TO_OFFLINE = 3
/** Less than this is the way of the answer, not the clock. */
const SKEW_STEP_MILLISECONDS = 500

const isSnapshot = (value: unknown): value is DoorSnapshot =>
  typeof value === "object" && value !== null && "people" in value && Array.isArray(value.people)

/** Whether the house is in reach: after three seconds without an answer, or three errors, the door goes on alone. */
function useReach() {
  const [isOnline, setOnline] = useState(true)
  const [isSignedOut, setSignedOut] = useState(false)
  const errors = useRef(0)
  const heard = useCallback((kind: Outcome["kind"], isSlow = false) => {
    if (kind === "failed") {
      errors.current += isSlow || !navigator.onLine ? ERRORS_TO_OFFLINE : 1
      if (errors.current >= ERRORS_TO_OFFLINE) setOnline(false)
      return
    }
    errors.current = 0
    setOnline(true)
    setSignedOut(kind === "signed-out")
  }, [])
  useEffect(() => {
    const leave = () => setOnline(false)
    window.addEventListener("offline", leave)
    return () => window.removeEventListener("offline", leave)
  }, [])
  return { isOnline, isSignedOut, heard }
}

/** What the door knows of who comes: kept on the device, and asked for anew every few seconds; only changes come. */
function useSnapshot(door: string, rows: ReturnType<typeof useDoorRows>) {
  const [base, setBase] = useState<DoorSnapshot | null>(null)
  const [isLoaded, setLoaded] = useState(false)
  const known = useRef<{ base: DoorSnapshot | null; tag: string }>({ base: null, tag: "" })
  const keep = useCallback(
    async (next: DoorSnapshot) => {
      known.current.base = next
      setBase(next)
      await keepSnapshot(door, next)
    },
    [door],
  )
  useEffect(() => {
    void keptSnapshot(door).then((kept) => {
      known.current.base ??= kept
      setBase((now) => now ?? kept)
      setLoaded(true)
    })
  }, [door])
  const { change, now } = rows
  const refresh = useCallback(async (): Promise<Outcome> => {
    const askedAt = deviceTime()
    await wipePast(askedAt + (now.current.device?.skewMs ?? 0))
    try {
      const since = known.current.base?.cursor ?? ""
      const answer = await fetch(`${door}/check-ins?since=${encodeURIComponent(since)}`, {
        headers: known.current.tag === "" ? {} : { "If-None-Match": known.current.tag },
        cache: "no-store",
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
      })
      if (answer.type === "opaqueredirect" || answer.status === 403) return { kind: "signed-out" }
      const skewMs = skewOf(answer, askedAt)
      if (skewMs !== null) {
        if (Math.abs(skewMs - (now.current.device?.skewMs ?? Number.MAX_SAFE_INTEGER)) > SKEW_STEP_MILLISECONDS)
          await change({ skewMs })
        await wipePast(deviceTime() + skewMs)
      }
      if (answer.status === 304) return { kind: "answered", answers: [], skewMs: skewMs ?? 0 }
      const body: unknown = answer.ok ? await answer.json() : null
      if (!isSnapshot(body)) return { kind: "failed", isSlow: false }
      await keep(withChanges(known.current.base, body))
      known.current.tag = answer.headers.get("etag") ?? ""
      return { kind: "answered", answers: [], skewMs: skewMs ?? 0 }
    } catch (error) {
      return { kind: "failed", isSlow: isSlowError(error) }
    }
  }, [door, keep, change, now])
  /** What the house has accepted stands, until the next answer tells it anew. */
  const settle = useCallback(
    async (sent: readonly QueueRow[], answers: readonly Answer[]) => {
      const stands = new Set(answers.filter(({ verdict }) => verdict !== "rejected").map(({ nonce }) => nonce))
      const done = sent.filter((row) => row.door === door && stands.has(row.item.nonce))
      const { base } = known.current
      if (base !== null && done.length > 0) await keep({ ...base, people: withWaiting(base.people, done) })
    },
    [door, keep],
  )
  return { base, known, isLoaded, refresh, settle }
}

/** Again and again, and whenever the network or the page comes back. */
function useEvery(act: () => Promise<void>, isReady: boolean) {
  useEffect(() => {
    if (!isReady) return
    const again = () => void act()
    again()
    const timer = setInterval(again, POLL_MILLISECONDS)
    window.addEventListener("online", again)
    document.addEventListener("visibilitychange", again)
    return () => {
      clearInterval(timer)
      window.removeEventListener("online", again)
      document.removeEventListener("visibilitychange", again)
    }
  }, [act, isReady])
}

/** Sends what waits and asks for what is new: at once after each scan, every few seconds, and whenever the network or the page comes back. */
export function useDoorSync(
  door: string,
  rows: ReturnType<typeof useDoorRows>,
  onAnswers: (answers: readonly Answer[]) => void,
) {
  const { isOnline, isSignedOut, heard } = useReach()
  const { base, known, isLoaded, refresh, settle } = useSnapshot(door, rows)
  const state = useRef({ isBusy: false, again: false, greetedAt: -GREETING_MILLISECONDS, gate: "" })
  const told = useRef(onAnswers)
  told.current = onAnswers
  const { send, now } = rows
  const round = useCallback(async () => {
    const hear = (outcome: Outcome | null) => {
      if (outcome) heard(outcome.kind, outcome.kind === "failed" && outcome.isSlow)
      return outcome?.kind !== "failed"
    }
    const { device } = now.current
    const sent = await send(async (part, answers) => {
      await settle(part, answers)
      told.current(answers)
    })
    if (!hear(sent)) return
    if (
      device &&
      (performance.now() - state.current.greetedAt > GREETING_MILLISECONDS || state.current.gate !== device.gate)
    ) {
      if (!hear(await sendRows(door, device, []))) return
      Object.assign(state.current, { greetedAt: performance.now(), gate: device.gate })
    }
    hear(await refresh())
  }, [door, heard, now, refresh, send, settle])
  const sync = useCallback(async () => {
    if (state.current.isBusy) {
      state.current.again = true
      return
    }
    state.current.isBusy = true
    try {
      // One tab of a device sends at a time, so that scans go in their order.
      await navigator.locks.request("teiki-door", round)
    } finally {
      state.current.isBusy = false
    }
    if (!state.current.again) return
    state.current.again = false
    await sync()
  }, [round])
  useEvery(sync, rows.device !== null && isLoaded)
  return { base, known, isLoaded, isOnline, isSignedOut, sync }
}
