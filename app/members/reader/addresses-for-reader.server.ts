import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"
import { formatPostalCode } from "#app/values/text.ts"

type Part = { postal_code: string; place: string }
export type AddressesOfReader = Readonly<{ now: string; planned: readonly Readonly<{ on: string; address: string }>[] }>

const textOf = ({ postal_code, place }: Part) =>
  [formatPostalCode(postal_code), place].filter((one) => one !== "").join(" ")

/** Where a reader's copies go now, and the changes that wait for their day. */
export async function addressesForReader(scope: Scope, memberId: MemberId): Promise<AddressesOfReader> {
  const [member] = await scope.sql<Part>`
    select postal_code, concat(prefecture, city, street, nullif(' ' || building, ' ')) as place from member where id = ${memberId}::uuid`
  const planned = await scope.sql<Part & { on: string }>`
    select distinct on (address.effective_on) address.effective_on as on, address.postal_code,
      concat(address.prefecture, address.city, address.street, nullif(' ' || address.building, ' ')) as place
    from member_address as address join member on member.id = address.member_id and member.copies_to = address.kind
    where address.member_id = ${memberId}::uuid and address.effective_on > ${scope.today}::date and address.withdrawn_at is null
    order by address.effective_on, address.version desc`
  return {
    now: member ? textOf(member) : "",
    planned: planned.map((one) => ({ on: one.on, address: textOf(one) })),
  }
}
