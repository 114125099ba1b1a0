import type Stripe from "stripe"
import { resourceMissing } from "../wire/api-error.ts"
import type { Simulation } from "./simulation.ts"
import type { SimulatedObjects } from "../schema/simulated-types.ts"
import { OBJECT_KINDS, type AccountState, type ObjectKind, type SCHEMA_OF } from "./simulator-state.ts"

type ObjectOf<K extends ObjectKind> = SimulatedObjects[(typeof SCHEMA_OF)[K]]
type Shelves = { [K in ObjectKind]: Record<string, ObjectOf<K>> }

/** What every act needs: the world, the account, and the request an event will name as its cause. */
export interface Act {
  simulation: Simulation
  account: AccountState
  request: Stripe.Event.Request | null
}

/** One object by id; a Stripe "No such …" when it isn't there. */
export function find<K extends ObjectKind>(act: Act, kind: K, id: string, param?: string): ObjectOf<K> {
  const shelves: Shelves = act.account.objects
  // Ids come from outside: "constructor" must find nothing.
  const object = Object.hasOwn(shelves[kind], id) ? shelves[kind][id] : undefined
  if (object === undefined) throw resourceMissing(kind, id, param)
  return object
}

/** All objects of a kind, newest first. */
export function newestFirst<K extends ObjectKind>(act: Act, kind: K): ObjectOf<K>[] {
  const shelves: Shelves = act.account.objects
  const shelf: Record<string, ObjectOf<K>> = shelves[kind]
  return Object.values(shelf).reverse()
}

/** The object with an id, of whatever kind. */
export function findAny(account: AccountState, id: string): object | undefined {
  for (const kind of OBJECT_KINDS) {
    if (Object.hasOwn(account.objects[kind], id)) return account.objects[kind][id]
  }
  return undefined
}

/** Ids only: an id is what the store keeps where Stripe's type also allows the object. */
export const idOf = (reference: string | { id: string } | null): string | null =>
  typeof reference === "object" ? (reference?.id ?? null) : reference
