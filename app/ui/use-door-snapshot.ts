import { useCallback, useEffect, useState } from "react"

export type DoorPerson = {
  readonly id: string
  readonly number: string
  readonly name: string
  readonly kana: string
  readonly company: string
  readonly phoneEnd: string
  readonly owedYen: number
  readonly tokenHash: string | null
  readonly enteredAt: string | null
}

export type DoorSnapshot = {
  readonly id: string
  readonly code: string
  readonly title: string
  readonly room: string | null
  readonly sessionId: string | null
  readonly people: readonly DoorPerson[]
}

const isSnapshot = (value: unknown): value is DoorSnapshot =>
  typeof value === "object" && value !== null && "people" in value && Array.isArray(value.people)

const POLL_MILLISECONDS = 4_000

/** Who comes and who is in, asked anew every few seconds; while the house is out of reach the last answer stands. */
export function useDoorSnapshot(initial: DoorSnapshot, address: string) {
  const [snapshot, setSnapshot] = useState(initial)
  const refresh = useCallback(async () => {
    try {
      const answer = await fetch(address, { signal: AbortSignal.timeout(POLL_MILLISECONDS) })
      const body: unknown = answer.ok ? await answer.json() : null
      if (isSnapshot(body)) setSnapshot(body)
    } catch {
      // Out of reach: the door goes on with what it knows.
    }
  }, [address])
  useEffect(() => {
    const timer = setInterval(() => void refresh(), POLL_MILLISECONDS)
    return () => clearInterval(timer)
  }, [refresh])
  return { snapshot, refresh }
}
