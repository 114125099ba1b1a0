import { type PaperKind, paperKinds } from "#app/billing/papers/paper.ts"
import { isCalendarDate } from "#app/values/calendar.ts"
import { readInteger } from "#app/values/text.ts"

const isKind = (text: string): text is PaperKind => text in paperKinds

/** The search for papers that an address asks for; what cannot be read is left out. */
export function paperFilterOf(text: (name: string) => string) {
  const date = (name: string) => (isCalendarDate(text(name)) ? text(name) : null)
  const kind = text("kind")
  return {
    kind: isKind(kind) ? kind : ("" as const),
    ...{ from: date("from"), to: date("to"), minYen: readInteger(text("min")), maxYen: readInteger(text("max")) },
    counterparty: text("find"),
    ...{ isOpen: text("open") === "yes", isRevised: text("revised") === "yes" },
  }
}
