import type { DoorPerson, DoorSnapshot } from "#app/seminars/door/door-snapshot.ts"
import {
  blankVerdict,
  type DoorItem,
  judgeEntry,
  judgeStranger,
  personOfCode,
  type Verdict,
} from "#app/seminars/door/door-verdict.ts"

/** When something was done at the door, and under which number of its own. */
export type Stamp = Readonly<{ nonce: string; occurredAt: number; skewMs: number | undefined; isOffline: boolean }>

/** What the door knows at that moment: everything that was done before it is in it. */
export type Desk = Readonly<{ base: DoorSnapshot | null; people: readonly DoorPerson[] }>

/** What is kept on the device, and what the card shows of it. */
export type Done = Readonly<{ item: DoorItem; verdict: Verdict }>

type Act = Extract<DoorItem, { kind: "payment" | "stand-in" | "walk-in" }>
/** An act as a form or a button gives it; when and where it was done the door adds. */
export type ActGiven = Act extends infer One ? (One extends Act ? Omit<One, keyof Stamp> : never) : never

const shownKinds = ["entered", "already", "unpaid", "elsewhere", "cancelled", "held", "unknown"] as const

function entryOf(
  stamp: Stamp,
  desk: Desk,
  verdict: Verdict,
  how: { code?: string; source: "qr" | "name"; isForced: boolean },
): Done {
  const sessionId = desk.base?.head.sessionId
  const item = {
    ...{
      ...stamp,
      ...how,
      kind: "entry" as const,
      shown: shownKinds.find((kind) => kind === verdict.kind) ?? ("" as const),
    },
    ...(verdict.personId === null ? {} : { registrationId: verdict.personId }),
    ...(sessionId ? { sessionId } : {}),
  }
  return { item, verdict }
}

/** A code that was read or typed. */
export function scanOf(stamp: Stamp, desk: Desk, code: string, hash: string): Done {
  const person = personOfCode(desk.people, code, hash)
  const verdict = person
    ? judgeEntry(person, stamp.nonce, false)
    : judgeStranger({ elsewhere: desk.base?.elsewhere ?? [] }, stamp.nonce, hash)
  return entryOf(stamp, desk, verdict, { code, source: "qr", isForced: false })
}

/** Somebody chosen from the list, or let pass. */
export function choiceOf(stamp: Stamp, desk: Desk, personId: string, isForced: boolean): Done {
  const person = desk.people.find(({ id }) => id === personId)
  return entryOf(stamp, desk, judgeEntry(person, stamp.nonce, isForced), { source: "name", isForced })
}

/** An entry taken back. */
export function undoOf(stamp: Stamp, desk: Desk, person: DoorPerson): Done {
  const sessionId = desk.base?.head.sessionId
  const { id, name, company } = person
  return {
    item: {
      ...{ ...stamp, kind: "undo", source: "name", isForced: false, shown: "undone", registrationId: id },
      ...(sessionId ? { sessionId } : {}),
    },
    verdict: { ...blankVerdict, kind: "undone", nonce: stamp.nonce, personId: id, name, company },
  }
}

const actVerdicts = { payment: "paid", "stand-in": "stood-in", "walk-in": "walked-in" } as const

/** An act at the desk, with the entry of whom it is about where he is not in yet; null for money that is not owed any more. */
export function actOf(stamp: Stamp, desk: Desk, given: ActGiven): Done | null {
  const person = given.kind === "walk-in" ? undefined : desk.people.find(({ id }) => id === given.registrationId)
  if (given.kind === "payment" && (person?.owedYen ?? 0) <= 0) return null
  const isEntering = given.kind === "walk-in" || person?.enteredAt === null
  const name = given.kind === "payment" ? (person?.name ?? "") : `${given.familyName} ${given.givenName}`.trim()
  const who = { personId: person?.id ?? null, name, company: person?.company ?? "", nonce: stamp.nonce }
  return {
    item: { ...given, ...stamp, ...(isEntering ? { enters: crypto.randomUUID() } : {}) },
    verdict: { ...blankVerdict, ...who, kind: actVerdicts[given.kind] },
  }
}
