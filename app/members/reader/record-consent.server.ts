import { type ConsentPurpose, consentPurposes } from "#app/members/reader/consent.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

/**
 * Records that a member gave or withdrew a consent on the web, to the wording of the day; nothing is ever changed or deleted, and
 * the mail consent sets wants_mail. Saying the same again records nothing.
 */
export async function recordConsent(
  scope: Scope,
  memberId: MemberId,
  input: Readonly<{ purpose: ConsentPurpose; isGiven: boolean }>,
): Promise<void> {
  const [member] = await scope.sql<{ number: string; wants_mail: boolean }>`
    select number, wants_mail from member where id = ${memberId}::uuid for update`
  if (!member) return
  const [last] = await scope.sql<{ is_given: boolean }>`
    select is_given from member_consent where member_id = ${memberId}::uuid and purpose = ${input.purpose}
    order by recorded_at desc, id desc limit 1`
  const stands = last?.is_given === input.isGiven && (input.purpose !== "mail" || member.wants_mail === input.isGiven)
  if (stands) return
  const wording = consentPurposes[input.purpose]
  await scope.sql`
    insert into consent_wording (organization_id, purpose, version, wording, wording_english, recorded_at, recorded_by)
    select ${scope.organizationId}, ${input.purpose}, 1, ${wording.ja}, ${wording.en}, ${scope.now}, 'house'
    where not exists (select from consent_wording where purpose = ${input.purpose}) on conflict do nothing`
  await scope.sql`
    insert into member_consent (organization_id, member_id, purpose, version, is_given, received_by, recorded_at, recorded_by)
    select ${scope.organizationId}, ${memberId}::uuid, purpose, max(version), ${input.isGiven}, 'web', ${scope.now}, ${scope.actor}
    from consent_wording where purpose = ${input.purpose} group by purpose`
  await audit(scope, "record-consent", member.number, input)
}
