import type { Scope } from "#app/platform/scope.server.ts"
import type { UnitsAhead } from "#app/subscriptions/calendar-effect.ts"
import { allocate, yen } from "#app/values/yen.ts"

type Group = {
  contracts: number
  units: number
  served: number
  price_yen: number
  tax_yen: number
  deferred_yen: number
  delay: number
}

/** The units still to be served of a title's running contracts, contracts alike in one group: few rows at any size. */
export async function unitsAhead(scope: Scope, publicationId: string): Promise<readonly UnitsAhead[]> {
  const groups = await scope.sql<Group>`
    select count(*)::integer as contracts, contract.units, position.served_units as served, contract.price_yen, contract.tax_yen,
      position.deferred_yen, greatest(contract.start_issue - calendar.next_issue, 0) as delay
    from contract join contract_position as position on position.contract_id = contract.id
    cross join (select coalesce(min(number), 1) as next_issue from issue where publication_id = ${publicationId}::uuid
      and shipped_on is null and skipped_on is null) as calendar
    where contract.publication_id = ${publicationId}::uuid and contract.state = 'active' and position.served_units < contract.units
      and contract.price_yen > 0
    group by 2, 3, 4, 5, 6, 7`
  return groups.map((group) => {
    const ahead = Array.from({ length: group.units - group.served }, (_, at) => group.served + at)
    const part = (amount: number) => ahead.map((unit) => allocate(yen(amount), group.units, unit, unit + 1))
    const [net, tax] = [part(group.price_yen - group.tax_yen), part(group.tax_yen)]
    return {
      ...{ contracts: group.contracts, unitsLeft: ahead.length, delay: group.delay, netYen: net },
      ...{ deferredYen: group.deferred_yen, grossYen: net.map((one, at) => one + (tax[at] ?? 0)) },
    }
  })
}
