export type Waiting = Readonly<{ orderId: string; party: number; pools: readonly string[] }>

/**
 * Who is offered seats, in the order of the list: a party gets its seats whole, in every pool it needs; one that is too big for what
 * is left is passed over and keeps its place.
 */
export function whoIsOffered(free: ReadonlyMap<string, number>, waiting: readonly Waiting[]): readonly string[] {
  const left = new Map(free)
  return waiting
    .filter(({ party, pools }) => {
      if (!pools.every((pool) => (left.get(pool) ?? 0) >= party)) return false
      for (const pool of pools) left.set(pool, (left.get(pool) ?? 0) - party)
      return true
    })
    .map(({ orderId }) => orderId)
}
