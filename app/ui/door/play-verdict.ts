import type { Verdict } from "#app/seminars/door/door-verdict.ts"

/** Tones of a verdict: hertz and seconds; a quiet door has none. High and short is good, low and long is not. */
const tunes: Readonly<Record<Verdict["kind"], readonly (readonly [number, number])[]>> = {
  idle: [],
  entered: [[880, 0.09], [1320, 0.14]], // prettier-ignore
  paid: [[880, 0.09], [1320, 0.14]], // prettier-ignore
  "stood-in": [[880, 0.09], [1320, 0.14]], // prettier-ignore
  "walked-in": [[880, 0.09], [1320, 0.14]], // prettier-ignore
  already: [[660, 0.14], [660, 0.14]], // prettier-ignore
  unpaid: [[520, 0.12], [660, 0.12], [520, 0.12]], // prettier-ignore
  elsewhere: [[520, 0.12], [660, 0.12], [520, 0.12]], // prettier-ignore
  held: [[520, 0.12], [660, 0.12], [520, 0.12]], // prettier-ignore
  cancelled: [[220, 0.45]],
  unknown: [[220, 0.45]],
  refused: [[220, 0.45]],
  broken: [[160, 0.9]],
  undone: [[440, 0.1]],
}

let context: AudioContext | undefined

/** Plays what a verdict sounds like; a browser that has not been touched yet stays silent. */
export function playVerdict(kind: Verdict["kind"]): void {
  if (!("AudioContext" in window) || tunes[kind].length === 0) return
  context ??= new AudioContext()
  if (context.state === "suspended") void context.resume().catch(() => undefined)
  let at = context.currentTime
  for (const [hertz, seconds] of tunes[kind]) {
    const tone = context.createOscillator()
    const loudness = context.createGain()
    tone.frequency.value = hertz
    loudness.gain.setValueAtTime(0.15, at)
    loudness.gain.exponentialRampToValueAtTime(0.001, at + seconds)
    tone.connect(loudness).connect(context.destination)
    tone.start(at)
    tone.stop(at + seconds)
    at += seconds
  }
}
