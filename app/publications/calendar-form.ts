import { z } from "zod"
import type { CalendarChange } from "#app/publications/issue-calendar.ts"
import { isCalendarDate } from "#app/values/calendar.ts"

export const calendarChangeKinds = ["move", "double", "regular", "skip", "extend", "discontinue"] as const

const messages = {
  kind: { ja: "変更の種類を選んでください。", en: "Choose what to change." },
  number: { ja: "号を選んでください。", en: "Choose an issue." },
  shipsOn: { ja: "新しい発送日を入力してください。", en: "Give the new shipping date." },
  count: { ja: "追加する号数は1〜60の数字で入力してください。", en: "Give the number of issues to add, 1 to 60." },
} as const

/** The form of a calendar change; `intent` says whether to try it or to make it. */
export function calendarForm(locale: "ja" | "en") {
  const say = (key: keyof typeof messages) => messages[key][locale]
  return z
    .object({
      intent: z.enum(["try", "confirm"]),
      kind: z.enum(calendarChangeKinds, say("kind")),
      number: z.coerce.number().int().positive().optional(),
      shipsOn: z.string().optional(),
      count: z.coerce.number(say("count")).int(say("count")).min(1, say("count")).max(60, say("count")).optional(),
    })
    .transform((form, context) => {
      const lacks = (field: "number" | "shipsOn" | "count") => {
        context.addIssue({ code: "custom", message: say(field), path: [field] })
        return z.NEVER
      }
      const change = changeOf(form, lacks)
      return { intent: form.intent, change }
    })
}

type Form = {
  kind: (typeof calendarChangeKinds)[number]
  number?: number | undefined
  shipsOn?: string | undefined
  count?: number | undefined
}

function changeOf(form: Form, lacks: (field: "number" | "shipsOn" | "count") => never): CalendarChange {
  const { kind, number, shipsOn, count } = form
  if (kind === "extend") return count === undefined ? lacks("count") : { kind, count }
  if (number === undefined) return lacks("number")
  if (kind !== "move") return { kind, number }
  return shipsOn !== undefined && isCalendarDate(shipsOn) ? { kind, number, shipsOn } : lacks("shipsOn")
}
