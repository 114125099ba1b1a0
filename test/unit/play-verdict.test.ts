import { afterEach, expect, test, vi } from "vitest"
import type { Verdict } from "#app/seminars/door/door-verdict.ts"

afterEach(() => {
  vi.unstubAllGlobals()
})

/** An AudioContext that notes the tones it is asked for. */
function listen(): string[] {
  const heard: string[] = []
  class Ear {
    readonly currentTime = 0
    readonly state = "running"
    readonly destination = {}
    createGain() {
      return {
        gain: { setValueAtTime: () => undefined, exponentialRampToValueAtTime: () => undefined },
        connect: () => undefined,
      }
    }
    createOscillator() {
      const tone = { frequency: { value: 0 }, connect: (next: unknown) => next, start: (from: number) => from, stop }
      function stop(until: number) {
        heard.push(`${tone.frequency.value}:${until.toFixed(2)}`)
      }
      return tone
    }
  }
  vi.stubGlobal("AudioContext", Ear)
  vi.stubGlobal("window", { AudioContext: Ear })
  return heard
}

test("F10 each colour of verdict has a sound of its own, and a door that waits is quiet", async () => {
  const heard = listen()
  const { playVerdict } = await import("#app/ui/door/play-verdict.ts")
  const tuneOf = (kind: Verdict["kind"]) => {
    playVerdict(kind)
    return heard.splice(0).join(" ")
  }
  expect(tuneOf("idle")).toBe("")
  const colours = [
    ["entered", "paid", "stood-in", "walked-in"],
    ["already"],
    ["unpaid", "elsewhere", "held"],
    ["cancelled", "unknown", "refused"],
    ["broken"],
    ["undone"],
  ] as const
  const tunes = colours.map((kinds) => new Set(kinds.map(tuneOf)))
  expect(tunes.map(({ size }) => size)).toEqual(colours.map(() => 1))
  expect(new Set(tunes.flatMap((tune) => [...tune])).size).toBe(colours.length)
})
