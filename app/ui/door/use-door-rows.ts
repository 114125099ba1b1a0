import { useCallback, useEffect, useRef, useState } from "react"
import type { Answer } from "#app/seminars/door/door-verdict.ts"
import {
  addRow,
  allRows,
  type Device,
  deviceOf,
  markRow,
  type QueueRow,
  removeRows,
  saveDevice,
} from "#app/ui/door/door-store.ts"
import { type Outcome, sendRows } from "#app/ui/door/send-rows.ts"

const BATCH = 100

/** The first rows that go to the same door together. */
function nextBatch(rows: readonly QueueRow[]): readonly QueueRow[] {
  const door = rows[0]?.door
  const other = rows.findIndex((row) => row.door !== door)
  return rows.slice(0, Math.min(other < 0 ? rows.length : other, BATCH))
}

type OnAnswers = (sent: readonly QueueRow[], answers: readonly Answer[]) => Promise<void>

/** Sends rows; what is answered leaves the device, and what is not taken stands aside, alone. */
async function sendPart(sender: Device, part: readonly QueueRow[], onAnswers: OnAnswers): Promise<Outcome> {
  const outcome = await sendRows(part[0]?.door ?? "", sender, part)
  if (outcome.kind === "answered") {
    const answered = new Set(outcome.answers.map(({ nonce }) => nonce))
    const sent = part.filter(({ item }) => answered.has(item.nonce))
    await onAnswers(sent, outcome.answers)
    await removeRows(sent.map(({ seq }) => seq))
    return outcome
  }
  const [only] = part
  if (outcome.kind !== "refused" || !only) return outcome
  if (part.length === 1) {
    await markRow(only.seq, outcome.status)
    return outcome
  }
  // One of many is not taken: the others must not wait for it.
  const half = Math.ceil(part.length / 2)
  const first = await sendPart(sender, part.slice(0, half), onAnswers)
  const goesOn = first.kind === "answered" || first.kind === "refused"
  return goesOn ? sendPart(sender, part.slice(half), onAnswers) : first
}

/**
 * Scans and acts on this device: each is on its disk before anything turns green, is sent in its order, and leaves the device only when
 * the house has answered for it. What the house does not take stands aside, to be looked at, sent again or downloaded; never deleted.
 */
export function useDoorRows() {
  const [device, setDevice] = useState<Device | null>(null)
  const [rows, setRows] = useState<readonly QueueRow[]>([])
  const now = useRef({ device, rows })
  now.current = { device, rows }
  const reload = useCallback(async () => {
    const known = await allRows()
    now.current = { ...now.current, rows: known }
    setRows(known)
  }, [])
  const change = useCallback(async (changes: Partial<Device>) => {
    // Shown at once; what was saved stands.
    setDevice((known) => known && { ...known, ...changes })
    const saved = await saveDevice(changes)
    now.current = { ...now.current, device: saved }
    setDevice(saved)
  }, [])
  useEffect(() => {
    void deviceOf().then((known) => {
      now.current = { ...now.current, device: known }
      setDevice(known)
    })
    void reload()
  }, [reload])
  const add = useCallback(async (row: Omit<QueueRow, "seq" | "status">) => {
    const kept = await addRow(row)
    now.current = { ...now.current, rows: [...now.current.rows, kept] }
    setRows(now.current.rows)
  }, [])
  /** Sends what waits, as far as the house takes it; gives how the last sending ended. */
  const send = useCallback(
    async (onAnswers: OnAnswers): Promise<Outcome | null> => {
      let last: Outcome | null = null
      for (;;) {
        await reload()
        const sender = now.current.device
        const batch = nextBatch(now.current.rows.filter(({ status }) => status === null))
        if (sender === null || batch.length === 0) return last
        last = await sendPart(sender, batch, onAnswers)
        await reload()
        if (last.kind === "failed" || last.kind === "signed-out") return last
      }
    },
    [reload],
  )
  const sendAgain = useCallback(
    async (seq: number) => {
      await markRow(seq, null)
      await reload()
    },
    [reload],
  )
  return { device, rows, now, add, change, send, sendAgain }
}
