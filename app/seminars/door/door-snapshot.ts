/** Somebody whom a door may meet: who comes, and who does not any more. */
export type DoorPerson = Readonly<{
  id: string
  orderId: string
  number: string
  name: string
  kana: string
  company: string
  phoneEnd: string
  /** What his order owes. */
  owedYen: number
  tokenHash: string | null
  state: "confirmed" | "held" | "cancelled"
  /** 13:20 in Tokyo, and at which gate. */
  enteredAt: string | null
  enteredGate: string | null
  isWalkIn: boolean
}>

export type DoorHead = Readonly<{
  id: string
  code: string
  title: string
  room: string | null
  sessionId: string | null
  /** 13:30 */
  startsAt: string | null
  /** Milliseconds since 1970: from a day after it on, no device keeps names. */
  endsAt: number | null
  fees: readonly Readonly<{ id: string; name: string; priceYen: number }>[]
  seatsLeft: number
  /** Scans that somebody has still to decide on. */
  conflicts: number
  gates: readonly Readonly<{ id: string; gate: string }>[]
}>

/** The tickets of the day's other seminars, by the beginning of their hashes: where who stands at the wrong door belongs. */
export type Elsewhere = Readonly<{ title: string; room: string | null; hashes: readonly string[] }>

/** What a door needs to decide by itself: all of it, or what has changed since a cursor. */
export type DoorSnapshot = Readonly<{
  /** The house's clock, in milliseconds since 1970. */
  now: number
  cursor: string
  isWhole: boolean
  head: DoorHead
  people: readonly DoorPerson[]
  elsewhere: readonly Elsewhere[]
}>

/** Signs of a hash that suffice to tell the day's tickets apart. */
export const HASH_START = 16

const byKana = new Intl.Collator("ja")

/** A snapshot with a later answer worked in. */
export function withChanges(before: DoorSnapshot | null, after: DoorSnapshot): DoorSnapshot {
  if (before === null || after.isWhole) return after
  const changed = new Set(after.people.map(({ id }) => id))
  const people = [...before.people.filter(({ id }) => !changed.has(id)), ...after.people]
  people.sort((one, other) => byKana.compare(one.kana, other.kana) || (one.number < other.number ? -1 : 1))
  return { ...after, isWhole: true, people, elsewhere: before.elsewhere }
}
