import { type Actor, inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { type CheckIn, type DoorAct, type DoorBatch } from "#app/seminars/door/check-in.ts"
import { type AtDoor, keepRefusedAct, performDoorAct } from "#app/seminars/door/perform-door-act.server.ts"
import { type CheckInVerdict, recordCheckIns, verdictsOf } from "#app/seminars/door/record-check-ins.server.ts"
import { refuse } from "#app/seminars/refusals.ts"
import { Refusal } from "#app/values/refusal.ts"

/**
 * Takes what a door's page sends (scans and acts in their order) and answers with a verdict per nonce. Scans that follow each other are
 * one transaction, each act one of its own: an act that is refused undoes itself alone and is kept as refused. Refuses: unknown-seminar.
 */
export async function takeDoorBatch(
  actor: Actor,
  code: string,
  batch: DoorBatch,
): Promise<{ verdicts: CheckInVerdict[]; now: Date }> {
  const door = await inScope(actor, (scope) => greet(scope, code, batch))
  let scans: CheckIn[] = []
  const flush = async () => {
    const checkIns = scans
    scans = []
    if (checkIns.length > 0)
      await inScope(actor, (scope) => recordCheckIns(scope, door.seminarId, { ...batch, checkIns }))
  }
  for (const one of batch.checkIns) {
    if (isAct(one)) {
      await flush()
      await actOrKeep(actor, door, one)
    } else scans.push(one)
  }
  await flush()
  const nonces = batch.checkIns.map(({ nonce }) => nonce)
  return readScope(actor, async (scope) => ({ verdicts: await verdictsOf(scope, nonces), now: scope.now }))
}

const isAct = (one: CheckIn | DoorAct): one is DoorAct =>
  one.kind === "payment" || one.kind === "stand-in" || one.kind === "walk-in"

async function actOrKeep(actor: Actor, door: AtDoor, act: DoorAct) {
  try {
    await inScope(actor, (scope) => performDoorAct(scope, door, act))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const why = { code: error.code, message: error.messages[actor.locale] }
    await inScope(actor, (scope) => keepRefusedAct(scope, door, act, why))
  }
}

/** The seminar of a batch, and the device written down with its gate and how wrong its clock is. */
async function greet(scope: Scope, code: string, batch: DoorBatch): Promise<AtDoor> {
  const [seminar] = await scope.sql<{ id: string }>`select id from seminar where code = ${code} and state <> 'draft'`
  if (!seminar) throw refuse("unknown-seminar", { code })
  const skewMs = batch.sentAt === undefined ? 0 : Math.round(scope.now.getTime() - batch.sentAt)
  await scope.sql`
    insert into reception_device (organization_id, id, seminar_id, gate, clock_skew_ms, first_seen_at, last_seen_at, seen_by)
    values (${scope.organizationId}, ${batch.deviceId}::uuid, ${seminar.id}::uuid, ${batch.device}, ${skewMs}::bigint, ${scope.now}, ${scope.now},
      ${scope.actor})
    on conflict (organization_id, id) do update set seminar_id = excluded.seminar_id, gate = excluded.gate,
      clock_skew_ms = excluded.clock_skew_ms, last_seen_at = excluded.last_seen_at, seen_by = excluded.seen_by`
  return { seminarId: seminar.id, code, device: batch.device, deviceId: batch.deviceId, skewMs }
}
