import { useCallback, useEffect, useRef, useState } from "react"
import { codeIn } from "#app/seminars/door/check-in.ts"
import type { DoorPerson } from "#app/seminars/door/door-snapshot.ts"
import { blankVerdict, type Verdict, verdictOf, withWaiting } from "#app/seminars/door/door-verdict.ts"
import { deviceTime } from "#app/ui/door/device-clock.ts"
import {
  type ActGiven,
  actOf,
  choiceOf,
  type Desk,
  type Done,
  scanOf,
  type Stamp,
  undoOf,
} from "#app/ui/door/door-items.ts"
import { playVerdict } from "#app/ui/door/play-verdict.ts"
import { useDoorRows } from "#app/ui/door/use-door-rows.ts"
import { useDoorSync } from "#app/ui/door/use-door-sync.ts"

/** Nothing of ours is longer; a scanner may read anything. */
const LONGEST_CODE = 300
const SAME_CODE_MILLISECONDS = 3_000

async function hashed(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("")
}

/** The card: what it shows, which scan it is about, and the sound of it. */
function useVerdict(isSilent: boolean) {
  const [verdict, setVerdict] = useState(blankVerdict)
  const shown = useRef(blankVerdict)
  const show = useCallback(
    (next: Verdict) => {
      shown.current = next
      setVerdict(next)
      if (!isSilent) playVerdict(next.kind)
    },
    [isSilent],
  )
  return { verdict, shown, show }
}

/** One thing after the other, so that the order on the device is the order at the door: keeps it first, shows it then, sends it last. */
function useDesk(
  door: string,
  rows: ReturnType<typeof useDoorRows>,
  sync: ReturnType<typeof useDoorSync>,
  show: (verdict: Verdict) => void,
) {
  const line = useRef<Promise<void>>(Promise.resolve())
  const isOnline = useRef(sync.isOnline)
  isOnline.current = sync.isOnline
  const deskNow = (): Desk => {
    const { base } = sync.known.current
    const waiting = rows.now.current.rows.filter((row) => row.status === null && row.door === door)
    return { base, people: withWaiting(base?.people ?? [], waiting) }
  }
  const doOne = async (make: (stamp: Stamp, desk: Desk) => Done | null) => {
    const { device } = rows.now.current
    const stamp = {
      ...{ nonce: crypto.randomUUID(), occurredAt: deviceTime(), skewMs: device?.skewMs ?? undefined },
      isOffline: !isOnline.current || !navigator.onLine,
    }
    const done = make(stamp, deskNow())
    if (done === null) return
    try {
      await rows.add({ door, gate: device?.gate ?? "", item: done.item })
      show(done.verdict)
    } catch {
      show({ ...blankVerdict, kind: "broken", nonce: stamp.nonce })
    }
    void sync.sync()
  }
  return (make: (stamp: Stamp, desk: Desk) => Done | null) => {
    line.current = line.current.then(() => doOne(make))
    return line.current
  }
}

/** What was done a moment ago: the same code or press again within three seconds is the same one. */
function useAgain() {
  const last = useRef({ what: "", at: -SAME_CODE_MILLISECONDS })
  const isAgain = (what: string) => {
    const again = what === last.current.what && performance.now() - last.current.at < SAME_CODE_MILLISECONDS
    if (!again) last.current = { what, at: performance.now() }
    return again
  }
  const forget = useCallback(() => {
    last.current = { what: "", at: -SAME_CODE_MILLISECONDS }
  }, [])
  return { isAgain, forget }
}

/** A dark screen, as this device wants it; else as the console has it. */
function useDarkness(isDark: boolean) {
  useEffect(() => {
    const { dataset } = document.documentElement
    const before = dataset.theme
    if (!isDark) return
    dataset.theme = "dark"
    return () => {
      if (before === undefined) delete dataset.theme
      else dataset.theme = before
    }
  }, [isDark])
}

/** Everything a door does: each scan or act is kept on the device first, then shown and sent. */
export function useDoor(door: string) {
  const rows = useDoorRows()
  const { device } = rows
  const { verdict, shown, show } = useVerdict(device?.isSilent ?? false)
  const sync = useDoorSync(door, rows, (answers) => {
    const mine = answers.find(({ nonce }) => nonce === shown.current.nonce)
    // What the door had said already needs no second saying.
    if (mine && verdictOf(mine).kind !== shown.current.kind) show(verdictOf(mine))
  })
  const doNext = useDesk(door, rows, sync, show)
  const { isAgain, forget } = useAgain()
  const waiting = rows.rows.filter((row) => row.status === null && row.door === door)
  const people = withWaiting(sync.base?.people ?? [], waiting)
  const scan = async (text: string) => {
    const code = codeIn(text).slice(0, LONGEST_CODE)
    if (code === "" || isAgain(code)) return
    const hash = await hashed(code)
    await doNext((stamp, desk) => scanOf(stamp, desk, code, hash))
  }
  const enter = async ({ id }: DoorPerson, isForced = false) => {
    if (!isAgain(`${id} ${String(isForced)}`)) await doNext((stamp, desk) => choiceOf(stamp, desk, id, isForced))
  }
  const undo = (person: DoorPerson) => {
    forget()
    return doNext((stamp, desk) => undoOf(stamp, desk, person))
  }
  const act = (given: ActGiven) => doNext((stamp, desk) => actOf(stamp, desk, given))
  const rest = useCallback(() => {
    forget()
    show(blankVerdict)
  }, [forget, show])
  useEffect(() => {
    void navigator.storage.persist()
  }, [])
  useDarkness(device?.isDark ?? false)
  return { ...{ rows, sync, device, people, verdict, head: sync.base?.head }, scan, enter, undo, act, rest }
}
