import { z } from "zod"
import { readInteger } from "#app/values/text.ts"

/** One step of a schedule of notices, as its form gives it: days after the day it counts from, and what is done then. */
export type NoticeStep<Channel extends string> = Readonly<{ step: number; days: number; channel: Channel }>

/** What the form says beside a row: days that are none, that come too early, a row after the last way, or no row at all. */
export type StepMessages = Readonly<{ days: string; order: string; none: string; last?: string }>

/** The form of such a schedule: rows of days (1 to 365) and way; blank rows fall away, later steps come later, nothing follows `last`. */
export function noticeStepsForm<const Channel extends string>(
  channels: readonly [Channel, ...Channel[]],
  most: number,
  say: StepMessages,
  last?: NoInfer<Channel>,
) {
  const row = z.object({ days: z.string().optional(), channel: z.enum(channels).default(() => channels[0]) })
  return z.object({ rows: z.array(row).max(most) }).transform(({ rows }, context) => {
    const steps: NoticeStep<Channel>[] = []
    for (const [at, { days: written, channel }] of rows.entries()) {
      if (written === undefined || written.trim() === "") continue
      const days = readInteger(written)
      const before = steps.at(-1)
      const wrong = (message: string) => context.addIssue({ code: "custom", message, path: ["rows", at, "days"] })
      if (days === null || days < 1 || days > 365) wrong(say.days)
      else if (before && days <= before.days) wrong(say.order)
      else if (before && before.channel === last) wrong(say.last ?? say.order)
      else steps.push({ step: steps.length + 1, days, channel })
    }
    if (steps.length === 0 && context.issues.length === 0) {
      context.addIssue({ code: "custom", message: say.none, path: ["rows", 0, "days"] })
    }
    return steps
  })
}
