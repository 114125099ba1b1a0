import { keepHouseWording } from "#app/members/parts/keep-house-wording.server.ts"
import { type ConsentPurpose, consentPurposes, isConsentPurpose } from "#app/members/reader/consent.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

type Wording = Readonly<{ purpose: ConsentPurpose; wording: string; wordingEnglish: string }>

export type WordingOfList = Readonly<{
  purpose: ConsentPurpose
  version: number
  wording: string
  wordingEnglish: string
  /** Null for the wording that stands until the organization has its own. */
  recordedAt: Date | null
  isNow: boolean
  /** Members whose last word on the purpose is yes, to this wording. */
  members: number
}>

/** Every wording that consents were or are asked in (同意の文言), the one of today first, with how many stand by each. */
export async function consentWordings(scope: Scope): Promise<readonly WordingOfList[]> {
  const kept = await keptWordings(scope)
  return Object.keys(consentPurposes)
    .filter(isConsentPurpose)
    .flatMap((purpose): readonly WordingOfList[] => {
      const own = kept.filter((one) => one.purpose === purpose)
      const { ja, en } = consentPurposes[purpose]
      const standard = {
        purpose,
        wording: ja,
        wordingEnglish: en,
        version: 0,
        isNow: true,
        members: 0,
        recordedAt: null,
      }
      return own.length > 0 ? own : [standard]
    })
}

const keptWordings = (scope: Scope) => scope.sql<WordingOfList>`
  with last as (
    select distinct on (member_id, purpose) purpose, version, is_given from member_consent
    order by member_id, purpose, recorded_at desc, id desc
  ), given as (
    select purpose, version, count(*)::integer as members from last where is_given group by purpose, version
  )
  select wording.purpose, wording.version, wording.wording, wording.wording_english as "wordingEnglish",
    wording.recorded_at as "recordedAt",
    not exists (select from consent_wording as later where later.purpose = wording.purpose and later.version > wording.version)
      as "isNow", coalesce(given.members, 0) as members
  from consent_wording as wording left join given on given.purpose = wording.purpose and given.version = wording.version
  where wording.purpose in ('mail', 'post', 'phone')
  order by wording.version desc`

/**
 * Puts a wording in force from now on as the next version (文言の改定). Consents to earlier ones stand as they were given; the same
 * words again are no new version.
 */
export async function saveConsentWording(scope: Scope, input: Wording): Promise<void> {
  await scope.sql`select pg_advisory_xact_lock(hashtextextended(${`consent-wording:${scope.organizationId}`}, 0))`
  await keepHouseWording(scope, input.purpose)
  const added = await scope.sql<{ version: number }>`
    insert into consent_wording (organization_id, purpose, version, wording, wording_english, recorded_at, recorded_by)
    select ${scope.organizationId}, ${input.purpose}, last.version + 1, ${input.wording}, ${input.wordingEnglish}, ${scope.now},
      ${scope.actor}
    from (select * from consent_wording where purpose = ${input.purpose} order by version desc limit 1) as last
    where (last.wording, last.wording_english) <> (${input.wording}, ${input.wordingEnglish})
    returning version`
  const version = added[0]?.version
  if (version !== undefined)
    await audit(scope, "save-consent-wording", input.purpose, { version, wording: input.wording })
}
