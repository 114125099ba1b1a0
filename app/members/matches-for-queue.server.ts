import type { Scope } from "#app/platform/scope.server.ts"

export type MatchSide = Readonly<{
  id: string
  number: string
  name: string
  kana: string
  companyName: string
  postalCode: string
  address: string
  phone: string
  email: string
  bornOn: string | null
  contracts: number
  isMerged: boolean
  isErased: boolean
}>

export type MatchOfQueue = Readonly<{
  member: MatchSide
  candidate: MatchSide
  reasons: readonly string[]
  state: "open" | "same" | "different"
  foundAt: Date
  decidedAt: Date | null
  decidedBy: string | null
}>

type Counts = Readonly<{ open: number; same: number; different: number }>

/** Pairs of members who may be one person (名寄せ), a page of one state, and how many each state has. */
export async function matchesForQueue(
  scope: Scope,
  input: Readonly<{ state: "open" | "same" | "different"; limit: number; offset: number }>,
): Promise<Readonly<{ matches: readonly MatchOfQueue[]; counts: Counts }>> {
  const matches = await scope.sql<MatchOfQueue>`
    with side as (
      select member.id, jsonb_build_object('id', member.id, 'number', member.number,
        'name', concat_ws(' ', member.family_name, nullif(member.given_name, '')),
        'kana', concat_ws(' ', nullif(member.family_name_kana, ''), nullif(member.given_name_kana, '')),
        'companyName', member.company_name, 'postalCode', member.postal_code,
        'address', member.prefecture || member.city || member.street || member.building,
        'phone', member.phone, 'isMerged', member.merged_into_id is not null, 'isErased', member.erased_at is not null, 'email', member.email, 'bornOn', member.born_on,
        'contracts', (select count(*) from contract where contract.payer_id = member.id)) as facts
      from member
    )
    select one.facts as member, other.facts as candidate, pair.reasons, pair.state, pair.found_at as "foundAt",
      pair.decided_at as "decidedAt", pair.decided_by as "decidedBy"
    from member_match as pair join side as one on one.id = pair.member_id join side as other on other.id = pair.candidate_id
    where pair.state = ${input.state} and (pair.state <> 'open' or not exists (select from member as gone where gone.id in (pair.member_id, pair.candidate_id)
      and (gone.merged_into_id is not null or gone.erased_at is not null)))
    order by pair.found_at desc, pair.member_id, pair.candidate_id
    limit ${input.limit}::integer offset ${input.offset}::integer`
  const [counts] = await scope.sql<Counts>`
    select (count(*) filter (where state = 'open' and not exists (select from member as gone where gone.id in (pair.member_id, pair.candidate_id)
      and (gone.merged_into_id is not null or gone.erased_at is not null))))::integer as open, (count(*) filter (where state = 'same'))::integer as same,
      (count(*) filter (where state = 'different'))::integer as different
    from member_match as pair`
  return { matches, counts: counts ?? { open: 0, same: 0, different: 0 } }
}
