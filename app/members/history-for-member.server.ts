import type { AddressKind } from "#app/members/member-form.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

export type AddressVersion = Readonly<{
  kind: AddressKind
  effectiveOn: string
  version: number
  postalCode: string
  address: string
  state: "now" | "before" | "later" | "withdrawn"
  recordedAt: Date
  recordedBy: string
}>

export type ChangeOfMember = Readonly<{
  id: string
  field: string
  oldValue: string
  newValue: string
  effectiveOn: string
  state: "applied" | "waiting" | "withdrawn"
  recordedAt: Date
  recordedBy: string
}>

/** The addresses of a member by kind, the latest first; `now` is the version of its kind that holds today. */
export const addressesForMember = (scope: Scope, memberId: MemberId) => scope.sql<AddressVersion>`
  select kind, effective_on as "effectiveOn", version, postal_code as "postalCode",
    prefecture || city || street || case when building = '' then '' else ' ' || building end as address,
    case when withdrawn_at is not null then 'withdrawn' when effective_on > ${scope.today}::date then 'later'
      when row_number() over (partition by kind, withdrawn_at is null, effective_on <= ${scope.today}::date
        order by effective_on desc, version desc) = 1 then 'now' else 'before' end as state,
    recorded_at as "recordedAt", recorded_by as "recordedBy"
  from member_address where member_id = ${memberId}::uuid
  order by array_position(array['home', 'office', 'delivery'], kind), effective_on desc, version desc`

/** What was changed of a member: field, from, to, from when on, when and by whom, the last first. */
export const changesForMember = (scope: Scope, memberId: MemberId) => scope.sql<ChangeOfMember>`
  select id, field, old_value as "oldValue", new_value as "newValue", effective_on as "effectiveOn",
    case when withdrawn_at is not null then 'withdrawn' when applied_at is null then 'waiting' else 'applied' end as state,
    recorded_at as "recordedAt", recorded_by as "recordedBy"
  from member_change where member_id = any (array(select member_family(${memberId}::uuid)))
  order by recorded_at desc, field limit 500`
