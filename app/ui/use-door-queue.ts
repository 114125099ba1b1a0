import { useCallback, useEffect, useRef, useState } from "react"

/** The device's clock, in milliseconds since 1970; the house corrects it by what it shows when the scans are sent. */
export const deviceTime = (): number => Math.round(performance.timeOrigin + performance.now())

export type Scan = {
  readonly nonce: string
  readonly code?: string
  readonly registrationId?: string
  readonly sessionId?: string
  readonly kind: "entry" | "undo"
  readonly source: "qr" | "name"
  readonly occurredAt: number
  readonly isOffline: boolean
  readonly isForced: boolean
}

export type Answer = {
  readonly nonce: string
  readonly verdict: "accepted" | "duplicate" | "rejected"
  readonly reason: string
  readonly registrationId: string | null
  readonly name: string | null
  readonly company: string | null
  readonly owedYen: number
  readonly firstAt: string | null
  readonly otherTitle: string | null
  readonly otherRoom: string | null
}

const isScans = (value: unknown): value is Scan[] => Array.isArray(value)
const isAnswers = (value: unknown): value is { verdicts: Answer[] } =>
  typeof value === "object" && value !== null && "verdicts" in value && Array.isArray(value.verdicts)

function kept(key: string): Scan[] {
  const text = localStorage.getItem(key)
  const value: unknown = text === null ? [] : JSON.parse(text)
  return isScans(value) ? value : []
}

const WAIT_MILLISECONDS = 3_000

/**
 * Scans that wait to be sent. Each is written to the device before anything turns green, sent as soon as the network is there, and
 * leaves the device only when the house has answered for it; names are never written there.
 */
export function useDoorQueue(address: string, device: string, onAnswers: (answers: readonly Answer[]) => void) {
  const key = `teiki-door:${address}`
  const [waiting, setWaiting] = useState<readonly Scan[]>([])
  const [isOnline, setOnline] = useState(true)
  const isSending = useRef(false)
  const answered = useRef(onAnswers)
  answered.current = onAnswers
  const write = useCallback(
    (scans: readonly Scan[]) => {
      localStorage.setItem(key, JSON.stringify(scans))
      setWaiting(scans)
    },
    [key],
  )
  const send = useCallback(async () => {
    const scans = kept(key).slice(0, 200)
    if (isSending.current || scans.length === 0) return
    isSending.current = true
    try {
      const answer = await fetch(address, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ device, sentAt: deviceTime(), checkIns: scans }),
        signal: AbortSignal.timeout(WAIT_MILLISECONDS),
      })
      const body: unknown = answer.ok ? await answer.json() : null
      if (!isAnswers(body)) throw new Error(`status ${answer.status}`)
      const done = new Set(body.verdicts.map(({ nonce }) => nonce))
      write(kept(key).filter(({ nonce }) => !done.has(nonce)))
      setOnline(true)
      answered.current(body.verdicts)
    } catch {
      setOnline(false)
    } finally {
      isSending.current = false
    }
  }, [address, device, key, write])
  useEffect(() => {
    setWaiting(kept(key))
    const again = () => void send()
    again()
    const timer = setInterval(again, WAIT_MILLISECONDS)
    window.addEventListener("online", again)
    document.addEventListener("visibilitychange", again)
    return () => {
      clearInterval(timer)
      window.removeEventListener("online", again)
      document.removeEventListener("visibilitychange", again)
    }
  }, [key, send])
  const add = useCallback(
    (scan: Scan) => {
      write([...kept(key), scan])
      void send()
    },
    [key, send, write],
  )
  return { waiting, isOnline, add, send }
}
