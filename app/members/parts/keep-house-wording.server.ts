import { type ConsentPurpose, consentPurposes } from "#app/members/reader/consent.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** Keeps the wording that stands until an organization writes its own as version 1, so that a consent can name it. */
export async function keepHouseWording(scope: Scope, purpose: ConsentPurpose): Promise<void> {
  const wording = consentPurposes[purpose]
  await scope.sql`
    insert into consent_wording (organization_id, purpose, version, wording, wording_english, recorded_at, recorded_by)
    select ${scope.organizationId}, ${purpose}, 1, ${wording.ja}, ${wording.en}, ${scope.now}, 'house'
    where not exists (select from consent_wording where purpose = ${purpose}) on conflict do nothing`
}
