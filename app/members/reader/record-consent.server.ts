import { keepHouseWording } from "#app/members/parts/keep-house-wording.server.ts"
import type { ConsentPurpose, ConsentWay } from "#app/members/reader/consent.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

export type SaidConsent = Readonly<{
  purpose: ConsentPurpose
  isGiven: boolean
  receivedBy: ConsentWay
  /** When it was said, where that is not now: the wording of that instant is the one that was read. */
  saidAt?: Date
}>

/**
 * Records that a member gave or withdrew a consent and by which way (同意の記録), to the wording he had before him; nothing is ever
 * changed or deleted, and the mail consent sets wants_mail. Saying the same to the same wording again records nothing; tells
 * whether it recorded.
 */
export async function recordConsent(scope: Scope, memberId: MemberId, said: SaidConsent): Promise<boolean> {
  const { purpose, isGiven, receivedBy } = said
  const [member] = await scope.sql<{ number: string; wants_mail: boolean }>`
    select number, wants_mail from member where id = ${memberId}::uuid and erased_at is null for update`
  if (!member) return false
  await keepHouseWording(scope, purpose)
  const [wording] = await scope.sql<{ version: number }>`
    select coalesce(max(version) filter (where recorded_at <= ${said.saidAt ?? scope.now}), min(version)) as version
    from consent_wording where purpose = ${purpose}`
  const version = wording?.version ?? 1
  const [last] = await scope.sql<{ is_given: boolean; version: number }>`
    select is_given, version from member_consent where member_id = ${memberId}::uuid and purpose = ${purpose}
    order by recorded_at desc, id desc limit 1`
  const stands = last?.is_given === isGiven && (purpose !== "mail" || member.wants_mail === isGiven)
  // Whoever takes a consent back takes all of it back; whoever gives it to a new wording has read that one.
  if (stands && (!isGiven || last.version >= version)) return false
  await scope.sql`
    insert into member_consent (organization_id, member_id, purpose, version, is_given, received_by, recorded_at, recorded_by)
    values (${scope.organizationId}, ${memberId}::uuid, ${purpose}, ${version}, ${isGiven}, ${receivedBy}, ${scope.now}, ${scope.actor})`
  await audit(scope, "record-consent", member.number, { purpose, isGiven, receivedBy, version })
  return true
}
