import type { DoorBatch } from "#app/seminars/door/check-in.ts"
import { type DoorPerson, type DoorSnapshot, HASH_START } from "#app/seminars/door/door-snapshot.ts"

/** What a door's page keeps of a scan or an act until the house has answered for it. */
export type DoorItem = DoorBatch["checkIns"][number]

export const verdictKinds = ["idle", "entered", "already", "unpaid", "elsewhere", "cancelled", "held", "unknown", "undone",
  "paid", "stood-in", "walked-in", "refused", "broken"] as const // prettier-ignore

/** What the card of a door says: what is the matter with whom, and whatever is needed to say what to do. */
export type Verdict = Readonly<{
  kind: (typeof verdictKinds)[number]
  /** The scan or act that it is about. */
  nonce: string
  personId: string | null
  name: string
  company: string
  owedYen: number
  /** Of somebody who is in: when and where he came in. */
  time: string
  gate: string
  /** Where somebody of another seminar belongs. */
  title: string
  room: string
  /** What the house says of an act that it refused. */
  message: string
}>

export const blankVerdict: Verdict = {
  ...{ kind: "idle", nonce: "", personId: null, name: "", company: "", owedYen: 0 },
  ...{ time: "", gate: "", title: "", room: "", message: "" },
}

const clock = new Intl.DateTimeFormat("ja-JP", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Tokyo" })

/** 13:20 in Tokyo, of milliseconds since 1970. */
export const timeOf = (milliseconds: number): string => clock.format(milliseconds)

/** Whom a code means: his ticket by its hash, or his 受講番号. */
export const personOfCode = (people: readonly DoorPerson[], code: string, hash: string): DoorPerson | undefined =>
  people.find(({ tokenHash, number }) => tokenHash === hash || number === code)

/** The door's own judgement of an entry, at once and without the network. */
export function judgeEntry(person: DoorPerson | undefined, nonce: string, isForced: boolean): Verdict {
  if (!person) return { ...blankVerdict, kind: "unknown", nonce }
  const who = {
    ...blankVerdict,
    nonce,
    personId: person.id,
    name: person.name,
    company: person.company,
    owedYen: person.owedYen,
  }
  if (person.state !== "confirmed") return { ...who, kind: person.state }
  if (person.enteredAt !== null)
    return { ...who, kind: "already", time: person.enteredAt, gate: person.enteredGate ?? "" }
  return { ...who, kind: person.owedYen > 0 && !isForced ? "unpaid" : "entered" }
}

/** The same of a code that is nobody's here: it may be a ticket of another seminar of the day. */
export function judgeStranger(snapshot: Pick<DoorSnapshot, "elsewhere">, nonce: string, hash: string): Verdict {
  const other = snapshot.elsewhere.find(({ hashes }) => hashes.includes(hash.slice(0, HASH_START)))
  if (!other) return { ...blankVerdict, kind: "unknown", nonce }
  return { ...blankVerdict, kind: "elsewhere", nonce, title: other.title, room: other.room ?? "" }
}

type Waiting = Readonly<{ item: DoorItem; gate: string }>

/** The people of a door as they stand once what waits to be sent has been done. */
export const withWaiting = (people: readonly DoorPerson[], waiting: readonly Waiting[]): readonly DoorPerson[] =>
  waiting.reduce((now, one) => afterItem(now, one.item, one.gate), people)

function afterItem(people: readonly DoorPerson[], item: DoorItem, gate: string): readonly DoorPerson[] {
  const entered = { enteredAt: timeOf(item.occurredAt + (item.skewMs ?? 0)), enteredGate: gate }
  const change = (id: string | undefined, changes: Partial<DoorPerson>) =>
    people.map((person) => (person.id === id ? { ...person, ...changes } : person))
  switch (item.kind) {
    case "entry":
      return item.shown === "entered" ? change(item.registrationId, entered) : people
    case "undo":
      return change(item.registrationId, { enteredAt: null, enteredGate: null })
    case "exit":
      return people
    case "payment": {
      const orderId = people.find(({ id }) => id === item.registrationId)?.orderId
      return people.map((person) => ({
        ...person,
        ...(person.orderId === orderId ? { owedYen: Math.max(person.owedYen - item.amountYen, 0) } : {}),
        ...(person.id === item.registrationId && item.enters !== undefined ? entered : {}),
      }))
    }
    case "stand-in":
      return change(item.registrationId, { ...namesOf(item), ...(item.enters === undefined ? {} : entered) })
    case "walk-in":
      return [...people, { ...newcomer(item), ...(item.enters === undefined ? {} : entered) }]
  }
}

const namesOf = (guest: Readonly<Record<"familyName" | "givenName" | "familyNameKana" | "givenNameKana", string>>) => ({
  name: `${guest.familyName} ${guest.givenName}`.trim(),
  kana: `${guest.familyNameKana} ${guest.givenNameKana}`.trim(),
})

/** Somebody taken at the door whom the house does not know yet. */
const newcomer = (item: Extract<DoorItem, { kind: "walk-in" }>): DoorPerson => ({
  ...{ id: item.nonce, orderId: item.nonce, number: "", ...namesOf(item), company: item.companyName },
  ...{
    phoneEnd: "",
    owedYen: 0,
    tokenHash: null,
    state: "confirmed",
    enteredAt: null,
    enteredGate: null,
    isWalkIn: true,
  },
})

/** What the house answers about a scan or an act. */
export type Answer = Readonly<{
  nonce: string
  kind: string
  verdict: "accepted" | "duplicate" | "rejected"
  reason: string
  message: string
  registrationId: string | null
  name: string | null
  company: string | null
  owedYen: number
  firstAt: string | null
  firstDevice: string | null
  otherTitle: string | null
  otherRoom: string | null
}>

const reasons: Readonly<Record<string, Verdict["kind"]>> = {
  ...{ unpaid: "unpaid", "other-seminar": "elsewhere", cancelled: "cancelled", held: "held", "not-entered": "undone" },
}
const acts: Readonly<Record<string, Verdict["kind"]>> = {
  ...{
    entry: "entered",
    exit: "undone",
    undo: "undone",
    payment: "paid",
    "stand-in": "stood-in",
    "walk-in": "walked-in",
  },
}

/** The house's answer as a verdict. */
export function verdictOf(answer: Answer): Verdict {
  const who = {
    ...{ ...blankVerdict, nonce: answer.nonce, personId: answer.registrationId, name: answer.name ?? "" },
    ...{ company: answer.company ?? "", owedYen: answer.owedYen, message: answer.message },
  }
  const kind = acts[answer.kind] ?? "unknown"
  if (answer.verdict === "accepted") return { ...who, kind }
  if (answer.verdict === "duplicate") {
    const time = answer.firstAt === null ? "" : timeOf(Date.parse(answer.firstAt))
    return { ...who, kind: "already", time, gate: answer.firstDevice ?? "" }
  }
  if (answer.message !== "" || ["paid", "stood-in", "walked-in"].includes(kind)) return { ...who, kind: "refused" }
  return {
    ...who,
    kind: reasons[answer.reason] ?? "unknown",
    title: answer.otherTitle ?? "",
    room: answer.otherRoom ?? "",
  }
}
