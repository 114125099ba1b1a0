import type { Bounce } from "#app/notices/bounce.ts"
import { keepBounces } from "#app/notices/keep-bounces.server.ts"
import { readBounce } from "#app/notices/read-bounce.server.ts"
import type { Clock } from "#app/platform/clock.server.ts"
import { log } from "#app/platform/log.server.ts"
import { actorFor, organizationCodes } from "#app/platform/organization.server.ts"
import { inScope } from "#app/platform/scope.server.ts"

export type ReceivedBounces = Readonly<{
  /** Messages read. */
  messages: number
  /** Reports that were not known yet. */
  added: number
  /** Of the messages, by their place: whether it is a report on a mail of this house. */
  isOurs: readonly boolean[]
}>

/**
 * Takes in messages that came to the address of returned mail (届かないメール): each organization is asked for the mails that they answer,
 * behind its own wall, so that a report touches the one whose mail it was. What is no report, or on no mail of ours, changes nothing.
 */
export async function receiveBounces(messages: readonly Buffer[], clock: Clock): Promise<ReceivedBounces> {
  const bounces = await Promise.all(messages.map(readOrNull))
  const reports = bounces.filter((bounce) => bounce !== null)
  const ours = new Set<string>()
  let added = 0
  for (const code of reports.length === 0 ? [] : await organizationCodes()) {
    const actor = await actorFor(code, "job:receive-bounces", { clock })
    const kept = await inScope(actor, (scope) => keepBounces(scope, reports))
    for (const id of kept.known) ours.add(id)
    added += kept.added
  }
  const isOurs = bounces.map((bounce) => bounce !== null && ours.has(bounce.outboxId))
  return { messages: messages.length, added, isOurs }
}

/** A message that no parser reads must not hold up those behind it. */
async function readOrNull(message: Buffer): Promise<Bounce | null> {
  try {
    return await readBounce(message)
  } catch (error) {
    log("warning", "message not read", { why: error instanceof Error ? error.message : String(error) })
    return null
  }
}
